"""`form4kit import`: any filed document to a draft."""

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.model import Filing
    from form4kit.outcome import Outcome
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
    from form4kit.cli.sources import names_of_drafts
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection

    run = JudgeRun(
        Options(published=True, only_read=True), Selection(), opt.Format.TEXT, False, verbose=verbose
    )
    found = run.find(paths, leave_out=out)
    if run.nothing and out.is_dir():
        opt.say(f"What lies in {out} itself, where the drafts go, is left alone.")
    names = names_of_drafts(found)
    taken = set(names.values())
    refused: list[FileReport] = []
    for source, outcome in run.outcomes(found):
        several = len(outcome.held) > 1
        for number, each in enumerate(outcome.held, 1):
            if each.filing is None or any(finding.blocks for finding in each.findings):
                refused.append(run.selected(each))
                continue
            name = names[source.name]
            if several:
                alone = _alone(each, outcome) and each.accession not in taken
                name = each.accession if alone else f"{name}-{number}"
                taken.add(name)
            for told in (finding for finding in each.findings if finding.rule == "XML01"):
                opt.say(f"{source.name}:{told.place.line}: {told.message}: left out")
            with run.guarded(f"{out / name}.yaml"):
                _write(each.filing, source, out / f"{name}.yaml", events)
        if several:
            opt.say(f"{source.name}: {len(outcome.held)} filings in one file, each made a draft of its own")
    if refused:
        run.report(refused)
    elif run.passed_over and not run.nothing:
        opt.say(run.passed_over_in_words())
    raise typer.Exit(run.exit_code(refused))


def _alone(each: "Outcome", outcome: "Outcome") -> bool:
    """Tell whether a filing of several in a file is the only one with its accession number."""
    return bool(each.accession) and [one.accession for one in outcome.held].count(each.accession) == 1


def _write(filing: "Filing", source: "Found", file: Path, events: bool) -> None:
    """Write a draft, and the exhibits that a submission carries into a folder beside it."""
    from form4kit.edgar.exhibits import in_folder
    from form4kit.storage.atomic import write_file

    if source.file is not None and source.file.resolve() == file.resolve():
        raise FileExistsError(errno.EEXIST, "is the source itself; choose another --out", str(file))
    filing, exhibits = in_folder(filing, f"{file.stem}-exhibits")
    for name, data in exhibits.items():
        write_file(file.parent / name, data)
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
