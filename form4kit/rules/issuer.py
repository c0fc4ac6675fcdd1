"""Rules on the issuer: its number and its trading symbols."""

import re

from form4kit.analysis.identity import cik_fault
from form4kit.analysis.passages import if_left_blank
from form4kit.convert import bare_cik
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_LONGEST_SYMBOL = 10
_LONGEST_FOREIGN_SYMBOL = 14
_EXCHANGE = pattern(r"^(?:NYSE|NASDAQ|AMEX|OTC\w*|CBOE|TSXV?|LSE)\b[\s:.-]|[()\[\]\"$]|:", re.IGNORECASE)


@rule(
    "ISS01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 4.3.1 and 5"],
    good=[{"issuer.cik": "46129"}],
    bad=[
        Bad({"issuer.cik": "CIK46129"}, at="issuer.cik"),
        Bad({"issuer.cik": "00000461290"}, at="issuer.cik"),
        Bad({"issuer.cik": None}, at="issuer.cik"),
    ],
)
def issuer_has_a_cik(filing: Filing) -> Problems:
    """Give the issuer's CIK as one to ten digits.

    EDGAR suspends a form whose issuer it cannot find by number; whether the number exists only EDGAR knows.
    """
    if fault := cik_fault(filing.issuer.cik.text):
        yield Problem(filing.issuer.at("cik"), fault, "Write its digits alone; leading zeros do not matter.")


@rule(
    "ISS02",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.3.1"],
    good=[{"issuer.symbol": "NONE"}, {"issuer.symbol": "BCDA;BCDAW"}],
    bad=[
        Bad({"issuer.symbol": None}, at="issuer.symbol"),
        Bad({"issuer.symbol": "AMOTMOTIONS"}, at="issuer.symbol"),
    ],
)
def symbol_is_given(filing: Filing) -> Problems:
    """Give a trading symbol of at most 10 characters.

    EDGAR suspends a form without one; issuers without a listing write NONE. Blanks alone pass its schema, so
    that in a document of record they are no more than a warning.
    """
    symbol = filing.issuer.symbol
    if symbol.value is None:
        hint = "Give the ticker, or NONE."
        severity = if_left_blank(filing, symbol)
        yield Problem(filing.issuer.at("symbol"), "no trading symbol", hint, severity)
    elif len(symbol.text or "") > _LONGEST_SYMBOL:
        message = f"{symbol.text} has {len(symbol.text or '')} characters, the most is {_LONGEST_SYMBOL}"
        yield Problem(filing.issuer.at("symbol"), message, "Give the ticker alone.")


@rule(
    "ISS03",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.5"],
    good=[
        {"issuer.foreign_symbol": "SHEL"},
        {"issuer.foreign_symbol": "ABCDEFGHIJKLMN"},
        {"foreign_private": True, "issuer.foreign_symbol": "SHEL"},
    ],
    bad=[
        Bad({"issuer.foreign_symbol": "ABCDEFGHIJKLMNO"}, at="issuer.foreign_symbol"),
        Bad({"foreign_private": True}, at="issuer.foreign_symbol", severity=Severity.NOTE),
    ],
)
def foreign_symbol_fits(filing: Filing) -> Problems:
    """Give a foreign trading symbol of at most 14 characters.

    The field is new in March 2026, box 2a of Form 4. It is optional, and empty for an issuer that is
    listed in the United States alone; of a foreign private issuer this asks.
    """
    symbol = filing.issuer.foreign_symbol
    if len(symbol.text or "") > _LONGEST_FOREIGN_SYMBOL:
        message = f"{len(symbol.text or '')} characters, the most is {_LONGEST_FOREIGN_SYMBOL}"
        yield Problem(filing.issuer.at("foreign_symbol"), message, "Give the symbol alone.")
    elif filing.context.foreign_private and not symbol and filing.edition >= "2026":
        hint = "Give the symbol of its home market, if it is listed there."
        message = "a foreign private issuer without a foreign trading symbol"
        yield Problem(filing.issuer.at("foreign_symbol"), message, hint, Severity.NOTE, Authority.PRACTICE)


@rule(
    "ISS04",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.3.1"],
    sources=["submission"],
    bad=[
        Bad(
            xml=(("<issuerTradingSymbol>", "<issuerName>ALLIED MOTION</issuerName><issuerTradingSymbol>"),),
            at="issuer.name",
        )
    ],
    good=[Good(xml=(("AMOT", "AMOT"),)), {"published": True}],
)
def issuer_name_is_not_sent(filing: Filing) -> Problems:
    """Leave the issuer's name to EDGAR.

    EDGAR takes it from the CIK, discards what was sent, and warns.
    """
    if filing.issuer.name:
        message = f"issuerName {filing.issuer.name.text!r} is sent"
        yield Problem(filing.issuer.at("name"), message, "Leave issuerName out of the document.")


@rule(
    "ISS05",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["17 CFR 240.16a-1(a)"],
    good=[{"owners[0].cik": "46130"}],
    bad=[Bad({"owners[0].cik": "46129"}, at="owners[0].cik")],
)
def issuer_is_not_its_own_insider(filing: Filing) -> Problems:
    """Give issuer and owner each their own CIK.

    An issuer is hardly ever an insider of itself, and the two numbers are easily mixed up.
    """
    issuer = bare_cik(filing.issuer.cik.text)
    for owner in filing.owners:
        if issuer and bare_cik(owner.cik.text) == issuer:
            yield Problem(
                owner.at("cik"), f"{owner.cik.text} is the issuer's own CIK", "Give the insider's CIK."
            )


@rule(
    "ISS06",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, box 2; Form 3, box 3"],
    good=[{"issuer.symbol": "WLY, WLYB"}, {"issuer.symbol": "BRK.A"}],
    bad=[
        Bad({"issuer.symbol": "NYSE:AMOT"}, at="issuer.symbol"),
        Bad({"issuer.symbol": "(AMOT)"}, at="issuer.symbol"),
    ],
)
def symbol_stands_alone(filing: Filing) -> Problems:
    """Write the symbol without its exchange and without brackets.

    Who looks for an insider's forms by ticker does not find `NYSE:AMOT`. Several symbols may stand together.
    """
    symbol = filing.issuer.symbol.text or ""
    if len(symbol) <= _LONGEST_SYMBOL and _EXCHANGE.search(symbol):
        yield Problem(
            filing.issuer.at("symbol"), f"{symbol} is more than a symbol", "Write the ticker alone."
        )
