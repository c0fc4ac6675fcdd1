"""Rules on the transaction code: the letter that says what happened."""

import re

from form4kit.analysis.rows import CODES_LISTED, SPEC
from form4kit.findings import Authority, Edit, Fix, Severity
from form4kit.law.codes import CODES
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Problem, Problems, rule

_K = pattern(r"([A-Z]?)[\s/]*K", re.I)
_V = pattern(r"([A-Z]?)[\s/]*V", re.I)
_PRINTED = pattern(r"([A-Z])[\s/]*[45]", re.I)
_OF_A_TRANSACTION = ("date", "deemed", "timeliness", "shares", "total_value", "price", "acquired_disposed")


def _told(row: Row) -> str:
    """Say what a row without a code has of a transaction."""
    names = {"total_value": "total value", "acquired_disposed": "(A) or (D)", "shares": "amount"}
    told = [names.get(name, name) for name in _OF_A_TRANSACTION if getattr(row, name)]
    return ", ".join(told[:3])


_WORDS = (
    dict.fromkeys(("SELL", "SALE", "SOLD", "SLD", "SELLING"), "S")
    | dict.fromkeys(("BUY", "BOUGHT", "PURCHASE", "PURCHASED", "BOT"), "P")
    | dict.fromkeys(("GRANT", "GRANTED", "AWARD", "AWARDED", "RSU"), "A")
    | dict.fromkeys(("GIFT", "GIFTED", "DONATION"), "G")
    | dict.fromkeys(("EXERCISE", "EXERCISED", "VEST", "VESTED", "VESTING", "EX"), "M")
    | dict.fromkeys(("TAX", "WITHHELD", "WITHHOLDING", "WITHHOLD"), "F")
    | dict.fromkeys(("CONVERSION", "CONVERT", "CONVERTED"), "C")
    | dict.fromkeys(("INHERITED", "INHERITANCE", "WILL"), "W")
    | dict.fromkeys(("TENDER", "TENDERED"), "U")
)
"""What people write for a code, and the code that it most likely is."""


@rule(
    "COD01",
    Severity.ERROR,
    Authority.EDGAR,
    forms="45",
    cites=[f"{SPEC}, section 3.6.10", CODES_LISTED],
    good=[{"non_derivative[0].code": "U"}],
    bad=[
        Bad({"non_derivative[0].code": "B"}, at="non_derivative[0].code"),
        Bad({"non_derivative[0].code": "s"}, at="non_derivative[0].code"),
        Bad({"non_derivative[0].code": "S4"}, at="non_derivative[0].code"),
    ],
)
def known_code(filing: Filing) -> Problems:
    """Give each transaction one of the 18 transaction codes.

    They are A C D E F G H I J L M O P S U W X Z. EDGAR suspends a filing with any other, a small letter
    or a blank beside it included.
    """
    for row in filing.rows:
        text = row.code.text
        if (
            not text
            or text in CODES
            or row.holding
            or _K.fullmatch(text.strip())
            or _V.fullmatch(text.strip())
        ):
            continue
        meant, printed = text.strip().upper(), _PRINTED.fullmatch(text.strip())
        hint, fix = f"Choose among {' '.join(sorted(CODES))}.", None
        if meant in CODES:
            hint = f"Write {meant}, a capital letter alone."
            marks = "".join(f" ^{name}" for name in row.code.names)
            fix = Fix(f"Write {meant}", (Edit("set", (*row.path, "code"), meant + marks),))
        elif meant in _WORDS:
            code = _WORDS[meant]
            hint = f"Write {code} ({CODES[code].name.lower()}), if that is what happened."
        elif printed and printed[1].upper() in CODES:
            hint = f"Write {printed[1].upper()} alone; EDGAR prints the 4 or 5 of a late report itself."
        yield Problem(row.at("code"), f'"{text}" is not a transaction code', hint, fix=fix)


@rule(
    "COD02",
    Severity.ERROR,
    Authority.EDGAR,
    forms="45",
    cites=[f"{SPEC}, section 4.3.8.2", CODES_LISTED],
    good=[{"non_derivative[0].swap": "true"}],
    bad=[
        Bad({"non_derivative[0].code": "K"}, at="non_derivative[0].code"),
        Bad({"non_derivative[0].code": "S/K"}, at="non_derivative[0].code"),
    ],
)
def equity_swap_is_a_flag(filing: Filing) -> Problems:
    """Mark an equity swap by its flag beside the code.

    The printed form shows S/K because EDGAR adds the K to the code of a flagged row; it accepts no K as
    a code.
    """
    for row in filing.rows:
        found = _K.fullmatch((row.code.text or "").strip())
        if found and not row.holding:
            code = found[1].upper() or "S"
            hint = f"Write `code: {code}` and `swap: true` (equitySwapInvolved is 1)."
            yield Problem(row.at("code"), f'"{row.code.text}" is not a code: K is a flag', hint)


@rule(
    "COD03",
    Severity.ERROR,
    Authority.EDGAR,
    forms="45",
    cites=[f"{SPEC}, section 4.3.8.2", CODES_LISTED],
    good=[
        {"non_derivative[1].code": "G", "non_derivative[1].early": "true"},
    ],
    bad=[
        Bad({"non_derivative[0].code": "V"}, at="non_derivative[0].code"),
        Bad({"non_derivative[0].code": "G/V"}, at="non_derivative[0].code"),
    ],
)
def early_report_is_a_form_type(filing: Filing) -> Problems:
    """Mark a voluntary early report by its form type beside the code.

    V is what the printed Form 4 shows for a transaction of form type 5; EDGAR accepts no V as a code.
    """
    for row in filing.rows:
        found = _V.fullmatch((row.code.text or "").strip())
        if found and not row.holding:
            code = found[1].upper() or "G"
            hint = f"Write `code: {code}` and `early: true` (transactionFormType is 5)."
            yield Problem(row.at("code"), f'"{row.code.text}" is not a code: V marks an early report', hint)


@rule(
    "COD04",
    Severity.ERROR,
    Authority.EDGAR,
    forms="45",
    cites=[f"{SPEC}, sections 3.5, 4.3.8.2 and 4.3.8.3"],
    good=[{"non_derivative[0].code": "P"}],
    bad=[
        Bad({"non_derivative[0].code": None}, at="non_derivative[0].code"),
        Bad({"non_derivative[2].price": "31.07"}, at="non_derivative[2].code"),
    ],
)
def transaction_has_a_code(filing: Filing) -> Problems:
    """Give every transaction a code.

    A row without one reads as a holding, which has neither date nor amount nor price; a transaction
    without its coding group passes the schema, and EDGAR suspends it.
    """
    for row in filing.rows:
        if row.code.text:
            continue
        if not row.holding:
            message = "the transaction has no code"
        elif told := _told(row):
            message = f"has {told} but no code"
        else:
            continue
        hint = "Say `code:` for a transaction; for a holding give only what is owned."
        yield Problem(row.at("code"), message, hint)


@rule(
    "COD40",
    Severity.ERROR,
    Authority.EDGAR,
    forms="3",
    cites=[f"{SPEC}, section 4.3.8", "17 CFR 240.16a-3(a)"],
    good=[{}],
    bad=[
        Bad(
            {
                "non_derivative[0].code": "A",
                "non_derivative[0].date": "2026-11-16",
                "non_derivative[0].acquired": "500",
                "non_derivative[0].price": "0",
            },
            on="3",
            at="non_derivative[0].code",
        ),
        Bad({"non_derivative[0].date": "2026-11-16"}, on="3", at="non_derivative[0].date"),
    ],
)
def form_3_lists_holdings(filing: Filing) -> Problems:
    """List only holdings on a Form 3.

    It is the first statement of what is owned. EDGAR's schema has no transaction, date or price there.
    """
    for row in filing.rows:
        if row.code or not row.holding:
            yield Problem(row.at("code"), f"code {row.code.text or 'missing'} on a Form 3", _FORM_3)
        elif told := next((name for name in _OF_A_TRANSACTION if getattr(row, name)), None):
            yield Problem(row.at(told), f"has {_told(row)} on a Form 3", _FORM_3)


_FORM_3 = "Leave out all but title, amount and ownership; a transaction goes on a Form 4."
