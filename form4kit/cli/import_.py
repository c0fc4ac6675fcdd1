"""`form4kit import`: any filed document to a draft."""

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.model import Filing
    from form4kit.report.counts import FileReport
    from form4kit.source.discover import Found


def import_(
    paths: opt.Paths,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the drafts go.")],
    events: Annotated[
        bool, typer.Option("--events", help="Write what was held and what happened, not rows.")
    ] = False,
    verbose: opt.VerboseOption = False,
) -> None:
    """Turn filed documents into drafts: DIR/<stem>.yaml. Building one again gives the same document.

    With --events a draft says positions and events wherever they make exactly the rows that were filed.
    """
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.cli.sources import distinct_stems
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection

    run = JudgeRun(
        Options(published=True, only_read=True), Selection(), opt.Format.TEXT, False, verbose=verbose
    )
    found = run.find(paths, leave_out=out)
    if run.nothing and out.is_dir():
        opt.say(f"What lies in {out} itself, where the drafts go, is left alone.")
    distinct_stems(found)
    refused: list[FileReport] = []
    for source, outcome in run.outcomes(found):
        if outcome.filing is None or any(finding.blocks for finding in outcome.findings):
            refused.append(run.selected(outcome))
            continue
        with run.guarded(f"{out / source.stem}.yaml"):
            _write(outcome.filing, source, out, events)
    if refused:
        run.report(refused)
    elif run.passed_over and not run.nothing:
        opt.say(run.passed_over_in_words())
    raise typer.Exit(run.exit_code(refused))


def _write(filing: "Filing", source: "Found", out: Path, events: bool) -> None:
    """Write a draft, and the exhibits that a submission carries into a folder beside it."""
    from form4kit.edgar.exhibits import in_folder
    from form4kit.storage.atomic import write_file

    file = out / f"{source.stem}.yaml"
    if source.file is not None and source.file.resolve() == file.resolve():
        raise FileExistsError(errno.EEXIST, "is the source itself; choose another --out", str(file))
    filing, exhibits = in_folder(filing, f"{source.stem}-exhibits")
    for name, data in exhibits.items():
        write_file(out / name, data)
    text, said = _restated(filing) if events else _rows(filing)
    write_file(file, text.encode("utf-8"))
    opt.say("\n".join([f"{file}{said[0]}", *said[1:]]))


def _rows(filing: "Filing") -> tuple[str, list[str]]:
    from form4kit.draft.write import write_draft

    return write_draft(filing), [""]


def _restated(filing: "Filing") -> tuple[str, list[str]]:
    """Return a draft of positions and events, and what to say of it."""
    from form4kit.decompiler.decompile import decompile

    found = decompile(filing)
    return found.text, [f": {found.summary}", *(f"  {line}" for line in found.reasons)]
