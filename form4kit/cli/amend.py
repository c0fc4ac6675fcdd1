"""`form4kit amend`: from a filed document to the draft of its amendment."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.outcome import Outcome
    from form4kit.source.discover import Found


def amend(
    filed: Annotated[str, typer.Argument(metavar="FILED", help="The filing: XML, .txt, draft or folder.")],
    out: Annotated[Path, typer.Option("--out", metavar="DRAFT", help="Where the draft goes: a .yaml file.")],
    later: Annotated[
        list[str] | None,
        typer.Option("--later", metavar="PATH", help="Filings made since, or their folder; may be repeated."),
    ] = None,
) -> None:
    """Write the draft of an amendment: each line as filed, to be changed where it was wrong."""
    from form4kit.cli.new_from import write_schema
    from form4kit.draft.amendment_template import amendment_draft
    from form4kit.draft.templates import schema_reference
    from form4kit.storage.atomic import write_file

    if out.exists():
        opt.fail(f"{out} exists; delete it or choose another name")
    if out.suffix not in (".yaml", ".yml"):
        opt.fail(f"--out {out}: a draft is a .yaml file")
    for path in later or ():
        if not Path(path).exists():
            opt.fail(f"--later {path}: no such file or folder")
    source, outcome = _read(filed)
    if outcome.filing is None or source.file is None:  # which `_read` has said
        raise typer.Exit(exits.ERRORS_FOUND)
    day, told = _day(outcome)
    reference = schema_reference(out.parent)
    text = amendment_draft(
        outcome.filing,
        _seen_from(out.parent, filed),
        [_seen_from(out.parent, path) for path in later or ()],
        schema=reference,
        filed=day,
        told=told,
    )
    try:
        write_file(out, text.encode("utf-8"))
        write_schema(out.parent, reference)
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    opt.say(f"{out}: change what was wrong, say why, then `form4kit check {out}`")


def _read(filed: str) -> "tuple[Found, Outcome]":
    """Read the one filing at a path; end with a clear line where that is not what is there."""
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.compiler.split.limits import too_large
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection
    from form4kit.source.discover import STDIN, find

    if filed == STDIN:
        opt.fail("amend wants a path: the draft must be able to find the filing again")
    run = JudgeRun(Options(only_read=True), Selection(), opt.Format.TEXT, False)
    read = list(run.outcomes(find([filed])))
    if run.unreadable:
        raise typer.Exit(exits.CANNOT_RUN)
    if len(read) != 1:
        opt.fail(f"{filed}: {len(read)} filings; name the one that is amended")
    source, outcome = read[0]
    if len(outcome.held) > 1:
        opt.fail(f"{filed}: {len(outcome.held)} filings; save the one that is amended into a file of its own")
    if outcome.filing is None or not outcome.filing.base_form or any(f.blocks for f in outcome.findings):
        run.report([run.selected(outcome)])
        opt.say(f"form4kit: {filed}: cannot be read whole, so that nothing can be said to amend it")
        raise typer.Exit(exits.ERRORS_FOUND)
    if outcome.filing.kind == "draft" and too_large(outcome.filing):
        opt.fail(f"{filed}: was filed in several parts; name the built folder of the one that is amended")
    return source, outcome


def _day(outcome: "Outcome") -> tuple[str, str]:
    """Return the date of the original for box 4, as far as the filing tells, and how it is known."""
    from form4kit.source.full_submission import filed

    filing = outcome.filing
    if filing is None:
        return "", ""
    if filing.original_filed.text:
        return (
            filing.original_filed.text,
            "that of the first filing, which the filing amended here amends too",
        )
    header = filed(outcome.data)
    if header is not None:
        return f"{header}", ""
    signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    if signed is None:
        return "", ""
    return f"{signed}", "the day of its last signature: compare with the filing date on EDGAR"


def _seen_from(folder: Path, path: str) -> str:
    """Return a path relative to a folder, with slashes; one on another drive stays whole."""
    try:
        return Path(os.path.relpath(Path(path).resolve(), folder.resolve())).as_posix()
    except ValueError:
        return Path(path).resolve().as_posix()
