"""Whether a broker's name of a security is the issuer's: `ABC US`, `ABC.N`, `NYSE:ABC`, `BRK/B`."""

import re
from typing import Final

from form4kit.lazy_re import pattern

_EXCHANGES: Final = frozenset(
    [
        "NYSE",
        "NASDAQ",
        "NASDAQGS",
        "NASDAQGM",
        "NASDAQCM",
        "NAS",
        "NYS",
        "NYQ",
        "NMS",
        "NSQ",
        "XNYS",
        "XNAS",
        "AMEX",
        "XASE",
        "NYSEAMERICAN",
        "NYSEMKT",
        "ARCA",
        "NYSEARCA",
        "ARCX",
        "PCX",
        "PSE",
        "BATS",
        "BATO",
        "BZX",
        "CBOE",
        "IEX",
        "IEXG",
        "OTC",
        "OTCMKTS",
        "OTCQX",
        "OTCQB",
        "PINK",
        "PNK",
        "US",
        "USA",
    ]
)
_COMPOSITES: Final = frozenset("US UN UQ UW UR UA UP UV UF UU".split())  # noqa: SIM905
"""What Bloomberg puts after a symbol for a market of the United States."""

_REUTERS: Final = frozenset("N O OQ OA OB K PK".split())  # noqa: SIM905
_NONE: Final = frozenset(["", "NONE", "N/A", "NA", "NOT APPLICABLE"])
_NOT_SHARES: Final = pattern(
    r"\b(?:CALLS?|PUTS?|OPTIONS?|OPT|WARRANTS?|RIGHTS?|UNITS?|PFD|PREF\w*|NOTES?|BONDS?)\b"
)
_TICKER: Final = pattern(r"[A-Z]{1,5}(?:[./\- ][A-Z]{1,2})?\Z")
_IN_WORDS: Final = pattern(r"\(([A-Z.:/\- ]{1,16})\)\s*\Z|\A([A-Z][A-Z./]{0,7}) +[-–|] +")
_TITLES: Final = frozenset("COM CMN CS ORD STK STOCK EQ ADR ADS RSU RSUS ESPP SHARE SHS".split())  # noqa: SIM905


_COMPANY: Final = pattern(
    r"\b(?:INC|INCORPORATED|CORP|CORPORATION|CO|COMPANY|LTD|LIMITED|PLC|LLC|LP|N\.?V\.?|S\.?A\.?|AG|SE|HOLDINGS?"
    r"|HLDGS?|GROUP|GRP|BANCORP|TRUST)\b"
)
_COMMON_WORDS: Final = frozenset(
    [
        *(
            "THE",
            "AND",
            "OF",
            "INC",
            "INCORPORATED",
            "CORP",
            "CORPORATION",
            "CO",
            "COMPANY",
            "LTD",
            "LIMITED",
        ),
        *("PLC", "LLC", "LP", "NV", "SA", "AG", "SE", "HOLDING", "HOLDINGS", "HLDG", "HLDGS", "GROUP", "GRP"),
        *(
            "BANCORP",
            "TRUST",
            "COMMON",
            "SHARES",
            "CLASS",
            "CL",
            "NEW",
            "DE",
            "USD",
            "PAR",
            "VALUE",
            "ORDINARY",
        ),
    ]
)


def symbols_of(text: str | None) -> tuple[str, ...]:
    """Return the symbols that a form gives for its issuer: `BRK.A, BRK.B` has two, `NONE` has none."""
    parts = re.split(r"[,;&|]|\band\b", (text or "").strip(), flags=re.I)
    return tuple(part.strip().upper() for part in parts if part.strip().upper() not in _NONE)


def same_symbol(text: str, symbols: tuple[str, ...]) -> bool:
    """Tell whether a cell names one of the issuer's symbols, with or without a United States market."""
    wanted = {_squashed(symbol) for symbol in symbols}
    cell = text.strip().upper()
    if _NOT_SHARES.search(cell):
        return False
    named = _IN_WORDS.search(cell)
    cells = [cell, (named[1] or named[2]) if named else cell]
    return any(_squashed(each) in wanted or _squashed(_bare(each)) in wanted for each in cells)


def is_ticker(text: str) -> bool:
    """Tell whether a text looks like a symbol rather than a title of securities."""
    return bool(_TICKER.match(text.strip())) and text.strip() not in _TITLES


def other_company(text: str, company: str, symbols: tuple[str, ...]) -> bool:
    """Tell whether a broker's name of a security is that of another company: `Apple Inc.`, `ZZQX CORP COM`.

    Brokers cut names short: one word in common is enough, its vowels left aside. A title alone, as
    `Common Stock`, names no company.
    """
    if not company or not _COMPANY.search(text.upper()) or same_symbol(text, symbols):
        return False
    here, there = (_bones(each) for each in (text, company))
    known = there | {_squashed(symbol) for symbol in symbols}
    return bool(here) and not any(a.startswith(b[:3]) or b.startswith(a[:3]) for a in here for b in known)


def _bones(name: str) -> set[str]:
    words = re.findall(r"[A-Z0-9]{2,}", name.upper())
    return {
        word[0] + re.sub(r"[AEIOUY]", "", word[1:]) for word in words if word not in _TITLES | _COMMON_WORDS
    }


def _squashed(symbol: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", symbol)


def _bare(cell: str) -> str:
    """Take a market of the United States off: before or after a colon, after a blank, a period or a dash."""
    text = re.sub(r"\s+EQUITY\Z|\A\$", "", cell).strip()
    before, colon, after = (part.strip() for part in text.partition(":"))
    if colon:
        return before if after in _COMPOSITES else after if before in _EXCHANGES else text
    for gap, markets in ((" ", _COMPOSITES), ("-", _COMPOSITES), (".", _REUTERS | _COMPOSITES)):
        name, found, market = text.rpartition(gap)
        if found and market in markets:
            return name
    return text
