"""Options that several commands share, and how their words become values."""

import datetime as dt
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

from form4kit.cli import exits
from form4kit.cli.day_words import as_iso
from form4kit.cli.progress import erase
from form4kit.law.editions import EDITION_NAMES, Edition
from form4kit.report.secrets import masked

BY: Final = "FORM4KIT_BY"
"""Who sits at this computer, in the environment: who prepares, asks and answers where nothing else says."""

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Drafts, ownership or submission XML, EDGAR .txt files, folders; - for standard input.",
        show_default=False,
    ),
]


class Format(StrEnum):
    """What a report is written as."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    MARKDOWN = "markdown"


class ListFormat(StrEnum):
    """How a list or a table is written."""

    TEXT = "text"
    JSON = "json"


class ProfileName(StrEnum):
    """Whose objections are shown."""

    EDGAR = "edgar"
    FORM = "form"
    PRACTICE = "practice"


class EditionName(StrEnum):
    """Which edition of EDGAR's schema judges."""

    AUTO = "auto"
    E2026 = "2026"
    E2023 = "2023"
    E2003 = "2003"


FormatOption = Annotated[
    Format,
    typer.Option("--format", help="How to report. auto: text, or github inside GitHub Actions."),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Show only these rules: codes or prefixes, COD or FTN04."),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="Do not show these rules: codes or prefixes."),
]
FiledOption = Annotated[
    str | None,
    typer.Option(
        "--filed",
        metavar="WHEN",
        callback=as_iso,
        help="When it is filed, a date or an instant: 2026-11-18, '2026-11-18 21:50' (New York).",
        show_default="now; for a published document its latest signature date",
    ),
]
PublishedOption = Annotated[
    bool,
    typer.Option("--published", help="Judge the document of record, as EDGAR disseminates it."),
]
ProfileOption = Annotated[
    ProfileName | None,
    typer.Option(
        "--profile",
        help="Whose objections to show: EDGAR's, the form's too, or all.",
        show_default="practice, which is all",
    ),
]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Pass over the findings that FILE holds."),
]
EditionOption = Annotated[
    EditionName,
    typer.Option("--edition", help="Edition of EDGAR's schema. auto: that of the document's day."),
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", help="Name the YAML and XML files in folders that are passed over.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")]


def codes(given: Sequence[str] | None) -> tuple[str, ...]:
    """Split codes that were given apart or with commas."""
    return tuple(code.strip().upper() for each in given or () for code in each.split(",") if code.strip())


def when(text: str | None) -> dt.date | dt.datetime | None:
    """Read `--filed`: a date stays a date, a time is taken as New York's unless it says its zone."""
    if text is None:
        return None
    from form4kit.law.clock import parse_date, parse_instant

    try:
        return parse_date(text) if len(text) == len("2026-11-18") else parse_instant(text)
    except ValueError as error:
        fail(f"--filed {error}")


def edition(name: EditionName) -> Edition | None:
    """Return the edition asked for; None for `auto`."""
    return next((known for known in EDITION_NAMES if known == name.value), None)


def settled(name: Format) -> Format:
    """Settle `auto`."""
    if name is not Format.AUTO:
        return name
    return Format.GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else Format.TEXT


def colour() -> bool:
    """Tell whether standard output takes colour: a terminal, and NO_COLOR not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(text: str) -> None:
    """Write a line for the person, beside what the command gives out."""
    erase()
    print(masked(text), file=sys.stderr)


def shown(file: Path | None) -> str:
    """Return a path as it is shown: below the working folder without it, else whole; empty for none."""
    if file is None:
        return ""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def reason(error: OSError) -> str:
    """Return why the system refused a file, in a few small words."""
    return (error.strerror or str(error)).lower()


def fail(message: str) -> NoReturn:
    """End with exit code 2 and one clear line."""
    say(f"form4kit: {message}")
    raise typer.Exit(exits.CANNOT_RUN)


def bytes_of(file: Path, most: int) -> bytes:
    """Read a regular file that is given; end with exit code 2 where it cannot be read, or has more bytes."""
    from form4kit.source.limits import megabytes
    from form4kit.storage.regular import read_regular

    try:
        data = read_regular(file, most + 1)
    except OSError as error:
        fail(f"{file}: {reason(error)}")
    if len(data) > most:
        fail(f"{file}: larger than {megabytes(most)}; is it the right file?")
    return data


def needs(extra: str, *modules: str) -> None:
    """End with exit code 2 where a library of an extra is not installed."""
    from importlib.util import find_spec

    if any(find_spec(module) is None for module in modules):
        fail(f"this needs the extra: pip install 'form4kit[{extra}]'")
