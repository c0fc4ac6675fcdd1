"""Rules on prices that are averages of several trades, which staff relief lets stand in one row.

The relief is the no-action letter to the Society of Corporate Secretaries of 25 June 2008: same-day, same-way
trades in the market, within one dollar, may be one row at the weighted average price, if a footnote says so,
gives the range, and promises the trades on request.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from form4kit.analysis.figures import PriceRange, days, flat, money, price_ranges, says_foreign_money
from form4kit.analysis.passages import Passage, cached_for_filing, passages, passages_on, rows_in_words
from form4kit.analysis.rows import rows_with_code
from form4kit.analysis.statements import average_words, lists_lots, lots, several_words, undertakes
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Problem, Problems, rule
from form4kit.words import listed

_LETTER: Final = "SEC staff no-action letter, Society of Corporate Secretaries (25 June 2008)"
_LINES: Final = "Form 4, General Instruction 4(a)(ii)"
_DOLLAR: Final = Decimal(1)
_ROUNDING: Final = Decimal("0.005")
_NEAR: Final = 10
_MANY: Final = 10
_SOLD = pattern(r"\b(?:sold|sales?|sell|trades?|multiple)\b", re.IGNORECASE)
_TRADED = pattern(r"\b(?:sold|sales?|purchase[ds]?|bought|trade[ds]?|execut\w+|transact\w+)\b", re.IGNORECASE)
_LISTED = pattern(r"\s?(?:,|and|&|,\sand|to|through|-|–)\s?(?:on\s)?", re.IGNORECASE)
_LEAD: Final = 60
_AVERAGE = "The price is a weighted average."
_PROMISE = (
    "The reporting person will give the staff, the issuer or a holder the number sold at each on request."
)
_TRADES = f"{_AVERAGE} Sold in several trades from $30.90 to $31.40. {_PROMISE}"
_ROW = {
    "security": "Common Stock",
    "date": "2026-11-18",
    "code": "S",
    "disposed": "10",
    "ownership": "direct",
}


def _ten(step: str) -> dict[str, object]:
    """Return the edits that make the clean Form 4 ten sales, each dearer than the one before by a step."""
    rows = [
        {**_ROW, "price": f"{30 + Decimal(step) * n}", "owned_after": f"{1000 - 10 * n}"} for n in range(10)
    ]
    return {"non_derivative": rows, "footnotes": None}


def _noted(text: str, price: str = "31.07") -> dict[str, object]:
    """Return the edits that put a footnote on the price of the sale in the clean Form 4."""
    return {"non_derivative[0].price": f"{price} ^avg", "footnotes.avg": text}


class Averaged(NamedTuple):
    """A purchase or sale that stands for several trades.

    `said` is the note that says so and `words` its words; `notes` are those on the price, the amount, the
    code, the date or the title.
    """

    row: Row
    said: Passage
    words: str
    notes: tuple[Passage, ...]

    @property
    def range(self) -> tuple[Passage, PriceRange] | None:
        """The one range of prices that the row's notes give in dollars; None where they give more or none."""
        found = [(note, each) for note in self.notes for each in price_ranges(note.text)]
        if len(found) != 1 or lists_lots(found[0][0].text) or says_foreign_money(found[0][0].text):
            return None
        return found[0]


@cached_for_filing
def averaged_rows(filing: Filing) -> tuple[Averaged, ...]:
    """Return the purchases and sales whose footnotes speak of an average price or of several trades."""
    return tuple(_averaged(filing))


def _averaged(filing: Filing) -> Iterator[Averaged]:
    for row in rows_with_code(filing, frozenset("PS")):
        if not row.marks:
            continue
        near = (row.price, row.shares, row.total_value, row.code, row.date, row.security)
        notes = passages_on(filing, *near)
        for said in notes:
            words = average_words(said.text) or several_words(said.text)
            if words:
                yield Averaged(row, said, words, notes)
                break


@rule(
    "FTN14",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[_LETTER, _LINES],
    good=[
        _noted(_TRADES),
        _noted(f"{_AVERAGE} 400 shares at $31.00, 600 shares at $31.12. {_PROMISE}"),
        _noted(f"{_AVERAGE} 400 shares at $31.00, 600 shares at $31.12."),
    ],
    bad=[
        Bad(_noted(f"{_AVERAGE} 400 shares at $31.00, 500 shares at $31.12."), at="footnotes.avg"),
        Bad(_noted(_AVERAGE), at="footnotes.avg"),
        Bad(_noted(f"{_AVERAGE} {_PROMISE}"), at="footnotes.avg"),
        Bad(_noted(f"{_AVERAGE} Sold in several trades from $30.90 to $31.40."), at="footnotes.avg"),
    ],
)
def average_price_has_range_and_undertaking(filing: Filing) -> Problems:
    """Give the range of prices behind an average, and undertake to give the trades on request.

    Each trade belongs on its own line; the staff does not object to one line for several if its footnote
    gives the lowest and the highest price and promises the number of shares at each. One promise serves the
    form; a note that lists every trade with its price has kept it.
    """
    groups: dict[str, list[Averaged]] = defaultdict(list)
    for each in averaged_rows(filing):
        groups[each.said.name].append(each)
    owed = not any(undertakes(each.text) for each in passages(filing))
    for group in groups.values():
        bare = [each for each in group if not _gives_prices(filing, each)]
        lacks = ["the range of prices"] if bare else []
        if owed and not all(
            map(_lists_every_trade, group)
        ):  # one promise serves the form: its lack is told of once
            lacks.append("an undertaking to give the trades on request")
            owed = False
        if lacks:
            rows = rows_in_words(each.row for each in bare or group)
            message = f'read "{group[0].words}" without {listed(lacks)} ({rows})'
            hint = "State the lowest and the highest price, and that the number at each is given on request."
            yield Problem(group[0].said.place, message, hint)


def _lists_every_trade(averaged: Averaged) -> bool:
    """Tell whether a note gives the shares and the price of each trade, and these add up to the row."""
    listed_lots = [lots(note.text) for note in averaged.notes]
    return any(len(each) > 1 and sum(each) == averaged.row.shares.value for each in listed_lots)


def _gives_prices(filing: Filing, averaged: Averaged) -> bool:
    """Tell whether the notes of a row, the remarks or an exhibit give a range or the prices one by one."""
    texts = [flat(note.text.text or "") for note in filing.notes_of(averaged.row)]
    texts += [each.text for each in passages(filing) if each.note is None]
    reported = averaged.row.price.value
    return any(
        price_ranges(text)
        or "xhibit" in text
        or len({found.amount for found in money(text)} - {reported}) > 1
        or lists_lots(text)
        for text in texts
    )


@rule(
    "FTN15",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[_LETTER, _LINES],
    good=[_noted(_TRADES.replace("$30.90 to $31.40", "$30.50 to $31.50"))],
    bad=[Bad(_noted(_TRADES.replace("$30.90 to $31.40", "$30.50 to $31.51")), at="footnotes.avg")],
)
def average_price_spans_a_dollar(filing: Filing) -> Problems:
    """Combine trades in one row only within one dollar, from the lowest price to the highest.

    The staff's relief from a line for each trade ends there; a spread of exactly one dollar is within it.
    """
    wide: dict[tuple[Passage, PriceRange], list[Row]] = defaultdict(list)
    for each in averaged_rows(filing):
        if (found := each.range) and found[1].spread > _DOLLAR:
            wide[found].append(each.row)
    for (note, prices), rows in wide.items():
        message = f"read range {prices}, spread {prices.spread} ({rows_in_words(rows)})"
        yield Problem(note.place, message, "Make a row of each dollar, with its own average and range.")


@rule(
    "FTN16",
    Severity.ERROR,
    Authority.FORM,
    forms="45",
    cites=[_LETTER],
    good=[_noted(_TRADES, "30.896"), _noted(_TRADES, "31.40")],
    bad=[
        Bad(_noted(_TRADES, "31.41"), at="non_derivative[0].price"),
        Bad(_noted(_TRADES, "30.894"), at="non_derivative[0].price"),
    ],
)
def average_price_lies_in_its_range(filing: Filing) -> Problems:
    """Report an average price that lies within the range its footnote gives.

    An average lies between the lowest and the highest price; half a cent is left for rounding.
    """
    for each in averaged_rows(filing):
        price, found = each.row.price.value, each.range
        if price is None or found is None:
            continue
        note, prices = found
        if not prices.low - _ROUNDING <= price <= prices.high + _ROUNDING:
            message = f"{each.row.price.text} is outside {prices}, read in {note.name}"
            yield Problem(each.row.at("price"), message, "Correct the price or the range.")


@rule(
    "FTN17",
    Severity.WARNING,
    Authority.FORM,
    forms="45",
    cites=[_LETTER, _LINES],
    good=[_noted(f"{_TRADES} All trades were made on November 18, 2026.")],
    bad=[
        Bad(
            {
                "non_derivative[1].price": "31.07 ^avg",
                "footnotes": {
                    "avg": "Average of the values at three vestings, ranging from $30.90 to $31.40."
                },
                "non_derivative[1].code": "F",
                "non_derivative[1].acquired": None,
                "non_derivative[1].disposed": "500",
                "non_derivative[1].owned_after": "40971",
            },
            at="non_derivative[1].code",
        ),
        Bad(
            _noted(f"{_TRADES} Traded on November 17, 2026 and November 18, 2026."),
            at="non_derivative[0].date",
        ),
    ],
)
def only_trades_of_one_day_are_averaged(filing: Filing) -> Problems:
    """Average only purchases or sales in the market that a single day brought.

    The staff's relief covers same-day trades, coded P or S. What an F, D, M or J row averages was sold in the
    market after all, or belongs on lines of its own.
    """
    for row in rows_with_code(filing, frozenset("FDMJ")):
        for note in passages_on(filing, row.price, row.shares, row.code):
            words = several_words(note.text)
            if not words or (row.code.value == "F" and _SOLD.search(note.text)):  # COD18 speaks of those
                continue
            if price_ranges(note.text) or _SOLD.search(words):
                message = f'code {row.code.text}, and {note.name} says "{words}"'
                hint = "A sale in the market is code S; otherwise report each transaction on its own line."
                yield Problem(row.at("code"), message, hint)
                break
    for each in averaged_rows(filing):
        traded = _days_traded(each)
        if len(traded) > 1:
            message = f"one row for trades of {', '.join(traded)}, read in {each.said.name}"
            yield Problem(each.row.at("date"), message, "Make a row for each day.")


def _days_traded(averaged: Averaged) -> list[str]:
    """Return the days on which the shares were traded, if the note lists more than one near the row's own."""
    text, row_day = averaged.said.text, averaged.row.date.value
    for one, two in pairwise(days(text)):
        between, lead = text[one.end : two.start], text[max(0, one.start - _LEAD) : one.start]
        if not row_day or not _LISTED.fullmatch(between) or not _TRADED.search(lead):
            continue
        if one.day != two.day and all(abs((each.day - row_day).days) <= _NEAR for each in (one, two)):
            return [str(one), str(two)]
    return []


def _kin(row: Row) -> tuple[str | None, ...]:
    """Return what rows must share to be combined under the relief."""
    shared = (row.security, row.date, row.code, row.acquired_disposed, row.direct_indirect, row.nature)
    return (*(found.text for found in shared), *(" ".join(found.names) for found in shared))


@rule(
    "FTN18",
    Severity.NOTE,
    Authority.PRACTICE,
    forms="45",
    cites=[_LETTER],
    sources=["draft", "submission"],
    good=[_ten("0.12")],
    bad=[Bad(_ten("0.11"), at="non_derivative[0]")],
)
def many_lines_may_be_one(filing: Filing) -> Problems:
    """Combine many sales of a day within one dollar into one row, where the reader gains by it.

    The staff's relief allows it from the second trade on; a table holds 30 rows, and ten lines of one day
    that differ by cents hide the rest.
    """
    rows = rows_with_code(filing, frozenset("PS"))
    if len(rows) < _MANY:
        return
    for _, group in groupby(rows, key=_kin):
        alike = [row for row in group if row.price.value is not None and not row.price.marks]
        prices = [row.price.value for row in alike if row.price.value is not None]
        if len(alike) >= _MANY and max(prices) - min(prices) <= _DOLLAR:
            message = f"{len(alike)} rows of one day from {min(prices)} to {max(prices)}"
            yield Problem(alike[0].at(), message, "They may be one row at the weighted average price.")
