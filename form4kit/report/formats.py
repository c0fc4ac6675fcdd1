"""One name to one writer of reports."""

from collections.abc import Sequence

from form4kit.report.counts import FileReport


def written(
    name: str, files: Sequence[FileReport], *, colour: bool = False, passed_over: int | None = None
) -> str:
    """Write a report in the format called `name`; each writer is imported only when asked for.

    `passed_over` is how many files of the folders given are no filing, for those formats that can say it;
    None where no folder was given.
    """
    if name == "text":
        from form4kit.report.text_report import as_text

        return as_text(files, colour=colour, passed_over=passed_over or 0)
    if name == "json":
        from form4kit.report.json_report import as_json

        return as_json(files, passed_over=passed_over)
    if name == "sarif":
        from form4kit.report.sarif import as_sarif

        return as_sarif(files)
    if name == "junit":
        from form4kit.report.junit import as_junit

        return as_junit(files)
    if name == "github":
        from form4kit.report.github import as_github

        return as_github(files, passed_over=passed_over or 0)
    if name == "gitlab":
        from form4kit.report.gitlab import as_gitlab

        return as_gitlab(files)
    if name == "markdown":
        from form4kit.report.markdown_report import as_markdown

        return as_markdown(files, passed_over=passed_over or 0)
    raise ValueError(name)
