"""`form4kit review`: a second person's word on exactly these bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.steps.review import ReviewAnswers, ReviewDeed


def review(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A built folder.", show_default=False)],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", envvar=opt.BY, help="Who says it, or sent what --answer takes."),
    ] = None,
    approve: Annotated[
        bool, typer.Option("--approve", help="Approve these bytes, as read on this computer.")
    ] = False,
    reject: Annotated[str | None, typer.Option("--reject", metavar="REASON", help="Reject them.")] = None,
    ask: Annotated[
        str | None, typer.Option("--ask", metavar="NAME", help="Ask for a review: makes the PDF of --out.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.pdf", help="The review PDF.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help="By when, with --ask: '2026-11-30 20:00'.")
    ] = None,
    word: Annotated[
        str | None, typer.Option("--word", metavar="TEXT", help="A word to the reviewer, with --ask.")
    ] = None,
    answer: Annotated[
        Path | None,
        typer.Option("--answer", metavar="FILE", help="What came back: reply file, .eml, .txt, noted PDF."),
    ] = None,
    comment: Annotated[
        str | None, typer.Option("--comment", metavar="TEXT", help="Comment on it, at --at.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="PLACE", help="Where: table-1-row-2, remarks, signature.")
    ] = None,
    reply: Annotated[
        int | None, typer.Option("--reply", metavar="N", help="Answer comment N, in the words of --word.")
    ] = None,
    settle: Annotated[int | None, typer.Option("--settle", metavar="N", help="Settle comment N.")] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="The code that was read: another is refused.")
    ] = None,
    format: Annotated[opt.ListFormat, typer.Option("--format", help="text or json.")] = opt.ListFormat.TEXT,
) -> None:
    """Keep a second person's word on exactly these bytes; a changed folder is unreviewed again.

    Alone it says what changed since the last review and the last filing, and ends with 0 only where an
    approval holds.
    """
    from form4kit.steps.review import AnswerFile, ReviewAnswers
    from form4kit.steps.review_answers import LARGEST_ANSWER_FILE

    deeds: dict[ReviewDeed, bool] = {
        "approve": approve,
        "reject": reject is not None,
        "ask": ask is not None,
        "answer": answer is not None,
        "comment": comment is not None,
        "reply": reply is not None,
        "settle": settle is not None,
    }
    asked = [name for name, wanted in deeds.items() if wanted]
    if len(asked) > 1:
        opt.fail(f"review does one thing a command: --{' or --'.join(asked)}")
    if (ask is None) != (out is None):
        opt.fail("--ask NAME goes with --out FILE.pdf")
    if (until or word) and not asked:
        opt.fail("--until and --word go with --ask, --word with --reply and --settle too")
    if at is not None and comment is None:
        opt.fail("--at goes with --comment")
    if not asked:
        _show(folder, format)
        return
    if asked[0] == "ask":
        opt.needs("sign", "pikepdf")
    file = AnswerFile(answer.name, opt.bytes_of(answer, LARGEST_ANSWER_FILE)) if answer else None
    answers = ReviewAnswers(
        deed=asked[0],
        by=by or "",
        code=code or "",
        text=reject or comment or word or "",
        reviewer=ask or "",
        until=_until(until),
        out=out,
        comment=reply or settle or 0,
        place=_place(at),
        file=file,
    )
    _do(folder, answers, format)


def _do(folder: Path, answers: "ReviewAnswers", format: opt.ListFormat) -> None:
    """Plan, say what stands in the way, and carry it out; end with exit code 1 where it does."""
    from form4kit.outcome import new_york_now
    from form4kit.steps import review
    from form4kit.steps.write_planned import NoLongerPlanned

    _one_folder(folder)
    now = new_york_now()
    try:
        planned = review.plan(folder, answers, now)
        for line in planned.told:
            opt.say(f"{folder}: {line}")
        for each in planned.refusals:
            opt.say(f"{folder}: not taken: {each.words}")
            if each.hint:
                opt.say(f"  {each.hint}")
        if planned.refusals:
            raise typer.Exit(exits.ERRORS_FOUND)
        review.carry_out(planned, now)
        opt.say(planned.sentence)
        if answers.deed == "ask":
            _say_mail(folder, answers)
    except NoLongerPlanned as error:
        opt.say(str(error))
        raise typer.Exit(exits.ERRORS_FOUND) from None
    except OSError as error:
        opt.fail(f"{error.filename or folder}: {opt.reason(error)}")
    if format is opt.ListFormat.JSON:
        _show(folder, format, only_print=True)
    if planned.facts["falls_short"]:
        raise typer.Exit(exits.ERRORS_FOUND)


def _say_mail(folder: Path, answers: "ReviewAnswers") -> None:
    """Print the text of the mail that the PDF goes with."""
    from form4kit.outcome import new_york_now
    from form4kit.signoff.review_pdf import mail_text, review_terms
    from form4kit.steps.review import state_of

    state = state_of(folder, new_york_now())
    subject, text = mail_text(review_terms(state, state.asked or {}))
    print(f"Subject: {subject}\n\n{text}", end="")


def _show(folder: Path, format: opt.ListFormat, *, only_print: bool = False) -> None:
    """Print where the review stands; end with exit code 1 where no approval holds."""
    from form4kit.outcome import new_york_now
    from form4kit.signoff.review_report import as_json, as_text
    from form4kit.steps.review import state_of

    _one_folder(folder)
    now = new_york_now()
    try:
        state = state_of(folder, now)
        text = as_json(state, now) if format is opt.ListFormat.JSON else as_text(state, now)
    except OSError as error:
        opt.fail(f"{error.filename or folder}: {opt.reason(error)}")
    print(text, end="")
    if not state.reviewed and not only_print:
        raise typer.Exit(exits.ERRORS_FOUND)


def _one_folder(folder: Path) -> None:
    """End with exit code 2 where a path is not one built folder."""
    from form4kit.cli.built_folders import built_in

    found = built_in(folder)
    if len(found) > 1 or found[0].path.resolve() != folder.resolve():
        names = ", ".join(each.name for each in found[:3])
        opt.fail(f"{folder}: {len(found)} built folders below, {names}; review one at a time")


def _until(text: str | None) -> str:
    from datetime import datetime

    from form4kit.law.clock import at_cut_off

    if text is None:
        return ""
    try:
        found = opt.when(text)
    except ValueError as error:
        opt.fail(f"--until {error}")
    instant = found if isinstance(found, datetime) or found is None else at_cut_off(found)
    return instant.isoformat() if instant else ""


def _place(at: str | None) -> str:
    """Read a place as the review PDF names it, `table-1-row-2`, or as it is kept."""
    from form4kit.lazy_re import pattern

    if at is None:
        return ""
    found = pattern(r"table-([12])-row-([1-9][0-9]{0,3})\Z").match(at)
    if found:
        return f"{'derivative' if found[1] == '2' else 'non_derivative'}:{int(found[2]) - 1}"
    return {"signature": "signature:0", "owner": "owner:0"}.get(at, at)
