"""Which footnotes of the library events ask for, and with what filled in.

The references stand in the rows as if the preparer had written them: a draft's own footnote of the same
name, or one in the registry, takes the place of the library's.
"""

import datetime as dt
from decimal import Decimal

from form4kit.analysis.titles import is_option, is_warrant, normal
from form4kit.footnote_library.calls import parse_call, write_call
from form4kit.footnote_library.fill import fill
from form4kit.footnote_library.standard import standard
from form4kit.lazy_re import pattern
from form4kit.place import Place
from form4kit.words import money

_UNSAFE = pattern(r"[()=^]")


def weighted_average(low: Decimal, high: Decimal) -> str:
    """Refer to the range behind an average price, and the offer of details."""
    return write_call("weighted-average", {"low": money(low), "high": money(high)})


def plan_adoption(adopted: dt.date) -> str:
    """Refer to the day on which a Rule 10b5-1 plan was adopted."""
    return write_call("plan-adoption", {"adopted": adopted.isoformat()})


def withheld_at_vesting(title: str) -> str:
    """Refer to the taxes on a vesting that shares were withheld for; the title is that of the award."""
    name = normal(title)
    if "RESTRICTED STOCK UNIT" in name or "RESTRICTED SHARE UNIT" in name or name in ("RSU", "RSUS"):
        return write_call("withheld", {"occasion": "vesting of restricted stock units"})
    return write_call("withheld", {"occasion": "vesting of the award"})


def withheld_from_stock() -> str:
    """Refer to taxes where only the shares withheld are known: what vested or was settled is not said."""
    return "withheld"


def deferral_ended(ended: dt.date) -> str:
    """Refer to the day on which a small acquisition stopped to qualify for deferral (Rule 16a-6)."""
    return write_call("deferral-ended", {"ended": ended.isoformat()})


def stock_split(ratio: str, date: dt.date) -> str:
    """Refer to the split that changed a balance carried on from before it."""
    return write_call("stock-split", {"ratio": ratio, "date": date.isoformat()})


def withheld_at_exercise(title: str, *, pays: str) -> str:
    """Refer to what shares withheld at an exercise pay for: the `price` or the `taxes`."""
    values = {} if pays == "price" else {"pays": pays}
    if not is_option(title):
        values["option"] = "the warrants" if is_warrant(title) else "the derivative securities"
    return write_call("withheld-price", values)


def withheld_at_conversion() -> str:
    """Refer to the taxes on a conversion."""
    return write_call("withheld", {"occasion": "conversion"})


def one_for_one(title: str, underlying: str) -> str:
    """Refer to what a unit stands for, by the titles of the units and of the shares."""
    values = {}
    if underlying and normal(underlying) != "COMMON STOCK" and not _UNSAFE.search(underlying):
        values["underlying"] = underlying
    if "RESTRICTED STOCK UNIT" not in normal(title):
        values["unit"] = "unit"
    return write_call("one-for-one", values)


def is_standard(reference: str, text: str) -> bool:
    """Tell whether the library fills a reference in to this very text."""
    call = parse_call(reference)
    template = standard().get(call.name)
    return template is not None and fill(call, template, Place())[0] == text
