"""`form4kit due`: when it must be filed, with the reasoning day by day."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import options as opt
from form4kit.lazy_re import pattern

if TYPE_CHECKING:
    import datetime as dt

    from form4kit.cli.judge_run import JudgeRun
    from form4kit.law.deadlines import Due

    Told = tuple[str, Due | None, str]
    """A filing's name, when it is due, and why there is no deadline."""

_DATE = pattern(r"\d{4}-\d\d-\d\d\Z")


class DueFormat(StrEnum):
    """How a deadline is told."""

    TEXT = "text"
    JSON = "json"


class FormNumber(StrEnum):
    """Whose deadline is asked for."""

    F3 = "3"
    F4 = "4"
    F5 = "5"


def due(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="DATE|PATH...",
            help="The day of the transaction, event or fiscal year end; or filings to ask about.",
            show_default=False,
        ),
    ],
    form: Annotated[FormNumber, typer.Option("--form", help="The form, for a date.")] = FormNumber.F4,
    notice: Annotated[
        str | None,
        typer.Option(
            "--notice",
            metavar="DATE|unknown",
            help="When the owner heard of a plan or discretionary trade whose day the owner did not choose.",
        ),
    ] = None,
    registration: Annotated[
        bool, typer.Option("--registration", help="Form 3 for a registration that takes effect on DATE.")
    ] = False,
    foreign_private: Annotated[
        bool,
        typer.Option(
            "--foreign-private",
            help="Insider of a foreign private issuer; for Form 3 DATE is the day they took office.",
        ),
    ] = False,
    filed: opt.FiledOption = None,
    format: Annotated[DueFormat, typer.Option("--format", help="text or json.")] = DueFormat.TEXT,
    verbose: opt.VerboseOption = False,
    ics: Annotated[bool, typer.Option("--ics", help="Print a calendar file (RFC 5545) instead.")] = False,
) -> None:
    """Tell when a filing is due, and why, day by day."""
    from form4kit.law.clock import parse_instant

    try:
        instant = parse_instant(filed) if filed else None
    except ValueError as error:
        opt.fail(f"--filed {error}")
    if len(what) == 1 and (date := _date_in(what[0])):
        found = _of_date(date, form, notice, registration, foreign_private)
        _tell([found], instant, format, ics, single=True)
        return
    run, dues = _of_paths(what, verbose)
    _tell(dues, instant, format, ics, single=False)
    if run.passed_over and not run.nothing:
        (print if format is DueFormat.TEXT and not ics else opt.say)(run.passed_over_in_words())
    raise typer.Exit(run.exit_code(()))


def _date_in(text: str) -> str:
    """Return a date, however it was written, as YYYY-MM-DD; nothing for a path."""
    if _DATE.match(text) or not any(letter.isdigit() for letter in text) or Path(text).exists():
        return text if _DATE.match(text) else ""
    from form4kit.cli.day_words import day_in_words

    if day := day_in_words(text):
        opt.say(f"{text} is read as {day}")
    return day


def _of_date(
    text: str, form: FormNumber, notice: str | None, registration: bool, foreign_private: bool
) -> "Told":
    from form4kit.law.clock import parse_date
    from form4kit.law.deadlines import NOT_YET_FOREIGN, due_on

    if notice is not None and form is not FormNumber.F4:
        opt.fail("--notice goes with Form 4")
    if registration and form is not FormNumber.F3:
        opt.fail("--registration goes with --form 3")
    try:
        known = parse_date(notice) if notice not in (None, "unknown") else None
        due = due_on(
            form.value,
            parse_date(text),
            notice="unknown" if notice == "unknown" else known,
            registration=registration,
            foreign_private=foreign_private,
        )
    except ValueError as error:
        opt.fail(str(error))
    return "", due, "" if due else NOT_YET_FOREIGN


def _of_paths(paths: list[str], verbose: bool) -> "tuple[JudgeRun, list[Told]]":
    from form4kit.analysis.due import due_of, why_no_deadline
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection

    run = JudgeRun(Options(only_read=True), Selection(), opt.Format.TEXT, False, verbose=verbose)
    dues: list[Told] = []
    for source, outcome in run.outcomes(run.find(paths)):
        for each in outcome.held:
            if each.filing is None:
                opt.say(f"form4kit: {source.name}: not a filing; see form4kit check")
                run.refused = True
                continue
            due = due_of(each.filing)
            dues.append((source.name, due, "" if due else why_no_deadline(each.filing)))
    return run, dues


def _tell(
    dues: "list[Told]",
    filed: "dt.datetime | None",
    format: DueFormat,
    ics: bool,
    *,
    single: bool,
) -> None:
    from form4kit.report import due_report
    from form4kit.report.secrets import on_one_line

    if ics:
        from form4kit.law.clock import filing_date
        from form4kit.report.ics import calendar_file
        from form4kit.report.website_ics import website_event

        day = filing_date(filed) if filed else None
        known = [(name, due) for name, due, *_ in dues if due]
        print(calendar_file(known, [website_event(name, due, day) for name, due in known]), end="")
    elif format is DueFormat.JSON:
        plain = [_plain(told, filed) for told in dues]
        print(json.dumps(plain[0] if single else plain, indent=2))
    else:
        for name, due, why_none in dues:
            if name:
                print(on_one_line(name))
            print(due_report.as_text(due, filed) if due else f"{why_none}\n", end="")
            if not single:
                print()


def _plain(told: "Told", filed: "dt.datetime | None") -> dict[str, object]:
    from form4kit.report import due_report

    name, due, why_none = told
    plain: dict[str, object] = {"path": name} if name else {}
    if due:
        return plain | due_report.as_json(due, filed)
    unknown = dict.fromkeys(("form", "event", "execution", "due", "late_by_business_days"))
    return plain | unknown | {"steps": [], "notes": [why_none]}
