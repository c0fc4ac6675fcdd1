"""Trades and splits that are typed: `S 500 @ 31.07 on 2026-12-01`, `4-for-1 on 2026-06-01`."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from form4kit.convert import to_date, to_split
from form4kit.history.insider import InsiderHistory
from form4kit.insiders.securities import Security, class_of
from form4kit.insiders.standing import Reach, Reached
from form4kit.insiders.trades import THOUGHT_OF, InsiderTrade
from form4kit.law.splits import Split, ratio_since
from form4kit.lazy_re import pattern
from form4kit.words import listed

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,10})?|\.\d{1,10}"
_TRADE = pattern(
    rf"\s*(?P<code>[PS])\s+(?P<shares>{_NUMBER})\s*@\s*\$?\s*(?P<price>{_NUMBER})"
    r"\s+on\s+(?P<date>\d{4}-\d\d-\d\d)(?:\s+of\s+(?P<title>\S.*?))?\s*\Z",
    re.IGNORECASE,
)
_SPLIT = pattern(r"\s*(?P<ratio>.{3,40}?)\s+on\s+(?P<date>\d{4}-\d\d-\d\d)\s*\Z", re.IGNORECASE)
TRADE_FORM: Final = 'write it as "S 500 @ 31.07 on 2026-12-01", P for a purchase'
SPLIT_FORM: Final = 'write it as "4-for-1 on 2026-06-01"'


class Misspelt(ValueError):
    """Say that a trade or a split that was typed cannot be read, and how it is written."""


def read_trade(
    text: str, number: int, classes: Mapping[str, str], traded: Sequence[str], splits: Sequence[Split]
) -> InsiderTrade:
    """Read one `--trade`, the first having number 1. Raises Misspelt.

    `classes` are the classes of the forms, as they compare and as they are spelled; `traded` those of them in
    which there were trades. Where there was but one, `of CLASS` may be left out.
    """
    found = _TRADE.match(text)
    day = to_date(found["date"]) if found else None
    if found is None or day is None:
        raise Misspelt(f'--trade "{text}": {TRADE_FORM}')
    shares, price = (_number(found[each]) for each in ("shares", "price"))
    if not shares or not price:
        raise Misspelt(f'--trade "{text}": shares and price are more than 0')
    title = _title(text, found["title"], classes, traded)
    ratio = ratio_since(splits, day)
    return InsiderTrade(
        file=THOUGHT_OF,
        row=str(number),
        code=found["code"].upper(),
        side="purchase" if found["code"] in "Pp" else "sale",
        paid=found["code"] in "Pp",
        date=day,
        shares=shares * ratio,
        under=shares * ratio,
        price=price / ratio,
        security=Security(class_of(title), title),
        series=None,
        reached=Reached(Reach.IN),
    )


def _title(text: str, given: str | None, classes: Mapping[str, str], traded: Sequence[str]) -> str:
    if given:
        if class_of(given) not in classes and classes:
            names = listed([f'"{each}"' for each in classes.values()], "and")
            raise Misspelt(f'--trade "{text}": no class "{given}" on these forms, which have {names}')
        return classes.get(class_of(given), given)
    known = list(traded or classes)
    if len(known) > 1:
        names = listed([f'"of {classes[each]}"' for each in known])
        raise Misspelt(f'--trade "{text}": several classes; add {names} at the end')
    return classes[known[0]] if known else "Common Stock"


def _number(text: str) -> Fraction:
    return Fraction(Decimal(text.replace(",", "")))


def read_split(text: str) -> Split:
    """Read one `--split`. Raises Misspelt."""
    found = _SPLIT.match(text)
    ratio = to_split(found["ratio"]) if found else None
    day = to_date(found["date"]) if found else None
    if ratio is None or day is None:
        raise Misspelt(f'--split "{text}": {SPLIT_FORM}')
    return Split(*ratio, day)


def classes_of(history: InsiderHistory) -> tuple[dict[str, str], list[str]]:
    """Return the classes of Table I, as they compare and as spelled, and which of them were traded."""
    rows = [told.row for told in history.rows if told.row.table == "non_derivative"]
    classes = {class_of(row.security.text or ""): row.security.text or "" for row in rows}
    traded = dict.fromkeys(
        class_of(row.security.text or "")
        for row in rows
        if row.code.value in ("P", "S", "L", "U", "O") and not row.swap.value
    )
    return classes, list(traded)
