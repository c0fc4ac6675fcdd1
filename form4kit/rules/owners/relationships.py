"""Rules on what a reporting owner is to the issuer: the boxes, and the texts beside them."""

import re
from collections.abc import Iterator

from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Field, Filing, Owner
from form4kit.place import Place
from form4kit.rules.rule import Bad, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_LONGEST_TITLE = 30
_NOT_AN_OFFICE = pattern(
    r"\*?(?:(?:independent|outside|non-?\s?executive|non-?\s?employee|board)\s+)*"
    r"(?:directors?|board member|member of (?:the )?board(?: of directors)?"
    r"|(?:greater than |more than |>\s*)?(?:10|ten)\s*(?:%|percent)"
    r"(?: (?:beneficial )?(?:share)?(?:owner|holder))?)",
    re.IGNORECASE,
)


@rule(
    "OWN06",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.3, cm(1)"],
    good=[{"owners[0].director": None, "owners[0].ten_percent": "true"}],
    bad=[
        Bad({"owners[0].director": "false"}, at="owners[0]"),
        Bad({"owners[0].director": None}, at="owners[0]"),
    ],
)
def owner_has_a_relationship(filing: Filing) -> Problems:
    """Tick at least one box of each owner's relationship to the issuer.

    EDGAR suspends a form with none of director, officer, 10% owner and other. A former insider is `other`.
    """
    for owner in filing.owners:
        boxes = (owner.director, owner.officer, owner.ten_percent, owner.other)
        if not any(
            box.value or (box.value is None and (box.text or _is_empty(filing, box))) for box in boxes
        ):
            hint = "Say `director`, `officer`, `ten_percent` or `other`."
            yield Problem(owner.at(), "no relationship to the issuer", hint)


def _is_empty(filing: Filing, box: Field[bool]) -> bool:
    """Tell whether a document has an empty element for a box, which is a fault of its own."""
    return filing.kind != "draft" and bool(box.line)


@rule(
    "OWN07",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.3, cm(2)"],
    good=[{"owners[0].officer": "Treasurer"}],
    bad=[Bad({"owners[0].officer": "true"}, at="owners[0].officer_title")],
)
def officer_has_a_title(filing: Filing) -> Problems:
    """Give the title of an officer.

    EDGAR suspends a form that ticks the officer box without one.
    """
    for owner in filing.owners:
        if owner.officer.value and not owner.officer_title.value:
            place = _beside(owner, owner.officer, "officer_title")
            yield Problem(place, "an officer without a title", "Write the title: `officer: Treasurer`.")


@rule(
    "OWN08",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.3, cm(3)"],
    good=[{"owners[0].other": "Former director"}],
    bad=[Bad({"owners[0].other": "true"}, at="owners[0].other_text")],
)
def other_is_explained(filing: Filing) -> Problems:
    """Say what `other` stands for.

    EDGAR suspends a form that ticks the box without a text.
    """
    for owner in filing.owners:
        if owner.other.value and not owner.other_text.value:
            place = _beside(owner, owner.other, "other_text")
            yield Problem(place, "`other` without a text", "Write it out: `other: Former director`.")


def _beside(owner: Owner, box: Field[bool], name: str) -> Place:
    """Return the place of a text that is missing: on the line of its box."""
    return Place((*owner.path, name), box.line or owner.line, box.column or owner.column)


@rule(
    "OWN09",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.5"],
    good=[{"owners[0].officer": "EVP and General Counsel"}, {"owners[0].other": "A" * 30}],
    bad=[
        Bad(
            {"owners[0].officer": "Executive Vice President and General Counsel"},
            at="owners[0].officer_title",
        ),
        Bad({"owners[0].other": "A" * 31}, at="owners[0].other_text"),
    ],
)
def relationship_text_fits(filing: Filing) -> Problems:
    """Keep an officer's title and the text of `other` to 30 characters.

    EDGAR suspends a form with a longer one.
    """
    for owner, name, found in _texts(filing):
        length = len(found.text or "")
        if length > _LONGEST_TITLE:
            hint = "Shorten it, or write `See Remarks` and give it in full there."
            yield Problem(owner.at(name), f"{length} characters, the most is {_LONGEST_TITLE}", hint)


@rule(
    "OWN10",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=[f"{_SPEC}, section 3.3, cm(2) and cm(3)"],
    good=[{"owners[0].officer_title": ""}],
    bad=[
        Bad(
            {"owners[0].officer": "false", "owners[0].officer_title": "Treasurer"},
            at="owners[0].officer_title",
        ),
        Bad({"owners[0].other_text": "Former officer"}, at="owners[0].other_text"),
    ],
)
def relationship_text_has_its_box(filing: Filing) -> Problems:
    """Tick the box that a title or text belongs to.

    The printed form shows the text all the same, beside an empty box.
    """
    for owner, name, found in _texts(filing):
        box = owner.officer if name == "officer_title" else owner.other
        unreadable = box.value is None and (box.text or _is_empty(filing, box))
        if found.value and not box.value and not unreadable:
            label = "officer" if name == "officer_title" else "other"
            message = f"{found.value!r} while the box `{label}` is not ticked"
            yield Problem(owner.at(name), message, "Tick the box, or take the text out.")


@rule(
    "OWN11",
    Severity.NOTE,
    Authority.FORM,
    cites=["Form 4, General Instruction 1; Form 3, General Instruction 1"],
    good=[{"owners[0].officer": "EVP Managing Director"}, {"owners[0].other": "Director by deputization"}],
    bad=[
        Bad({"owners[0].officer": "Director"}, at="owners[0].officer_title"),
        Bad({"owners[0].other": "10% owner"}, at="owners[0].other_text"),
    ],
)
def role_has_its_own_box(filing: Filing) -> Problems:
    """Tick `director` or `ten_percent` for those roles, and keep the officer box for an office.

    A title of `Director` is no office, and readers of the data count boxes, not titles.
    """
    for owner, name, found in _texts(filing):
        if found.value and _NOT_AN_OFFICE.fullmatch(found.value):
            hint = "Tick the box of that role; leave this one for what it alone can say."
            yield Problem(owner.at(name), f"{found.value!r} has a box of its own", hint)


def _texts(filing: Filing) -> Iterator[tuple[Owner, str, Field[str]]]:
    for owner in filing.owners:
        if owner.officer_title:
            yield owner, "officer_title", owner.officer_title
        if owner.other_text:
            yield owner, "other_text", owner.other_text


@rule(
    "OWN21",
    Severity.WARNING,
    Authority.FORM,
    cites=["17 CFR 240.16a-2, as amended by Release 34-104903"],
    since="2026-03-18",
    good=[
        {"foreign_private": True, "owners[0].ten_percent": "true", "issuer.foreign_symbol": "AMOT"},
        {"foreign_private": False, "owners[0].director": None, "owners[0].ten_percent": "true"},
    ],
    bad=[
        Bad(
            {
                "foreign_private": True,
                "issuer.foreign_symbol": "AMOT",
                "owners[0].director": None,
                "owners[0].ten_percent": "true",
            },
            at="owners[0].ten_percent",
        )
    ],
)
def holder_of_a_foreign_private_issuer(filing: Filing) -> Problems:
    """File for the directors and officers of a foreign private issuer, not for its 10% holders.

    Since 18 March 2026 its directors and officers report under Section 16(a); who only holds more than ten
    percent stays outside it, and reports on Schedule 13D or 13G.
    """
    if not filing.context.foreign_private:
        return
    for owner in filing.owners:
        others = (owner.director, owner.officer, owner.other)
        if owner.ten_percent.value and not any(box.value for box in others):
            message = "only a 10% holder of a foreign private issuer"
            yield Problem(owner.at("ten_percent"), message, "Does this person have to report at all?")


_SEE = pattern(r"\bsee\b.{0,20}\b(?:remarks?|foot ?notes?|notes?|below|explanations?)\b", re.IGNORECASE)
_OFFICE = pattern(
    r"officer|president|chief|chair|secretary|counsel|treasurer|controller|comptroller|director|head\b|manag|general"
    r"|founder|partner|principal|member|owner|holder|group|trustee|advis|executive|\b[SE]?VP\b|\bC[A-Z]O\b|relationship"
    r"|title|position|affiliat|control|operations|finance|legal|employee|technolog|market|lead",
    re.IGNORECASE,
)


@rule(
    "OWN30",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Form 4, box 5"],
    good=[
        {
            "owners[0].officer": "See Remarks",
            "remarks": "Mr. Federico is Executive Vice President and Treasurer.",
        },
        {"owners[0].officer": "Chief Financial Officer"},
    ],
    bad=[Bad({"owners[0].officer": "See Remarks"}, at="owners[0].officer_title")],
)
def text_elsewhere_is_there(filing: Filing) -> Problems:
    """Give in the remarks the title for which box 5 refers to them.

    A title that says `See Remarks` above no remarks says nothing of what the person is.
    """
    for owner, name, found in _texts(filing):
        text = found.value or ""
        there = filing.remarks.value or "" if "remark" in text.lower() else filing.prose
        if not _SEE.search(text) or _OFFICE.search(there):
            continue
        said = "the remarks give no title" if filing.remarks.value else "there are no remarks"
        hint = "Give the title in the remarks."
        if filing.kind == "draft":
            hint = "Write `remarks: Executive Vice President and Treasurer`, with the title in full."
        yield Problem(owner.at(name), f"{text!r}, and {said}", hint)
