"""Rules on what a reader finds in an exhibit: the text of it, and a typed signature."""

from form4kit.edgar.exhibit_content import Kind
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.exhibits.attached import Attached, attached, kind_of, name_of, repaired
from form4kit.rules.rule import Bad, Problem, Problems, rule

_NAMED = "Exhibit 24 - Power of Attorney"
_AT = "exhibits[0].file"
_CONFORMED = pattern(r"[/\\]\s*s\s*[/\\]", 2)  # re.IGNORECASE
_LETTER = pattern(r"[A-Za-z]")
_FEW = 40
"""The letters that a page may have beside a picture and still say nothing: a heading, a number."""


def _with(content: str, name: str = "poa.txt") -> dict[str, object]:
    """Return the edits for one power of attorney that holds a text."""
    return {"exhibits": [{"file": name, "type": "EX-24"}], "files": {name: content}, "remarks": _NAMED}


def _scanned(words: str) -> dict[str, object]:
    """Return the edits for a power of attorney with a picture."""
    made = _with(f"<p>{words}</p><img src=poa.jpg>", "poa.htm")
    made["exhibits"] = [{"file": "poa.htm", "type": "EX-24"}, {"file": "poa.jpg", "type": "GRAPHIC"}]
    return made


def _is_picture_alone(each: Attached) -> bool:
    words = each.seen.words
    return words is not None and each.seen.shows_pictures and len(_LETTER.findall(words)) < _FEW


@rule(
    "EXH22",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["EDGAR Filer Manual, Volume II, 5.2.1.2"],
    sources=["draft", "submission"],
    good=[_with("Is it so? I appoint Jane Doe.\n/s/ A. Poe")],
    bad=[
        Bad(_with("The undersigned?s attorney\n/s/ A. Poe"), at=_AT),
        Bad(_with("<p>The undersigned&#65533;s attorney<p>/s/ A. Poe", "poa.htm"), at=_AT),
    ],
)
def no_character_was_lost(filing: Filing) -> Problems:
    """Look for characters that were lost when an exhibit was saved.

    A question mark where an apostrophe was, `undersigned?s`, is what a program writes that knows no better;
    the public reads a damaged power of attorney. EDGAR takes it all the same.
    """
    for each in attached(filing):
        for trait in each.seen.traits:
            if trait.kind is Kind.LOST:
                more = f" (and {trait.more:,} more)" if trait.more else ""
                message = f"{name_of(each.document)}:{trait.line}:{trait.column}: {trait.what}{more}"
                yield Problem(each.document.at("file"), message, repaired(each.document, trait))


@rule(
    "EXH23",
    Severity.NOTE,
    Authority.FORM,
    cites=["17 CFR 232.304(e)"],
    sources=["draft", "submission"],
    good=[_scanned("I, the undersigned, appoint Jane Doe as my attorney to sign for me. /s/ A. Poe")],
    bad=[Bad(_scanned("Power of Attorney"), at=_AT)],
)
def power_is_text(filing: Filing) -> Problems:
    """Attach a power of attorney as text, not as pictures of its pages.

    What a reader must be able to search may not be in a picture alone; EDGAR takes it all the same.
    """
    for each in attached(filing):
        if kind_of(each.document) == "EX-24" and _is_picture_alone(each):
            message = f"{name_of(each.document)} is pictures alone, of which nothing can be searched"
            yield Problem(each.document.at("file"), message, "Type its text.")


@rule(
    "EXH24",
    Severity.NOTE,
    Authority.FORM,
    cites=["17 CFR 232.302", "EDGAR Filer Manual, Volume II, 5.1.2"],
    sources=["draft", "submission"],
    good=[
        _with("I appoint Jane Doe.\n/s/ A. Poe"),
        _with("<p>I appoint Jane Doe.<p>/<u>S</u>/ A", "poa.htm"),
    ],
    bad=[Bad(_with("I appoint Jane Doe.\nA. Poe"), at=_AT)],
)
def power_is_signed(filing: Filing) -> Problems:
    """Type the signature of a power of attorney.

    Signatures are typed, `/s/ Jane Doe`; the one by hand stays with the filer. Without it the power shows
    nobody who gave it. EDGAR takes it all the same.
    """
    for each in attached(filing):
        if kind_of(each.document) != "EX-24" or each.seen.words is None or _is_picture_alone(each):
            continue
        if not _CONFORMED.search(each.seen.words):
            message = f"{name_of(each.document)} has no typed signature"
            yield Problem(each.document.at("file"), message, "Write `/s/` and the name of who signed it.")
