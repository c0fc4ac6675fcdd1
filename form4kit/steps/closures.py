"""Put announced closures of EDGAR into form4kit.toml, from a file: `closures` under `[calendar]`.

The file has a day a line, as `2026-12-24` or `December 24, 2026`, with words beside it if need be; what
follows `#` is a comment. A line without a day, or with a number beside it, is refused: whoever wrote it meant
something by it, and a closure too many makes a filing late.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from form4kit.law.calendar import EDGAR, FIRST_YEAR, LAST_YEAR, MONTHS
from form4kit.law.clock import NEW_YORK, parse_date
from form4kit.lazy_re import pattern
from form4kit.registry.toml_keys import toml_keys
from form4kit.registry.toml_text import LARGEST, UnfitToml, parse
from form4kit.steps.step_plan import PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.repository import NAME
from form4kit.storage.sealed import sha256
from form4kit.words import counted, listed

LARGEST_FILE: Final = 1 << 16
"""Bytes of a file of closures at most."""
_MOST_TOLD: Final = 10
"""As many lines are objected to: of a wrong file all would be."""
_ISO = pattern(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WORDS = pattern(rf"\b({'|'.join(each[:3] for each in MONTHS)})[a-z]*\.? (\d{{1,2}}),? (\d{{4}})\b", re.I)
_OPENS = pattern(r"[ \t]*closures[ \t]*=[ \t]*\[")
_SHORT = [each[:3].lower() for each in MONTHS]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    day: dt.date | None


def plan(toml: Path, name: str, data: bytes, now: dt.datetime) -> StepPlan:
    """Plan to add the days of a file, called `name`, to a form4kit.toml; write nothing. Raises OSError."""
    lines = list(_lines(data.decode("utf-8", "replace")))
    refusals = [*islice(_refusals(name, data, lines), _MOST_TOLD)]
    before = read_regular(toml, LARGEST + 1)
    known = set[dt.date]()
    try:
        known = _known(before)
    except ValueError as error:
        refusals.append(StepRefusal("CFG01", str(error), toml.name))
    days = sorted({line.day for line in lines if line.day})
    new = [day for day in days if day not in known and EDGAR.why_closed(day) is None] if not refusals else []
    after = before
    if new:
        after = with_closures(before, new)
        if not after:
            by_hand = listed([str(each) for each in new], "and")
            words = f"[calendar] is written so that closures cannot be added: put in {by_hand}"
            refusals.append(StepRefusal("CFG01", words, toml.name))
    day = now.astimezone(NEW_YORK).date()
    if refusals:
        return StepPlan(f"{toml.name} is not changed.", refusals=tuple(refusals), day=day)
    writes = (PlannedWrite(toml, after, sha256(before)),) if new else ()
    told = tuple(_told(each, each in known) for each in days)
    sentence = f"{toml.name}: {counted(len(new), 'closure')} of EDGAR added."
    return StepPlan(sentence, writes=writes, told=told, day=day)


def carry_out(planned: StepPlan) -> None:
    """Write form4kit.toml. Raises what `write_planned` raises."""
    write_planned(planned)


def with_closures(toml: bytes, days: list[dt.date]) -> bytes:
    """Return a form4kit.toml with more closures, all else as it stands; empty where it cannot be told how."""
    text = toml.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    listing = ", ".join(map(str, days))
    lines = text.splitlines(keepends=True)
    places = dict[tuple[object, ...], int]()
    for path, place in toml_keys(text.replace("\r\n", "\n")):
        places.setdefault(tuple(path), place.line)
    if (at := places.get(("calendar", "closures"))) is not None:
        if (opens := _OPENS.match(lines[at - 1])) is None:
            return b""
        rest = lines[at - 1][opens.end() :]
        lines[at - 1] = f"{opens[0]}{listing}{'' if rest.lstrip().startswith(']') else ', '}{rest}"
    elif (heading := _heading(lines)) is None:
        gap = "" if not text or text.endswith(("\n\n", "\r\n\r\n")) else end
        first = "" if not text or text.endswith("\n") else end
        lines.append(f"{first}{gap}[calendar]{end}closures = [{listing}]{end}")
    else:
        lines[heading] = f"{lines[heading].rstrip()}{end}"
        lines.insert(heading + 1, f"closures = [{listing}]{end}")
    made = "".join(lines).encode()
    try:
        wanted, found = tomllib.loads(text), parse(made)
    except (tomllib.TOMLDecodeError, UnfitToml):
        return b""
    old = wanted.setdefault("calendar", {}).get("closures", [])
    wanted["calendar"]["closures"] = [*days, *(old if isinstance(old, list) else [old])]
    return made if found == wanted else b""


def _heading(lines: list[str]) -> int | None:
    return next((n for n, each in enumerate(lines) if each.partition("#")[0].strip() == "[calendar]"), None)


def _known(toml: bytes) -> set[dt.date]:
    """Return the closures of a form4kit.toml. Raises ValueError where it cannot be read."""
    try:
        calendar = parse(toml).get("calendar", {})
    except UnfitToml as error:
        raise ValueError(f"cannot be read: {error}") from None
    closures = calendar.get("closures", []) if isinstance(calendar, dict) else ""
    try:
        listed_days = closures if isinstance(closures, list) else [closures]
        return {each if type(each) is dt.date else parse_date(str(each)) for each in listed_days}
    except ValueError:
        raise ValueError("closures in [calendar] is not a list of dates") from None


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not empty and no comment, each with the day of which it speaks."""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if told := line.partition("#")[0].strip():
            yield _Line(number, _day_of(told))


def _day_of(text: str) -> dt.date | None:
    """Return the day that a text names; None where it names none, another beside it, or any other number."""
    found = _ISO.search(text) or _WORDS.search(text)
    if found is None or any(map(str.isdigit, text[: found.start()] + text[found.end() :])):
        return None
    one, two, three = found.groups()
    try:
        if one.isdigit():
            return dt.date(int(one), int(two), int(three))
        return dt.date(int(three), _SHORT.index(one.lower()) + 1, int(two))
    except ValueError:
        return None


def _refusals(name: str, data: bytes, lines: list[_Line]) -> Iterator[StepRefusal]:
    if len(data) > LARGEST_FILE:
        yield StepRefusal("too-large", "larger than 64 KB; is it the right file?", name)
        return
    if not lines:
        yield StepRefusal("nothing", "no day of a closure is in it", name)
    for line in lines:
        where = f"{name}, line {line.number}"
        if line.day is None:
            yield StepRefusal("no-day", "no day, or more than a day; write one a line, as 2026-12-24", where)
        elif not FIRST_YEAR <= line.day.year <= LAST_YEAR:
            yield StepRefusal("no-day", f"{line.day} is outside the calendar", where)


def _told(day: dt.date, known: bool) -> str:
    if why := EDGAR.why_closed(day):
        return f"{day}: closed already, {why}"
    return f"{day}: {NAME} has it" if known else f"{day}: EDGAR is closed by your own calendar from now on"
