"""What a figure of Section 16(b) rests on, in sentences for counsel; each names the rows that it is about."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from form4kit.analysis.figures import flat, says_foreign_money
from form4kit.analysis.passages import rows_in_words
from form4kit.analysis.rows import note_text_on
from form4kit.analysis.statements import average_words, several_words
from form4kit.insiders.short_swing import MarketPair, ShortSwing
from form4kit.insiders.standing import Reach, told
from form4kit.insiders.trades import InsiderTrade, LeftOut, decimal_of
from form4kit.law.periods import match_within_six_months
from form4kit.lazy_re import pattern
from form4kit.model import Row
from form4kit.words import listed, money

_MOST = 40
"""The rows that one sentence names; more are counted."""
_HOUSEHOLD = pattern(
    r"\b(?:spouse|wife|husband|partner|child|children|sons?|daughters?|minors?|famil(?:y|ies)|household"
    r"|u[gt]ma|mother|father|parents?|brother|sister|sibling|in-law|grand\w+|stepchild\w*)\b",
    re.IGNORECASE,
)
_ENTITY = pattern(
    r"\b(?:trusts?|trustee|l\.?l\.?c|l\.?l?\.?p|partnership|inc|corp(?:oration)?|company|co|foundation|funds?"
    r"|plan|401|ira|estate|ltd|limited|gmbh|holdings?|capital|ventures?|annuity|grat)\b",
    re.IGNORECASE,
)
_HELD_BY = pattern(r"\bheld (?:directly |of record )?by (?P<who>[^.;]{2,60})", re.IGNORECASE)
COUNSEL = (
    "This is for counsel. The forms do not tell: exemptions and approvals; pecuniary interests; unorthodox "
    "transactions; groups and directors by deputization; market prices for Rule 16b-6(c)(2); conversions at "
    "a price that floats; commissions, dividends and interest; the two years of Section 16(b); whether a "
    "court would net; settlement."
)


def assumptions(found: ShortSwing) -> list[str]:
    """Return what the figures of a history rest on."""
    return [sentence for make in _ALL for sentence in make(found)]


def names(rows: Iterable[InsiderTrade | LeftOut]) -> str:
    """Name rows in a sentence, so many as can be read."""
    found = list({row.name: row for row in rows}.values())
    more = f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return "; ".join(by_file(found[:_MOST])) + more


def by_file(rows: Iterable[InsiderTrade | LeftOut]) -> list[str]:
    """Name rows file by file: `mar.xml, Table I, rows 1, 2; Table II, row 1`."""
    told: dict[str, list[Row]] = {}
    for each in rows:
        if each.told:
            told.setdefault(each.file, []).append(each.told.row)
        else:
            told[each.name] = []
    return [f"{name}, {rows_in_words(found)}" if found else name for name, found in told.items()]


def _with(rows: Iterable[InsiderTrade | LeftOut], sentence: str) -> Iterator[str]:
    """Yield a sentence on rows, where there are any."""
    rows = list(rows)
    if rows:
        yield sentence.format(rows=names(rows))


def _standing(found: ShortSwing) -> Iterator[str]:
    yield told(found.standing)
    if found.history.also:
        others = listed([owner.name.text or owner.cik.text or "?" for owner in found.history.also], "and")
        yield f"All forms are joint with {others}: the figures are for each of them alike."
    early = [each for each in found.trades if each.reached.reach is Reach.BEFORE and each.told]
    yield from _with(
        early,
        "Before the person took office: {rows}. Counted, since either Rule 16a-2(a) made it reportable, or "
        "the report was not needed, which counsel decides.",
    )
    if found.standing.holder_alone and not found.standing.form_3 and not found.standing.by_roles:
        yield from _with(
            found.trades,
            "No Form 3 is among the forms, so that it is not known which purchase made the person a 10 % "
            "holder (Rule 16a-2(c)); counted: {rows}.",
        )
    maybe = [each for each in found.trades if each.reached.reach is Reach.MAYBE_AFTER]
    yield from _with(
        maybe,
        "On a form with the exit box, and the day of leaving is not known: {rows}. Two of these do not match "
        "each other (Rule 16a-2(b)).",
    )
    after = [each for each in found.trades if each.reached.reach is Reach.AFTER]
    yield from _with(after, "After leaving: {rows}. Matched with trades in office alone (Rule 16a-2(b)).")


def _approvals(found: ShortSwing) -> Iterator[str]:
    exempt = [each for each in found.excluded if each.why.startswith(("Rule 16b-3", "Rules 16b-3"))]
    yield from _with(
        exempt,
        "The exemption of codes A, D, F, I and M hangs on approvals under Rule 16b-3 that the form does not "
        "show: {rows}.",
    )
    holder = [each for each in found.trades if each.reached.holder and each.code in "ADFI"]
    yield from _with(
        holder,
        "Not exempt under Rule 16b-3 unless the holder is a director by deputization (Roth v. Perseus, 522 "
        "F.3d 242 (2d Cir. 2008)); the code is probably wrong: {rows}.",
    )
    fixed = [each for each in found.excluded if each.code in ("X", "C") and each.why.startswith("Rule 16b-6")]
    yield from _with(fixed, "Taken as exercised or converted at a fixed price: {rows}.")
    puts = [each for each in found.excluded if "put exercised" in each.why]
    yield from _with(puts, "Whether the exercise of a put out of the money counts is for counsel: {rows}.")
    others = [each for each in found.excluded if each.code == "J"]
    yield from _with(others, "Code J says nothing of its nature; counsel decides: {rows}.")
    tendered = [each for each in found.trades if each.code == "U"]
    yield from _with(
        tendered,
        "A tender is taken as a voluntary sale; a forced or unorthodox one is for counsel (Kern County Land "
        "v. Occidental, 411 U.S. 582 (1973)): {rows}.",
    )
    yield from _elections(found)


def _elections(found: ShortSwing) -> Iterator[str]:
    moves = [each for each in found.excluded if each.code == "I" and each.told]
    for at, one in enumerate(moves):
        for other in moves[at + 1 :]:
            if one.told is None or other.told is None:
                continue
            days = [each.told.row.date.value for each in (one, other) if each.told]
            letters = {each.told.row.acquired_disposed.value for each in (one, other) if each.told}
            if len(letters) == 2 and days[0] and days[1] and match_within_six_months(days[0], days[1]):
                yield (
                    f"{one.name} and {other.name} are opposite elections within less than six months, which "
                    "Rule 16b-3(f) does not exempt."
                )


def _prices(found: ShortSwing) -> Iterator[str]:
    priced = [each for each in found.trades if each.told]
    averaged = [
        each for each in priced if _says(each, lambda text: average_words(text) or several_words(text))
    ]
    yield from _with(
        averaged,
        "The price is the average of several trades, and the single trades could yield more: {rows}.",
    )
    foreign = [each for each in priced if _says(each, says_foreign_money)]
    yield from _with(
        foreign, "A footnote on the price names another currency; it is taken as dollars: {rows}."
    )
    cancelled = [each for each in found.trades if each.code == "H" and not each.lapse]
    yield from _with(
        cancelled,
        "Value received for a derivative given up is a sale of it; paid by the issuer to a director or "
        "officer it may be exempt under Rule 16b-3(e), and the code is then D: {rows}.",
    )
    yield from _with(
        (each for each in found.trades if each.price is None and not each.swap),
        "Without a price, so that they yield no figure, though a pair with them may: {rows}.",
    )
    crossed = [each for each in priced if _against_its_letter(each)]
    yield from _with(
        crossed, "A purchase marked D, or a sale marked A, in Table I is counted by its code: {rows}."
    )


def _says(trade: InsiderTrade, asks: Callable[[str], object]) -> bool:
    if trade.told is None:
        return False
    text = flat(note_text_on(trade.told.filing, trade.told.row.price))
    return bool(text and asks(text))


def _against_its_letter(trade: InsiderTrade) -> bool:
    row = trade.told.row if trade.told else None
    wrong = {"P": "D", "S": "A"}.get(trade.code)
    return bool(row and row.table == "non_derivative" and wrong and row.acquired_disposed.value == wrong)


def _derivatives(found: ShortSwing) -> Iterator[str]:
    yield from _with(
        (each for each in found.trades if each.swap),
        "An equity swap is a derivative security (Rule 16a-1(c)), and its price is not one of shares: "
        "{rows}. Never in the profit: only Rule 16b-6(c)(2) measures it.",
    )
    paired = [
        each for pair in found.pairs for each in (pair.purchase, pair.sale) if each.under != each.shares
    ]
    yield from _with(
        (each for each in paired if each.series and not each.lapse and each.under != each.shares),
        "The price is taken as that of one derivative, which stands for several shares; was it quoted for "
        "one share under it, as listed options are, the profit is so many times as much: {rows}.",
    )
    for each in found.market:
        yield _market(each)


def _market(pair: MarketPair) -> str:
    one = pair.derivative
    days = sorted({one.date, *(other.date for other in pair.others)})
    shown = f"{', '.join(map(str, days[:_MOST]))}{' and later' if len(days) > _MOST else ''}"
    return (
        f"{one.name} ({one.side} of {one.date}) against {names(pair.others)}: the profit is at most the "
        f"difference of the market price of the underlying (Rule 16b-6(c)(2)), and is not in the figures; "
        f"the market price of {shown} is needed."
    )


def _holders(found: ShortSwing) -> Iterator[str]:
    holders: dict[str, list[InsiderTrade]] = {}
    for each in found.trades:
        for who in _holder(each):
            holders.setdefault(who, []).append(each)
    for who, rows in holders.items():
        yield (
            f"Held by another, and counted in full, though the profit owed is limited to the pecuniary "
            f"interest (Rule 16a-1(a)(2)): {who}: {names(rows)}."
        )


def _holder(trade: InsiderTrade) -> Iterator[str]:
    if trade.told is None:
        return
    row = trade.told.row
    nature = flat(row.nature.text or "")
    note = flat(note_text_on(trade.told.filing, row.direct_indirect, row.nature))
    if row.direct_indirect.value == "I":
        spoken = nature if len(nature) > 3 and not nature.lower().startswith(("see ", "footnote")) else note
        if _ENTITY.search(spoken) or not _HOUSEHOLD.search(spoken):
            yield (spoken or "an indirect holder whom the form does not name")[:120]
    elif len(trade.told.filing.owners) > 1 and (held := _HELD_BY.search(note)):
        yield held["who"].strip()


def _classes(found: ShortSwing) -> Iterator[str]:
    titles = {each.security.stock: each.security.title for each in found.trades}
    if len(titles) > 1:
        each = listed([f'"{title}"' for title in titles.values()], "and")
        rows = names(found.trades)
        yield (
            f"Not matched with each other, as different classes: {each} (Gibbons v. Malone, 703 F.3d 595 (2d "
            f"Cir. 2013)). Are two of them one class, or convertible at a fixed rate? {rows}."
        )


def _repeated(found: ShortSwing) -> Iterator[str]:
    for out, kept in found.same:
        yield f"{out.name} is taken as the same trade as {kept}, and counted once."


def _old(found: ShortSwing) -> Iterator[str]:
    limit = _years_before(found.as_of, 2)
    old = [pair for pair in found.pairs if pair.realized < limit]
    if old:
        part = money(decimal_of(sum((pair.profit for pair in old), Fraction(0))))
        rows = names(each for pair in old for each in (pair.purchase, pair.sale))
        yield (
            f"Suit is barred two years after the profit was realized (Section 16(b)); of the greatest profit "
            f"{part} was realized before {limit}. Some courts stop the clock while a trade was not reported "
            f"(Credit Suisse v. Simmonds, 566 U.S. 221 (2012)): {rows}."
        )


def _years_before(day: dt.date, years: int) -> dt.date:
    return day.replace(
        year=max(day.year - years, dt.MINYEAR), day=min(day.day, 28) if day.month == 2 else day.day
    )


def _split(found: ShortSwing) -> Iterator[str]:
    for each in found.splits:
        before = [trade for trade in found.trades if trade.date < each.date]
        yield from _with(
            before,
            f"Restated for the split {each.words} of {each.date} (Rule 16a-9), shares times the ratio and "
            "prices divided by it: {rows}.",
        )


def _counsel(found: ShortSwing) -> Iterator[str]:
    yield COUNSEL


_ALL = (
    *(_standing, _approvals, _prices, _derivatives, _holders, _classes, _split, _repeated, _old, _counsel),
)
