"""`form4kit packet`: one PDF for a person to review and sign."""

from pathlib import Path
from typing import Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt
from form4kit.cli.built_folders import built_in


def packet(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[DIR]", help="The built folders, or one of them.", show_default=False),
    ] = None,
    *,
    signer: Annotated[
        str, typer.Option("--signer", metavar="KEY", help="Who signs: a person or attorney of the registry.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the packet goes.")],
    allow_findings: Annotated[
        str | None,
        typer.Option(
            "--allow-findings",
            metavar="REASON",
            help="Pass over errors, a lapsed power, a signer who is not named; printed on the cover.",
        ),
    ] = None,
    statement: Annotated[
        list[Path] | None,
        typer.Option(
            "--statement",
            metavar="FILE",
            help="In place of filings: a statement that no Form 5 is due, or a folder of year-end.",
        ),
    ] = None,
) -> None:
    """Put proofs, a cover and a signature page into one PDF. Folders that were changed are refused.

    So are filings with errors, under a power of attorney that has lapsed, or whose typed signatures do not
    name the signer, unless --allow-findings says why.
    """
    from form4kit.outcome import new_york_now
    from form4kit.steps.pack import USAGE, PackAnswers, carry_out, plan

    opt.needs("sign", "pikepdf")
    if allow_findings is not None and not allow_findings.strip():
        opt.fail("--allow-findings takes the reason, in words")
    if statement:
        from form4kit.cli.packet_statements import pack_statements

        if allow_findings is not None:
            opt.fail("--allow-findings goes with filings: a statement has no findings")
        pack_statements([*statement, *(paths or [])], signer, out)
        return
    if not paths or len(paths) > 1:
        opt.fail("packet takes one DIR of built folders, or --statement FILE")
    (folder,) = paths
    reason = (allow_findings or "").strip()
    answers = PackAnswers(tuple(built_in(folder)), signer, out, reason)
    try:
        planned = plan(folder, answers, new_york_now())
        for each in planned.refusals:
            if each.code in USAGE:
                opt.fail(f"{'--signer ' if each.question == 'signer' else f'{each.where}: '}{each.words}")
        for words in planned.told:
            opt.say(words)
        for each in planned.refusals:
            opt.say(f"{each.where}: {each.words}" if each.where else each.words)
        if planned.refusals:
            opt.say(planned.sentence)
            raise typer.Exit(exits.ERRORS_FOUND)
        carry_out(planned)
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    opt.say(planned.sentence)
