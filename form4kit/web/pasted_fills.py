"""Fills pasted into the form of an event, by the reader of brokers' files, as lines of a draft."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from form4kit.convert import to_date
from form4kit.events.broker.cells import Expected
from form4kit.events.broker.lines import Trouble
from form4kit.events.broker.read import read_fills
from form4kit.events.kinds.index import KINDS
from form4kit.words import counted, edgar_number, listed


class Unfit(ValueError):
    """Say in a line which field of the form cannot be taken as it is, and why."""


@dataclass(frozen=True)
class PastedFills:
    """The lines of a list of fills, `[300, 31.07]`; `dated` says that each has its own day.

    `day` is the earliest of these; `told` says in sentences how the table was read.
    """

    lines: tuple[str, ...]
    dated: bool
    day: dt.date | None
    told: tuple[str, ...]


def pasted(
    kind: str, values: Mapping[str, str], symbols: tuple[str, ...], company: str = ""
) -> PastedFills | None:
    """Read the fills that were pasted; None where none were. Raises Unfit.

    `symbols` and `company` are the issuer's, as a file of the command line is held against them.

    The days of the table win over the date of the form, which the page fills in itself.
    """
    text = values.get("fills", "").strip("\r\n")
    if not text.strip():
        return None
    buying = kind in KINDS and KINDS[kind].sides == "to"
    found = read_fills(f"{text}\n".encode(), Expected(buying, symbols, heads=True, company=company))
    if isinstance(found, Trouble):
        where = f"line {found.line}: " if found.line else ""
        raise Unfit(f"fills: {where}{found.message}. {found.hint}".removesuffix(" ").removesuffix("."))
    days = sorted({fill.day for fill in found.fills if fill.day})
    if days and not all(fill.day for fill in found.fills):
        raise Unfit("fills: some lines have a date and some have none: give each its date")
    given = to_date(values.get("date", "").strip())
    dated = bool(days) and days != [given]
    told = [each for each in (found.lines.left_out, *found.lines.told) if each]
    if dated:
        named = listed([str(day) for day in days], "and")
        instead = f", not of {given}" if given and given not in days else ""
        told.append(f"the fills are of {named}{instead}, as the table has it")
    if found.lines.unused:
        told.append(f"{counted(found.lines.used, 'line')} used of {found.lines.read}")
    parts = [
        (edgar_number(fill.shares), f"{fill.price:f}", *([f"{fill.day}"] * dated)) for fill in found.fills
    ]
    lines = tuple(f"[{', '.join(each)}]" for each in parts)
    return PastedFills(lines, dated, days[0] if days else None, tuple(told))
