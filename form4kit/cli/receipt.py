"""`form4kit receipt`: what EDGAR answered."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.folder.read import BuiltFolder


class ReceiptFormat(StrEnum):
    """How an answer of EDGAR's is told."""

    TEXT = "text"
    JSON = "json"


def receipt(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="EDGAR's messages (.eml, .txt) and answers of its API (.json).",
            show_default=False,
        ),
    ],
    folder: Annotated[
        Path | None,
        typer.Option("--for", metavar="DIR", help="Hold the answer against the built folder that was sent."),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the answer, as one to the folder of --for.")
    ] = False,
    format: Annotated[ReceiptFormat, typer.Option("--format", help="text or json.")] = ReceiptFormat.TEXT,
) -> None:
    """Read what EDGAR answered. Ends with 0 only where all was accepted and is live."""
    import sys

    from form4kit.cli.built_folders import built_in
    from form4kit.cli.receipt_file import answer_in
    from form4kit.report.escaped_json import json_text
    from form4kit.report.secrets import on_one_line
    from form4kit.transmission.receipt_fit import closest_fit
    from form4kit.transmission.receipt_report import as_json, as_text

    if keep and folder is None:
        opt.fail("--keep goes with --for DIR, the built folder that was sent")
    answers = [(str(file), answer_in(file)) for file in files]
    found = [(name, each) for name, answer in answers for each in answer.receipts]
    for name, answer in answers:
        if not answer.receipts:
            opt.say(f"{name}: no answer of EDGAR's about a submission here")
        for words in answer.messages:
            opt.say(f"{name}: EDGAR says: {words}")
    sent = built_in(folder) if folder else []
    held = [(name, each, closest_fit(each, sent) if sent else None) for name, each in found]
    if format is ReceiptFormat.JSON:
        plain = [as_json(name, each) | ({"misfits": [*fit.all]} if fit else {}) for name, each, fit in held]
        sys.stdout.write(json_text(plain))
    else:
        told = [as_text(on_one_line(name), each, fit.all if fit else ()) for name, each, fit in held]
        sys.stdout.write("\n".join(told))
    unkept = [file for file in files for each in sent[:1] if keep and not _keep(file, each)]
    fits = not unkept and all(fit.is_of_it for _, _, fit in held if fit)
    if not all(answer.receipts for _, answer in answers) or not (fits and all(e.counts for _, e in found)):
        raise typer.Exit(exits.ERRORS_FOUND)


def _keep(file: Path, folder: "BuiltFolder") -> bool:
    """Keep an answer beside the record; say why not, where it is not."""
    from form4kit.outcome import new_york_now
    from form4kit.steps.receive import ReceiveAnswers, carry_out, plan
    from form4kit.steps.record import GivenFile
    from form4kit.transmission.read_receipt import LARGEST

    given = GivenFile(file.name, opt.bytes_of(file, LARGEST))
    try:
        planned = plan(folder.path, ReceiveAnswers(given), new_york_now())
        for each in planned.refusals:
            opt.say(f"{each.where}: {each.words}; not kept")
        if planned.refusals:
            return False
        carry_out(planned)
    except OSError as error:
        opt.fail(f"{error.filename or file}: {opt.reason(error)}")
    opt.say(f"{planned.facts['receipt']}: {planned.sentence}")
    return True
