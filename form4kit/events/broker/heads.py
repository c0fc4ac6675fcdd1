"""The heads of a broker's table: which column says what of a trade, and which count for nothing here."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from form4kit.events.broker.lines import Trouble
from form4kit.events.broker.words import DOLLARS_HINT, FOREIGN
from form4kit.lazy_re import pattern
from form4kit.words import listed

_DONE: Final = (
    r"(?:fill|filled|fills|exec|execs|executed|execution|trade|traded|trd|transaction|txn|deal|done|matched)"
)
_SOLD: Final = rf"(?:{_DONE}|sold|bought|purchased|sales?|sell|selling|buy|purchase)"
_COUNT: Final = r"(?:shares?|shs|quantity|qty|size|volume|vol|units?)"
_NUMBER: Final = r"(?:no|num|nbr|number|#)?(?:of)?"
_PRICE: Final = r"(?:price|px)"
_PER: Final = r"(?:per)?(?:share|unit|sh)?"
_MEAN: Final = r"(?:weighted|wtd|volume|vol|vw|w)*(?:average|avg|ave|mean)"
_DOLLARS: Final = r"(?:in)?(?:usd|us|usdollars?|dollars?)?"
_ZONE: Final = r"(?P<zone>et|est|edt|ct|cst|cdt|mt|mst|mdt|pt|pst|pdt|utc|gmt)?"
_NAME: Final = r"(?:no|num|nbr|number|id|code|ref|reference|#)?"

HEADS: Final[Mapping[str, re.Pattern[str]]] = {
    "fill shares": pattern(
        rf"(?:{_NUMBER}(?:{_SOLD}|last){_COUNT}{{1,2}}|{_NUMBER}{_COUNT}{{1,2}}(?:{_SOLD}|{_DONE}))(?:#)?\Z"
    ),
    "shares": pattern(rf"{_NUMBER}{_COUNT}{{1,2}}(?:#)?\Z"),
    "fill price": pattern(rf"(?:{_SOLD}{_PRICE}|lastpx){_PER}{_DOLLARS}\Z"),
    "price": pattern(rf"(?:unit|share|stock|gross)?{_PRICE}{_PER}{_DOLLARS}\Z"),
    "average": pattern(
        rf"(?:{_SOLD}?{_MEAN}{_SOLD}?{_PRICE}|{_SOLD}?{_PRICE}{_MEAN}|vwap){_PER}{_DOLLARS}\Z"
    ),
    "money": pattern(
        rf"(?:{_SOLD}|unit|share|stock|gross)?(?:{_MEAN})?{_PRICE}{_PER}(?:in)?(?P<money>{FOREIGN.lower()})\Z"
    ),
    "trade date": pattern(rf"(?:{_SOLD}(?:date|day|dt)|dateof{_SOLD}){_ZONE}\Z"),
    "date": pattern(rf"(?:date|day){_ZONE}\Z"),
    "other date": pattern(
        r"(?:run|activity|process|processed|processing|post|posted|posting|entry|asof|as|business)date\Z"
    ),
    "time": pattern(rf"(?:{_DONE}|transact)?(?:(?:date(?:and)?)?time|timestamp|timeofexecution){_ZONE}\Z"),
    "side": pattern(
        r"(?:order|ord|trade)?(?:side|action|buysell|sellbuy|buyorsell|bs|bors|direction)"
        r"(?:code|ind|indicator)?\Z"
    ),
    "status": pattern(
        r"(?:order|ord|trade|trd|fill|exec|execution|transaction|txn)?"
        r"(?:status|state|stat)(?:code|desc|description)?\Z"
    ),
    "cancel": pattern(
        r"(?:is)?(?:cancel(?:l?ed|led)?|cxl|bust(?:ed)?|void(?:ed)?)(?:flag|ind|indicator|yn)?\Z"
    ),
    "symbol": pattern(
        r"(?:trading|stock|ticker|security|issuer|bloomberg|bbg|instrument|exchange|root)?"
        r"(?:symbol|ticker|sym|ric|tickersymbol|bloombergcode)(?:code|id)?\Z"
    ),
    "cusip": pattern(rf"(?:security)?(?:cusip|isin|sedol|figi){_NAME}\Z"),
    "security": pattern(
        r"(?:security|securities|instrument|stock|company|issuer|issue|asset)(?:name|title|desc|description)?\Z"
    ),
    "currency": pattern(
        r"(?:trade|trading|price|settle|settlement|local|deal|txn|transaction)?"
        r"(?:currency|ccy|curr|cur|crncy)(?:code)?\Z"
    ),
    "account": pattern(rf"(?:customer|client|brokerage)?(?:account|acct|acc|ac){_NAME}\Z"),
    "execution": pattern(
        r"(?:exec|execution|fill|trade|trd|transaction|txn)(?:id|no|num|nbr|number|ref|reference|#)\Z"
    ),
    "kind": pattern(
        r"(?:order|ord|exec|execution|trade|trd|transaction|trans|tran|txn|activity|event|record)?"
        r"type(?:code)?\Z"
        r"|transaction|activity|event|buysellcancel\Z"
    ),
}
"""The heads of the columns, as small letters alone, in the order in which they are tried."""

_OTHER: Final = pattern(
    r"(?:order|ord|parent|leaves|leave|remaining|open|cum|cumulative|total|original|orig|target|limit|lmt|stop"
    r"|cancel\w*|net)(?:shares?|qty|quantity|size|price|px|cum\w*|leaves|value|amount)\Z"
    r"|(?:order|ord|parent|client|cl|clord|basket|confirm|confirmation|ticket|allocation|block|route)\w*"
    r"(?:id|no|number|ref|reference|#)\Z"
    r"|(?:settle|settlement|value|order|ord|expir\w*|entered|placed|created?|vest\w*|grant|entry)"
    r"(?:date|day|dt|time)\Z"
    r"|\w*(?:commissions?|comm|fees?|sec|taf|taxes|tax|charges?|amount|amt|principal|proceeds|net|gross|value"
    r"|notional|interest)\w*\Z"
    r"|\w*(?:venue|exchange|market|mkt|mic|ecn|liquidity|capacity|broker|trader|strategy|tif|timeinforce"
    r"|contra|desk|algo)\w*\Z"
    r"|(?:account|acct|client|customer)(?:name|type)?\Z"
    r"|(?:line|row|seq|sequence|item)?(?:no|num|nbr|number|#)\Z|line\Z"
)
"""Columns of other things, which are passed over without a word of the finding."""

_REMAIN: Final[tuple[str, ...]] = (
    *("side", "status", "cancel", "symbol", "cusip", "security", "currency", "account", "execution", "kind"),
)


@dataclass(frozen=True, slots=True)
class Heads:
    """Where a table has what: `one` the columns of which there is one, `many` those that may be several.

    `passed` are the heads of columns that count for nothing, `strange` those of them that are not known.
    `average` says that the price is one of several trades; `zone` is the time zone that the heads name.
    """

    names: tuple[str, ...]
    one: Mapping[str, int]
    many: Mapping[str, tuple[int, ...]]
    passed: tuple[int, ...] = ()
    strange: tuple[int, ...] = ()
    average: bool = False
    zone: str = ""

    @property
    def needed(self) -> set[int]:
        """The columns that say something of a trade."""
        return {*self.one.values(), *(at for found in self.many.values() for at in found)}


@lru_cache(maxsize=1024)
def meaning(cell: str) -> tuple[str, re.Match[str] | None]:
    """Return what a head says of its column; empty where that is not known."""
    word = re.sub(r"[^a-z#]", "", cell.lower())
    for name, heading in HEADS.items():
        if word and (found := heading.match(word)):
            return name, found
    return "", None


def is_head(cells: Sequence[str]) -> bool:
    """Tell whether a line has heads for shares and for a price."""
    if sum(cell[:1].isdigit() for cell in cells) > 1:
        return False
    found = {meaning(cell)[0] for cell in cells}
    return bool(found & {"fill shares", "shares"}) and bool(
        found & {"fill price", "price", "average", "money"}
    )


def heads_of(cells: Sequence[str], line: int) -> Heads | Trouble:
    """Read a line of heads."""
    found: dict[str, list[int]] = {}
    zone = ""
    for at, cell in enumerate(cells):
        name, match = meaning(cell)
        found.setdefault(name, []).append(at)
        if name == "money" and match is not None:
            return Trouble(line, f'"{cell}": not in dollars', DOLLARS_HINT)
        if match is not None and "zone" in match.groupdict() and match["zone"]:
            zone = match["zone"].upper()
    one: dict[str, int] = {}
    for name, kinds in (
        ("shares", ("fill shares", "shares")),
        ("price", ("fill price",)),
        ("date", ("trade date", "date")),
    ):
        chosen = next((found[kind] for kind in kinds if kind in found), [])
        if len(chosen) > 1:
            return _doubled(cells, chosen, line)
        if chosen:
            one[name] = chosen[0]
    if "price" not in one:
        prices = [*found.get("price", []), *found.get("average", [])]
        if len(prices) > 1:
            return _doubled(cells, prices, line)
        one["price"] = prices[0]
    if len(found.get("time", [])) > 1:
        return _doubled(cells, found["time"], line)
    if "time" in found:
        one["time"] = found["time"][0]
    if "date" not in one and "other date" in found:
        return not_the_day(cells, found["other date"][0], line)
    many = {name: tuple(found[name]) for name in _REMAIN if name in found}
    named = {*one.values(), *(at for ats in many.values() for at in ats)}
    passed = tuple(at for at, cell in enumerate(cells) if at not in named and cell)
    strange = tuple(at for at in found.get("", []) if cells[at] and not _OTHER.match(_word(cells[at])))
    average = one["price"] in found.get("average", [])
    return Heads(tuple(cells), one, many, passed, strange, average, zone)


def not_the_day(cells: Sequence[str], at: int, line: int) -> Trouble:
    """Say that a column has dates which may be those of something else."""
    hint = "Write `Trade Date` over it if it is, or take the column out"
    message = f'"{cells[at]}" may not be the day of the trade'
    return Trouble(line, message, f"{hint}: `{_with(cells, cells[at], 'Trade Date')}`.")


def _doubled(cells: Sequence[str], at: Sequence[int], line: int) -> Trouble:
    names = listed([f'"{cells[each]}"' for each in at], "and")
    better = "Fill Price" if meaning(cells[at[0]])[0] in ("price", "average", "fill price") else "Filled Qty"
    if meaning(cells[at[0]])[0] in ("trade date", "date", "time"):
        better = "Trade Date"
    example = ",".join(
        better if each == at[0] else "other" if each in at else cell for each, cell in enumerate(cells)
    )
    return Trouble(line, f"{names} all look like one column: keep the one that counts", f"As: `{example}`.")


def _with(cells: Sequence[str], old: str, new: str, leave: Collection[str] = ()) -> str:
    return ",".join(new if cell == old else "other" if cell in leave else cell for cell in cells)


def _word(cell: str) -> str:
    return re.sub(r"[^a-z#]", "", cell.lower())
