"""The columns of a table, and the spellings of their headers."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from form4kit.lazy_re import pattern

SPELLINGS: Final[dict[str, str]] = {
    "person": "owner insider reportingowner reportingperson key name personcik ownercik cik participant"
    " grantee director officer holder employee",
    "issuer": "company issuername",
    "date": "transactiondate tradedate dateoftransaction grantdate dateofgrant vestdate vestingdate"
    " purchasedate saledate exercisedate giftdate eventdate day",
    "shares": "units rsus quantity qty amount numberofshares numberofunits noofshares sharecount"
    " sharesgranted unitsgranted granted vested sharesvested unitsvested vestedshares vestedunits sharessold"
    " sold bought purchased sharespurchased exercised sharesexercised optionsexercised given options",
    "price": "pricepershare shareprice fmv fairmarketvalue marketprice marketvalue saleprice purchaseprice"
    " closingprice close usdprice",
    "security": "title class titleofsecurity securitytitle shareclass stock",
    "award": "awardtype grant granttype awardtitle unit derivative derivativesecurity",
    "exercise_price": "strike strikeprice optionprice conversionprice",
    "exercisable": "vesting vestingschedule vests dateexercisable vestingterms",
    "expires": "expiration expirationdate expiry expirydate",
    "held": "heldbefore opening openingbalance balancebefore priorbalance sharesheld ownedbefore",
    "owned_after": "balance balanceafter heldafter holdings ownedfollowing totalafter closingbalance"
    " sharesafter",
    "units_held": "unitsbefore optionsheld optionsbefore outstanding unitsoutstanding awardsheld",
    "units_after": "unitsleft unitsremaining optionsafter optionsleft optionsremaining remaining",
    "withheld": "shareswithheld withheldshares taxshares withheldfortaxes netted",
    "ownership": "nature natureofownership heldby directorindirect",
    "plan_adopted": "planadoption planadoptiondate adopted adoptiondate plandate rule10b51adopted",
    "recipient": "to donee giftto beneficiary",
    "footnote": "note notes explanation",
    "signature": "signedby signer signaturename",
    "signed": "signaturedate datesigned signedon",
    "file": "draft filename outputfile",
}
"""Each column by its own name, and other spellings of it, as letters and digits alone."""

_NOT_ALIKE = pattern(r"[^a-z0-9]")


def bare(header: str) -> str:
    """Reduce a header to its letters and digits: `Trade Date`, `trade_date` and `TradeDate` are one."""
    return _NOT_ALIKE.sub("", header.lower())


_COLUMNS: Final = {
    spelling: column
    for column, spellings in SPELLINGS.items()
    for spelling in (bare(column), *spellings.split())
}

_LIKE: Final = {
    "person": pattern(
        r"(?:participant|employee|grantee|holder|insider|owner|reporting(?:owner|person)|executive|person)s?"
        r"(?:full|legal|last)?name\Z"
    ),
    "shares": pattern(
        r"(?:(?:total)?n(?:umber|o|um|br)of)?(?:shares?|units?|rsus?|psus?|rsas?|psas?|awards?|(?:stock)?options?)"
        r"(?:granted|awarded|vested|vesting|sold|purchased|bought|exercised|given)\Z"
        r"|(?:total)?n(?:umber|o|um|br)of(?:shares?|units?|rsus?|psus?|rsas?|psas?|awards?|(?:stock)?options?)\Z"
    ),
}
"""Spellings of a column that are put together from the same words: `Participant Name`, `No. of RSUs`."""

_OF_A_KIND: Final[dict[str, dict[str, str]]] = {
    "grant": {"vestdate": "exercisable", "vestingdate": "exercisable"},
    "vest": {"grantdate": "", "dateofgrant": ""},
    "exercise": {"grantdate": "", "dateofgrant": "", "vestdate": "exercisable", "vestingdate": "exercisable"},
}
"""What a header means in one kind of table alone; empty where it says what no row has."""


def is_of_a_kind(header: str, kind: str) -> bool:
    """Tell whether a header means something else in this kind of table than in others."""
    return bare(header) in _OF_A_KIND.get(kind, {})


def column_of(header: str, kind: str = "", own: Mapping[str, str] = {}) -> str | None:
    """Return the column that a header stands for, units in brackets left aside: `Price (USD)`.

    `own` are a house's own headers, as letters and digits, which come before all others.
    """
    text = header.partition("(")[0] or header
    for name in (bare(header), bare(text)):
        if name in own:
            return own[name]
    found = _OF_A_KIND.get(kind, {}).get(bare(text))
    if found is not None:
        return found or None
    word = bare(text)
    likely = next((column for column, spelling in _LIKE.items() if spelling.match(word)), None)
    return _COLUMNS.get(word) or _published().get(word) or likely


@lru_cache(maxsize=1)
def _published() -> dict[str, str]:
    """Return the headers that administrators publish in their help, each with its source in the file."""
    lines = Path(__file__).with_name("headings.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {bare(heading): column for heading, column, *_ in cells}
