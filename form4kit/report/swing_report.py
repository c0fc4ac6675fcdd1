"""Short-swing profit as text that counsel can read, and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from textwrap import wrap
from typing import Any

from form4kit.insiders.assumptions import COUNSEL, assumptions, by_file
from form4kit.insiders.short_swing import OpenTrade, Pair, ShortSwing
from form4kit.insiders.trades import InsiderTrade, LeftOut, decimal_of
from form4kit.report.escaped_json import json_text
from form4kit.report.secrets import masked
from form4kit.words import counted, edgar_number, money

_SIDES = ("purchase", "sale")
_WIDE = 110


def as_json(found: ShortSwing) -> str:
    """Write it as one JSON object; numbers are texts, so that none is rounded."""
    return json_text(
        {
            "insider": insider_name(found),
            "issuer": found.history.issuer,
            "as_of": found.as_of.isoformat(),
            "profit": _dollars(found.profit),
            "lowest_in_highest_out": _dollars(found.usual),
            "pairs": [_plain_pair(pair) for pair in found.pairs],
            "open": [_plain_open(each) for each in found.open],
            "clear_on": {side: _day(found.clear(side)) for side in _SIDES},
            "excluded": [
                {"file": each.file, "row": each.row, "code": each.code, "why": each.why}
                for each in found.excluded
            ],
            "assumptions": assumptions(found),
            "filings": filings(found),
        }
    )


def insider_name(found: ShortSwing) -> str:
    """Return the insider's name, or where no form has it the CIK."""
    insider = found.history.insider
    return insider.name.text or insider.cik.text or "?"


def filings(found: ShortSwing) -> list[dict[str, Any]]:
    """Return the forms that the figures rest on: file, form and period, and what a form amends or repeats."""
    amends = {
        correction.amendment: told.name for told in found.history.filings for correction in told.corrections
    }
    forms = [
        {"file": name, "form": form.form_type, "period": form.period.text, "amends": amends.get(name)}
        for name, form in found.history.forms
    ]
    repeats = [
        {"file": form.name, "form": form.filing.form_type, "period": form.filing.period.text, "repeats": of}
        for form, of in found.history.repeats
    ]
    return [{key: value for key, value in each.items() if value} for each in (*forms, *repeats)]


def _dollars(amount: Fraction) -> str:
    return money(decimal_of(amount))


def _number(amount: Fraction) -> str:
    return edgar_number(decimal_of(amount))


def _price(amount: Fraction | None) -> str | None:
    return None if amount is None else _number(amount)


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _plain_trade(each: InsiderTrade, shares: Fraction) -> dict[str, Any]:
    return {
        "file": each.file,
        "row": each.row,
        "date": each.date.isoformat(),
        "shares": _number(shares),
        "price": _price(each.price),
    }


def _plain_pair(pair: Pair) -> dict[str, Any]:
    return {
        "purchase": _plain_trade(pair.purchase, pair.purchase.shares),
        "sale": _plain_trade(pair.sale, pair.sale.shares),
        "shares": _number(pair.shares),
        "profit": _dollars(pair.profit),
    }


def _plain_open(each: OpenTrade) -> dict[str, Any]:
    plain = _plain_trade(each.trade, each.trade.under)
    return {"side": each.trade.side, **plain, "clear_on": each.clear_on.isoformat()}


# ---------------------------------------------------------------- text


def as_text(found: ShortSwing) -> str:
    """Write the two figures, what is for counsel, the days that are clear, then every row."""
    parts: list[Iterable[str]] = [_head(found), _days(found)]
    if found.pairs:
        parts.append(["Pairs of the greatest profit", *_table(_pair_cells(found.pairs))])
    if found.open:
        parts.append([f"Open on {found.as_of}", *_table(_open_cells(found.open))])
    if found.excluded:
        parts.append(["Not matched", *_excluded(found.excluded)])
    said = [each for each in assumptions(found) if each != COUNSEL]
    parts.append(["Assumed", *(line for each in said for line in _item(each))])
    parts.append(["Rests on", *_rests(found)])
    return "\n\n".join("\n".join(masked(line) for line in lines) for lines in parts) + "\n"


def _head(found: ShortSwing) -> list[str]:
    forms = counted(len(found.history.forms), "form")
    return [
        f"Greatest profit of any pairing:  {_grouped(found.profit):>15}",
        f"Lowest in, highest out:          {_grouped(found.usual):>15}",
        *wrap(COUNSEL, _WIDE),
        "",
        f"{insider_name(found)} at {found.history.issuer}, {forms}",
    ]


def _grouped(amount: Fraction) -> str:
    whole, _, cents = _dollars(amount).partition(".")
    return f"{Decimal(whole):,}.{cents}"


def _days(found: ShortSwing) -> Iterator[str]:
    for side in _SIDES:
        day = found.clear(side)
        other = "sale" if side == "purchase" else "purchase"
        if day is None:
            yield f"A {side} matches nothing: no {other} is open."
        else:
            yield f"A {side} is clear of every open {other} from {day}."


def _pair_cells(pairs: Sequence[Pair]) -> Iterator[tuple[str, ...]]:
    yield ("profit", "shares", "bought", "at", "sold", "at", "purchase", "sale")
    for pair in pairs:
        yield (
            _grouped(pair.profit),
            f"{decimal_of(pair.shares):,f}",
            *(str(pair.purchase.date), _price(pair.purchase.price) or "?"),
            *(str(pair.sale.date), _price(pair.sale.price) or "?"),
            *(pair.purchase.name, pair.sale.name),
        )


def _open_cells(trades: Sequence[OpenTrade]) -> Iterator[tuple[str, ...]]:
    yield ("clear on", "side", "date", "shares", "at", "row")
    for each in trades:
        trade = each.trade
        yield (
            *(str(each.clear_on), trade.side, str(trade.date)),
            *(f"{decimal_of(trade.under):,f}", _price(trade.price) or "?", trade.name),
        )


def _table(cells: Iterator[tuple[str, ...]]) -> Iterator[str]:
    rows = list(cells)
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _item(sentence: str) -> Iterator[str]:
    yield from wrap(sentence, _WIDE, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False)


def _excluded(rows: Sequence[LeftOut]) -> Iterator[str]:
    """Give the rows under what they have in common, code and reason."""
    alike: dict[tuple[str, str], list[LeftOut]] = {}
    for each in rows:
        alike.setdefault((each.code, each.why), []).append(each)
    for (code, why), of_these in alike.items():
        yield f"  {code}  {why}"
        yield from (f"       {name}" for name in by_file(of_these))


def _rests(found: ShortSwing) -> Iterator[str]:
    yield from (f"  {line}" for line in filings_in_words(found))


def filings_in_words(found: ShortSwing) -> Iterator[str]:
    """Say which forms the figures rest on, a line for each."""
    for each in filings(found):
        more = "".join(f", {key} {each[key]}" for key in ("amends", "repeats") if key in each)
        yield f"{each['file']}: Form {each.get('form', '?')}, period {each.get('period', '?')}{more}"
