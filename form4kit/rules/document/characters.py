"""Rules on the characters of free text: what EDGAR stores, prints and counts."""

import unicodedata
from collections.abc import Iterator

from form4kit.analysis.passages import cached_for_filing
from form4kit.findings import Authority, Edit, Fix, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Placed
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import scalar

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_ADDRESS = ("street1", "street2", "city", "territory")
_ROW = ("security", "underlying", "nature")
_ESCAPED = pattern(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]+|#x[0-9a-fA-F]+);")
_PLAIN = (
    dict.fromkeys("\u2018\u2019\u201a\u2032\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u2003\u2002", "a blank")
    | dict.fromkeys("\x7f\u200b\u200c\u200d\ufeff\u00ad\u2060", "nothing")
    | {"\u2022": "*", "\u00b7": "*", "\u2020": "*", "\u2021": "**", "\u00d7": "x"}
    | {"\u00a9": "(c)", "\u00ae": "(R)", "\u2122": "(TM)", "\u2120": "(SM)", "\u00a7": "Section"}
    | {"\u20ac": "EUR", "\u00a3": "GBP", "\u00a5": "JPY", "\u00a2": "cents"}
    | {"\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4"}
    | {
        "\u00df": "ss",
        "\u00f8": "o",
        "\u00d8": "O",
        "\u00e6": "ae",
        "\u00c6": "AE",
        "\u0142": "l",
        "\u0141": "L",
    }
)
"""Plain writing for what word processors and other languages put in; accents are taken off by rule."""
_MOST_NAMED = 3

PlacedText = tuple[Placed, str, str]
"""Whose it is, the name of the field, and the text, which is not empty."""


@cached_for_filing
def _short_texts(filing: Filing) -> tuple[PlacedText, ...]:
    """Return the one-line texts of a filing, but for names, which EDGAR does not take."""
    return tuple([(at, name, found.text) for at, name, found in _one_line(filing) if found.text])


def _one_line(filing: Filing) -> Iterator[tuple[Placed, str, Field[str]]]:
    yield filing.issuer, "symbol", filing.issuer.symbol
    yield filing.issuer, "foreign_symbol", filing.issuer.foreign_symbol
    for owner in filing.owners:
        yield owner, "officer_title", owner.officer_title
        yield owner, "other_text", owner.other_text
        if owner.address:
            for name in _ADDRESS:
                yield owner.address, name, getattr(owner.address, name)
    for table in (filing.non_derivative, filing.derivative):
        for row in table:
            for name in _ROW:
                yield row, name, getattr(row, name)


@cached_for_filing
def _texts(filing: Filing) -> tuple[PlacedText, ...]:
    """Return every text in which any character may stand."""
    long: list[tuple[Placed, str, Field[str]]] = [(note, "text", note.text) for note in filing.footnotes]
    long.append((filing, "remarks", filing.remarks))
    long += [(signature, "name", signature.name) for signature in filing.signatures]
    return (*_short_texts(filing), *[(at, name, found.text) for at, name, found in long if found.text])


@rule(
    "XML03",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=[f"{_SPEC}, section 4.1 (5) and (6)"],
    sources=["draft", "submission"],
    good=[{"signatures[0].name": "Federico Fund,\nby /s/ Richard D. Federico"}],
    bad=[
        Bad({"non_derivative[0].security": " Common Stock"}, at="non_derivative[0].security"),
        Bad({"owners[0].officer": "Chief\nFinancial Officer"}, at="owners[0].officer_title"),
        Bad({"signatures[0].name": "/s/ Richard D. Federico "}, at="signatures[0].name"),
    ],
)
def value_stands_on_one_line(filing: Filing) -> Problems:
    """Write a value without blanks around it and without line breaks inside.

    EDGAR counts them towards the longest length, and prints them. Footnotes, remarks and signatures may
    run over several lines.
    """
    for at, name, text in _short_texts(filing):
        yield from _blanks(at, name, text, " ".join(text.splitlines()) != text)
    for signature in filing.signatures:
        if signed := signature.name.text:
            yield from _blanks(signature, "name", signed, False)


# Where a draft writes two fields in one value, the field alone cannot be set.
_JOINED = frozenset(["officer_title", "other_text", "street1", "street2", "nature"])


def _blanks(at: Placed, name: str, text: str, broken: bool) -> Problems:
    if text != text.strip():
        place = at.at(name)
        trimmed = Edit("set", place.path, scalar(text.strip()))
        alone = name not in _JOINED and not getattr(at, name).marks
        fix = Fix("Take the blanks out", (trimmed,)) if alone else None
        yield Problem(place, f"blanks around {text.strip()!r}", "Take them out.", fix=fix)
    elif broken:
        yield Problem(at.at(name), f"a line break in {text!r}", "Write it on one line.")


@rule(
    "XML04",
    Severity.WARNING,
    Authority.EDGAR,
    cites=["EDGAR Filer Manual, volume II, section 5.2.1.2", f"{_SPEC}, section 3.2"],
    good=[{"footnotes.award": 'Grant under the "2020 Plan" - vesting\tin full on May 1, 2027.'}],
    bad=[
        Bad({"footnotes.award": "Grant under the \u201c2020 Plan\u201d of 2020."}, at="footnotes.award.text"),
        Bad(
            {"non_derivative[2].ownership": {"indirect": "By Soci\u00e9t\u00e9"}},
            at="non_derivative[2].nature",
        ),
        Bad({"remarks": "Voluntary\u00a0filing."}, at="remarks"),
    ],
)
def text_is_plain_ascii(filing: Filing) -> Problems:
    """Write text in plain ASCII characters.

    That is EDGAR's general character set; of 18,800 published ownership forms none has another character.
    """
    for at, name, text in _texts(filing):
        if text.isascii() and "\x7f" not in text:
            continue
        strange = list(dict.fromkeys(sign for sign in text if not sign.isascii() or sign == "\x7f"))
        named = ", ".join(_named(sign) for sign in strange[:_MOST_NAMED])
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        swaps = [f"{plain} for {_named(sign)}" for sign in strange[:_MOST_NAMED] if (plain := _plain(sign))]
        yield Problem(at.at(name), f"{named}{more} outside plain ASCII", f"Write {_list(swaps)}.")


def _named(sign: str) -> str:
    """Name a character: itself where it can be seen, and its name."""
    name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    return f"{sign} ({name})" if sign.isprintable() and not sign.isspace() else name


def _plain(sign: str) -> str:
    """Return plain characters to stand for one that is not; empty where there are none."""
    known = _PLAIN.get(sign)
    if known is None:
        known = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return known if known in ("a blank", "nothing", "") else f"`{known}`"


def _list(swaps: list[str]) -> str:
    return ", ".join(swaps) if swaps else "it in plain letters"


@rule(
    "XML05",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=[f"{_SPEC}, sections 3.2 and 5"],
    good=[
        {"non_derivative[2].ownership": {"indirect": "By Smith & Sons LLC"}},
        Good(xml=(("By Family Trust", "By Smith &amp; Sons LLC"),)),
    ],
    bad=[
        Bad({"remarks": "Smith &amp; Sons"}, at="remarks"),
        Bad(xml=(("By Family Trust", "By Smith &amp;amp; Sons"),), at="non_derivative[2].nature"),
    ],
)
def text_is_escaped_once(filing: Filing) -> Problems:
    """Escape the ampersand and its like once.

    In a document `&` is written `&amp;`; escaped again, or escaped in a draft, it is printed as `&amp;`.
    """
    for at, name, text in _texts(filing):
        if "&" in text and (escaped := _ESCAPED.search(text)):
            from html import unescape  # with a table of two thousand names, which few filings need

            message = f"prints as {escaped[0]!r}"
            yield Problem(at.at(name), message, f"Write the character itself: `{unescape(escaped[0])}`.")
