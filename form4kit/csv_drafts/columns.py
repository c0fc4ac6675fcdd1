"""The columns of a table, and the spellings of their headers."""

from typing import Final

from form4kit.lazy_re import pattern

SPELLINGS: Final[dict[str, str]] = {
    "person": "owner insider reportingowner reportingperson key name personcik ownercik cik participant"
    " grantee director officer holder employee",
    "issuer": "company issuername",
    "date": "transactiondate tradedate dateoftransaction grantdate dateofgrant vestdate vestingdate"
    " purchasedate saledate exercisedate giftdate eventdate day",
    "shares": "units quantity qty amount numberofshares numberofunits noofshares sharecount"
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


def column_of(header: str) -> str | None:
    """Return the column that a header stands for, units in brackets left aside: `Price (USD)`."""
    text = header.partition("(")[0] or header
    return _COLUMNS.get(bare(text))
