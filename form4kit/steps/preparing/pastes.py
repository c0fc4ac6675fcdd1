"""The pasted trades of each event, read and accounted for, and the files that are written of them."""

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from form4kit.convert import to_date
from form4kit.events.broker.by_line import NOT_USED, TOTAL, USED, Account, Said, account_of
from form4kit.events.broker.cells import Expected
from form4kit.events.broker.columns import CHOICES
from form4kit.events.broker.days import day_in
from form4kit.events.kinds.index import KINDS
from form4kit.events.working import dollars
from form4kit.steps.preparing.answers import EventAnswers
from form4kit.storage.regular import read_regular
from form4kit.words import counted, edgar_number, grouped

HEADS: Final = ("date", "time", "side", "shares", "price", "symbol", "currency", "line")
"""The heads of the file that is written of a paste."""
_NAMES: Final = {"to": "bought", "from": "sold"}
_SIDES: Final = {"to": "Buy", "from": "Sell"}


@dataclass(frozen=True, slots=True)
class PasteFile:
    """A paste that was read: the account of its lines, the name of its file beside the draft, its bytes."""

    account: Account
    name: str
    data: bytes
    broker: tuple[str, bytes] | None = None


def typed_day(text: str) -> dt.date | None:
    """Return the day that was typed: `11/25/2026` or `2026-11-25`."""
    return to_date(text.strip()) or day_in(text).day


def read_pastes(
    events: Sequence[EventAnswers],
    symbols: tuple[str, ...],
    company: str,
    stem: str,
    options: Mapping[int, bool],
) -> dict[int, PasteFile]:
    """Read the pastes of the events, by the event's number; `options` says whose position is of options.

    A line that another event has taken of the same paste is said to be that one's.
    """
    taken: dict[str, dict[int, str]] = {}
    for number, event in enumerate(events):
        if event.paste and event.paste.only:
            words = "a purchase" if _side(event) == "to" else "a sale"
            lines = dict.fromkeys(event.paste.only, f"{words}, which is event {number + 1}")
            taken.setdefault(event.paste.text, {}).update(lines)
    found: dict[int, PasteFile] = {}
    names = {event.value("fills").removesuffix(".csv") for event in events if event.paste is None}
    for number, event in enumerate(events):
        paste = event.paste
        if paste is None or not paste.text.strip():
            continue
        side = _side(event)
        expected = Expected(side == "to", symbols, True, options.get(number, False), company)
        day = typed_day(event.value("date"))
        said = Said(
            columns=paste.columns,
            day=day,
            only_that_day=paste.days == "typed",
            side=paste.side,
            commas=paste.commas,
            only=frozenset(paste.only),
            elsewhere={} if paste.only else taken.get(paste.text, {}),
            left_out=paste.left_out,
        )
        account = account_of(paste.text.encode(), expected, said)
        name = _free(f"{stem}.{_NAMES[side]}", names)
        broker = (f"{name}.broker.txt", paste.text.encode()) if paste.keep else None
        found[number] = PasteFile(account, f"{name}.csv", written(account, side), broker)
    return found


def read_kept(
    events: Sequence[EventAnswers], symbols: tuple[str, ...], company: str, folder: Path
) -> dict[int, Account]:
    """Read the files of fills that a draft names already, for the account of their lines."""
    found: dict[int, Account] = {}
    for number, event in enumerate(events):
        name = event.value("fills")
        file = folder / name
        if event.paste is None and name and Path(name).name == name and file.is_file():
            expected = Expected(_side(event) == "to", symbols, company=company)
            found[number] = account_of(read_regular(file), expected, Said())
    return found


def _side(event: EventAnswers) -> str:
    return "to" if event.kind in KINDS and KINDS[event.kind].sides == "to" else "from"


def _free(name: str, names: set[str]) -> str:
    free = next(each for n in range(1, 100) if (each := name if n == 1 else f"{name}-{n}") not in names)
    names.add(free)
    return free


def written(account: Account, side: str) -> bytes:
    """Return the file of the fills: a line each with day, side, symbol and currency, and no account."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(HEADS)
    for each in account.used:
        if each.fill is None:
            continue
        told = each.shown
        lines.writerow(
            (
                each.fill.day or "",
                each.fill.time,
                told.get("side") or _SIDES[side],
                edgar_number(each.fill.shares),
                f"{each.fill.price:f}",
                told.get("symbol", ""),
                told.get("currency", ""),
                each.number,
            )
        )
    return out.getvalue().encode()


def words_of(account: Account) -> str:
    """Say what became of the lines: `8 lines read: 1 heading, 5 used, 1 total that agrees, 1 not used.`"""
    parts = []
    if heads := account.count("heading"):
        parts.append(f"{heads} heading{'s' if heads > 1 else ''}")
    parts.append(f"{account.count(USED)} used")
    totals = [each for each in account.lines if each.became == TOTAL]
    agree = sum(not each.why for each in totals)
    if agree:
        parts.append(f"{agree} total{'s that agree' if agree > 1 else ' that agrees'}")
    if wrong := len(totals) - agree:
        parts.append(f"{wrong} total{'s that differ' if wrong > 1 else ' that differs'}")
    if unused := account.count(NOT_USED):
        parts.append(f"{unused} not used")
    if empty := account.count("empty"):
        parts.append(f"{empty} empty")
    reasons = {each.why for each in account.lines if each.became == NOT_USED}
    tail = f": {reasons.pop()}" if len(reasons) == 1 and not account.used else "."
    return f"{counted(len(account.lines), 'line')} read: {', '.join(parts)}{tail}"


def sum_words(account: Account) -> str:
    """Say what the used lines come to: `1,000 shares, $47,322.50, on 2 days`."""
    if not account.fills:
        return ""
    days = f", on {counted(len(account.days), 'day')}" if len(account.days) > 1 else ""
    return f"{grouped(account.shares)} shares, {dollars(account.amount)}{days}"


def plain(account: Account, number: int) -> dict[str, Any]:
    """Return an account as plain values for JSON."""
    known = [each for each in account.columns if each.role not in ("", "out") and not each.watched]
    left = [each.head for each in account.columns if each.role == "out" or each.watched]
    return {
        "event": number,
        "words": words_of(account),
        "sum": sum_words(account),
        "read": len(account.lines),
        **{name: account.count(name) for name in ("heading", "used", "total", "not_used", "empty")},
        "headed": account.headed,
        "known": len(known),
        "left_out": left,
        "columns": [
            {"head": each.head, "role": "out" if each.watched else each.role} for each in account.columns
        ],
        "choices": [list(each) for each in CHOICES],
        "mixed_numbers": account.mixed_numbers,
        "trouble": f"{account.trouble.message}. {account.trouble.hint}".strip() if account.trouble else "",
        "each": [
            {
                "line": each.number,
                "became": each.became,
                "why": each.why,
                "settled": each.settled,
                "other_side": each.other_side,
                **each.shown,
            }
            for each in account.lines
        ],
    }


def beside(files: Mapping[int, PasteFile]) -> tuple[tuple[str, bytes], ...]:
    """Return the files as the draft that names them will find them."""
    return tuple((each.name, each.data) for each in files.values())


def path_of(file: Path, name: str) -> Path:
    """Return where a file beside a draft lies."""
    return file.parent / name
