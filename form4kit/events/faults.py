"""What can be wrong with positions and events, as the catalogue shows it.

The examples are the lower part of a draft; the form, the issuer and the owner stand above it.
"""

from typing import Final

from form4kit.findings import Authority, Fault, Severity

_LANGUAGE: Final = "form4kit draft language"
_COMMON: Final = "positions:\n  common: {security: Common Stock, held: 41471}\n"
_OPTION: Final = """\
positions:
  common: {security: Common Stock, held: 41471}
  option: {security: Stock Option (right to buy), derivative: true, held: 4000, underlying: Common Stock,
    exercise_price: 12.50, exercisable: 2027-03-01, expires: 2031-03-01}
"""
_UNITS: Final = """\
positions:
  common: {security: Common Stock, held: 41471}
  units: {security: Restricted Stock Units, derivative: true, held: 1000, underlying: Common Stock,
    exercise_price: ^one-for-one, exercisable: "^vesting(first=2026-11-18, parts=3)", expires: ^no-expiration}
"""


def _events(*lines: str, before: str = _COMMON) -> str:
    return before + "events:\n" + "".join(f"  - {line}\n" for line in lines)


def _fault(
    code: str,
    title: str,
    reason: str,
    bad: str,
    good: str,
    *cites: str,
    severity: Severity = Severity.ERROR,
    authority: Authority = Authority.PRACTICE,
) -> Fault:
    return Fault(
        code=code,
        severity=severity,
        authority=authority,
        title=title,
        cites=(*cites, _LANGUAGE) if authority is Authority.PRACTICE else cites,
        reason=reason,
        bad=bad,
        good=good,
    )


UNKNOWN_POSITION: Final = _fault(
    "EVT01",
    "An event names a position that is there.",
    "Its balance runs in that position; one that nobody knows has none.",
    _events("sale: {from: comon, date: 2026-11-18, shares: 500, price: 31.07}"),
    _events("sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}"),
)
ONE_KIND: Final = _fault(
    "EVT02",
    "An event is one thing that happened.",
    "Balances run in the order of the events, which two under one dash do not have.",
    _events(
        "sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}\n"
        "    gift: {from: common, date: 2026-11-18, shares: 100}"
    ),
    _events(
        "sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}",
        "gift: {from: common, date: 2026-11-18, shares: 100}",
    ),
)
STRAY_KEY: Final = _fault(
    "EVT03",
    "A key fits what happened.",
    "What stands under a key that this kind of event has no use for would be left out of the form.",
    _events("grant: {to: common, date: 2026-11-18, shares: 500, fills: [[500, 31.07]]}"),
    _events("purchase: {to: common, date: 2026-11-18, shares: 500, fills: [[500, 31.07]]}"),
)
MISSING: Final = _fault(
    "EVT04",
    "An event says when, how many, where from or where to, and at what price if there is one.",
    "An acquisition goes to a position, a disposition comes from one, an exercise and a vesting do both.",
    _events("purchase: {date: 2026-11-18, shares: 500, price: 31.07}"),
    _events("purchase: {to: common, date: 2026-11-18, shares: 500, price: 31.07}"),
    "Form 4, columns 2 to 4 of Table I",
)
NOT_AN_AMOUNT: Final = _fault(
    "EVT05",
    "An amount is digits and a period, with four decimals at most.",
    "EDGAR takes no comma, sign or dollar mark, and a balance can be computed from a number only.",
    _events('sale: {from: common, date: 2026-11-18, shares: "1,500", price: 31.07}'),
    _events("sale: {from: common, date: 2026-11-18, shares: 1500, price: 31.07}"),
    "EDGAR Ownership XML Technical Specification v5.5, section 3.2",
)
WRONG_DATE: Final = _fault(
    "EVT06",
    "A date is a day of the calendar, written year, month, day.",
    "The deadline is counted from it.",
    _events("sale: {from: common, date: 2026-11-31, shares: 500, price: 31.07}"),
    _events("sale: {from: common, date: 2026-11-30, shares: 500, price: 31.07}"),
)
MORE_THAN_HELD: Final = _fault(
    "EVT07",
    "Nobody gives away more than is held.",
    "EDGAR has no balance below 0, and insiders may not sell short.",
    _events("vest: {from: units, to: common, date: 2026-11-18, shares: 1200}", before=_UNITS),
    _events("vest: {from: units, to: common, date: 2026-11-18, shares: 1000}", before=_UNITS),
    "EDGAR Ownership XML Technical Specification v5.5, section 3.2",
    "Securities Exchange Act of 1934, Section 16(c)",
    authority=Authority.EDGAR,
)
NOT_EXERCISABLE: Final = _fault(
    "EVT08",
    "A derivative is exercised from the day it is exercisable to the day it expires.",
    "Column 6 of the same form gives the two dates, so that one of three is wrong, or a note explains it.",
    _events("exercise: {from: option, to: common, date: 2026-11-18, shares: 1000}", before=_OPTION),
    _events(
        "exercise: {from: option, to: common, date: 2026-11-18, shares: 1000, note: Vesting accelerated.}",
        before=_OPTION,
    ),
    "Form 4, Table II, columns 3 and 6",
    authority=Authority.FORM,
)
WITHHELD_MORE: Final = _fault(
    "EVT09",
    "No more is withheld than came in.",
    "The shares that come in are reported in full, and what is withheld of them in rows of their own.",
    _events(
        "vest: {from: units, to: common, date: 2026-11-18, shares: 400, withheld: 412, price: 88.10}",
        before=_UNITS,
    ),
    _events(
        "vest: {from: units, to: common, date: 2026-11-18, shares: 1000, withheld: 412, price: 88.10}",
        before=_UNITS,
    ),
    "Form 4, General Instruction 4(a)(ii)",
    authority=Authority.FORM,
)
NOT_THE_HOLDER: Final = _fault(
    "EVT10",
    "Who sells is who holds.",
    "On a joint form each line belongs to the owners who hold it, and balances of others do not change.",
    "positions:\n  common: {security: Common Stock, held: 41471, owner: Federico}\nevents:\n"
    "  - sale: {from: common, owner: Smith, date: 2026-11-18, shares: 500, price: 31.07}\n",
    "positions:\n  common: {security: Common Stock, held: 41471, owner: Federico}\nevents:\n"
    "  - sale: {from: common, owner: Federico, date: 2026-11-18, shares: 500, price: 31.07}\n",
    "Rule 16a-3(j)",
    authority=Authority.FORM,
)
PLAN_WITHOUT_BOX: Final = _fault(
    "EVT11",
    "A transaction under a Rule 10b5-1 plan ticks the box.",
    "The box is about every transaction on the form, gifts too, and a ticked one needs the plan's date.",
    "plan_10b5_1: false\n" + _events("gift: {from: common, date: 2026-11-18, shares: 500, plan: true}"),
    "plan_10b5_1: {adopted: 2026-03-02}\n"
    + _events("gift: {from: common, date: 2026-11-18, shares: 500, plan: true}"),
    "Form 4, General Instruction 10",
    authority=Authority.FORM,
)
FILLS_DISAGREE: Final = _fault(
    "EVT12",
    "Fills add up to the event, and are of its day.",
    "The form reports what the broker confirmed; a fill too many or too few is a wrong balance.",
    _events("sale: {from: common, date: 2026-11-18, shares: 600, fills: [[300, 31.07], [200, 31.09]]}"),
    _events("sale: {from: common, date: 2026-11-18, shares: 500, fills: [[300, 31.07], [200, 31.09]]}"),
)
FILLS_UNREADABLE: Final = _fault(
    "EVT13",
    "Fills are a list of shares and prices, or a broker's file in the draft's folder.",
    "A file elsewhere would not travel with the draft, and a line that cannot be read is a trade left out.",
    _events("sale: {from: common, date: 2026-11-18, fills: ../fills.csv}"),
    _events("sale: {from: common, date: 2026-11-18, fills: fills.csv}"),
)
EARLIER_UNREADABLE: Final = _fault(
    "EVT14",
    "Balances come from an earlier filing of the same person in the same issuer.",
    "What cannot be read, or is about others, says nothing of what is held.",
    _events(
        "sale: {from: common-stock, date: 2026-11-18, shares: 500, price: 31.07}",
        before="positions:\n  from: missing.xml\n  common-stock: {security: Common Stock, held: 41471}\n",
    ),
    _events(
        "sale: {from: common-stock, date: 2026-11-18, shares: 500, price: 31.07}",
        before="positions:\n  from: earlier.yaml\n",
    ),
)
SERIES_UNCLEAR: Final = _fault(
    "EVT15",
    "A position has one line in the earlier filings.",
    "Its balance is that of the line with the same title, ownership and terms; none or several give none.",
    _events(
        "sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}",
        before="positions:\n  from: earlier.yaml\n  common: {security: Class A Common Stock}\n",
    ),
    _events(
        "sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}",
        before="positions:\n  from: earlier.yaml\n  common: {security: Common Stock}\n",
    ),
)
POSITION_INCOMPLETE: Final = _fault(
    "EVT16",
    "A position says what it is, and what is held.",
    "Every balance is computed from it, so that one that is unknown must not pass for 0.",
    _events(
        "grant: {to: common, date: 2026-11-18, shares: 500}",
        before="positions:\n  common: {security: Common Stock}\n",
    ),
    _events(
        "grant: {to: common, date: 2026-11-18, shares: 500}",
        before="positions:\n  common: {security: Common Stock, held: 0}\n",
    ),
)
WRONG_TABLE: Final = _fault(
    "EVT17",
    "What is exercised, vests or expires is a derivative; a voting trust holds shares.",
    "The first three are reported in Table II, the last in Table I only.",
    _events("vest: {from: common, to: common, date: 2026-11-18, shares: 100}"),
    _events("withhold: {from: common, date: 2026-11-18, shares: 41, price: 88.10}"),
    "Form 4, General Instructions 4(c)(i) and 8",
)
OUT_OF_ORDER: Final = _fault(
    "EVT18",
    "Events stand in the order of time.",
    "Each balance follows from the one above it.",
    _events(
        "gift: {from: common, date: 2026-11-19, shares: 500}",
        "sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}",
    ),
    _events(
        "sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}",
        "gift: {from: common, date: 2026-11-19, shares: 500}",
    ),
    severity=Severity.WARNING,
)
NET_MISMATCH: Final = _fault(
    "EVT19",
    "The shares kept for the exercise price are worth the exercise price.",
    "They pay it at market value, to the next whole share.",
    _events(
        "exercise: {from: option, to: common, date: 2027-03-18, shares: 1000, net: 320, price: 31.25}",
        before=_OPTION,
    ),
    _events(
        "exercise: {from: option, to: common, date: 2027-03-18, shares: 1000, net: 400, price: 31.25}",
        before=_OPTION,
    ),
    severity=Severity.WARNING,
)
TYPED_BALANCE: Final = _fault(
    "EVT20",
    "The balance of an event is computed, never typed.",
    "One that is typed stays as it is when an event above it changes.",
    _events("gift: {from: common, date: 2026-11-18, shares: 500, owned_after: 40971}"),
    _events("gift: {from: common, date: 2026-11-18, shares: 500}"),
)
FILLS_READ: Final = _fault(
    "EVT21",
    "How a file of fills was read is told where it is not plain.",
    "A trade that the broker cancelled, rejected or replaced is left out, one that is told twice counts "
    "once, and only the broker knows the range behind an average.",
    _events("sale: {from: common, date: 2026-11-18, fills: cancelled.csv}"),
    _events("sale: {from: common, date: 2026-11-18, fills: fills.csv}"),
    severity=Severity.NOTE,
)
SAME_SIDES: Final = _fault(
    "EVT22",
    "What goes out of a position goes somewhere else.",
    "From a position into the same nothing has changed hands: two rows would say so, and no balance move.",
    _events("gift: {from: common, to: common, date: 2026-11-18, shares: 100}"),
    _events("gift: {from: common, date: 2026-11-18, shares: 100}"),
)
UNREADABLE_SPLIT: Final = _fault(
    "EVT23",
    "A split says how many new shares came for how many old ones, and when.",
    "Balances from before that day are multiplied by it, and prices divided.",
    """\
positions:
  from: earlier.yaml
  adjust: {split: two times, date: 2026-06-15}
  common: {security: Common Stock}
events:
  - sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}
""",
    """\
positions:
  from: earlier.yaml
  adjust: {split: 2-for-1, date: 2020-06-15}
  common: {security: Common Stock}
events:
  - sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}
""",
    "17 CFR 240.16a-9(a)",
)
FRACTION_OF_SPLIT: Final = _fault(
    "EVT24",
    "A split leaves whole shares, or the draft says what became of the fraction.",
    "Issuers usually pay cash for a part of a share.",
    """\
positions:
  from: earlier.yaml
  adjust: {split: 3-for-2, date: 2026-11-10}
events:
  - gift: {from: common-stock-by-smith-family-trust, date: 2026-11-18, shares: 500}
""",
    """\
positions:
  from: earlier.yaml
  adjust: {split: 2-for-1, date: 2026-11-10}
events:
  - gift: {from: common-stock-by-smith-family-trust, date: 2026-11-18, shares: 500}
""",
    "17 CFR 240.16a-9(a)",
    severity=Severity.WARNING,
)

FAULTS: Final = (
    *(UNKNOWN_POSITION, ONE_KIND, STRAY_KEY, MISSING, NOT_AN_AMOUNT, WRONG_DATE, MORE_THAN_HELD),
    *(NOT_EXERCISABLE, WITHHELD_MORE, NOT_THE_HOLDER, PLAN_WITHOUT_BOX, FILLS_DISAGREE, FILLS_UNREADABLE),
    *(EARLIER_UNREADABLE, SERIES_UNCLEAR, POSITION_INCOMPLETE, WRONG_TABLE, OUT_OF_ORDER, NET_MISMATCH),
    *(TYPED_BALANCE, FILLS_READ, SAME_SIDES, UNREADABLE_SPLIT, FRACTION_OF_SPLIT),
)
"""Every fault of positions and events, in the order of their codes."""

REFUSALS: Final = frozenset(fault.code for fault in FAULTS) - frozenset(
    fault.code
    for fault in (
        *(NOT_EXERCISABLE, WITHHELD_MORE, NOT_THE_HOLDER, PLAN_WITHOUT_BOX, OUT_OF_ORDER, NET_MISMATCH),
        *(TYPED_BALANCE, FILLS_READ, FRACTION_OF_SPLIT),
    )
)
"""The codes of faults that leave rows out of the form, so that no reason can allow them."""
