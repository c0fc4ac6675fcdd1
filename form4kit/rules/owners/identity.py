"""Rules on the reporting owners: who they are to EDGAR."""

from form4kit.analysis.identity import cik_fault
from form4kit.convert import bare_cik
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_MOST_OWNERS = 10
_CCC_LENGTH = 8
_SECOND: dict[str, object] = {
    "cik": "0001234568",
    "name": "Doe Jane",
    "director": "true",
    "address": {"street": "495 COMMERCE DRIVE", "city": "AMHERST", "state": "NY", "zip": "14228"},
}


def _owners(count: int) -> list[dict[str, object]]:
    """Return owners for an example."""
    return [_SECOND | {"cik": f"12345{number:02}"} for number in range(count)]


_SIGNED = [{"name": "/s/ Jane Doe, for herself and each other reporting person", "date": "2026-11-19"}]


_WHO = 'Write `owners: [{cik: "0001234567", name: Doe Jane, director: true}]`, with who reports.'


@rule(
    "OWN01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 3.5 and 5"],
    good=[{"owners": _owners(10), "remarks": "Form 1 of 2."}],
    bad=[
        Bad({"owners": _owners(11), "signatures": _SIGNED}, at="owners[10]", also=("OWN24",)),
        Bad({"owners": None}, at="owners"),
    ],
)
def one_to_ten_owners(filing: Filing) -> Problems:
    """Name one to ten reporting owners.

    EDGAR takes no more on one form; a larger group files several with the same tables.
    """
    count = len(filing.owners)
    if not count:
        yield Problem(filing.at("owners"), "no reporting owner", _WHO)
    elif count > _MOST_OWNERS:
        hint = "File a second form for those from here on, and say `Form 1 of 2` in the remarks of both."
        place = filing.owners[_MOST_OWNERS].at()
        yield Problem(place, f"{count} owners, the most is {_MOST_OWNERS}", hint)


@rule(
    "OWN02",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 4.3.2 and 5"],
    good=[{"owners[0].cik": "1234567"}],
    bad=[
        Bad({"owners[0].cik": "0001234567A"}, at="owners[0].cik"),
        Bad({"owners[0].cik": None}, at="owners[0].cik"),
    ],
)
def owner_has_a_cik(filing: Filing) -> Problems:
    """Give each owner's CIK as one to ten digits.

    EDGAR suspends a form whose owner it cannot find by number. A new insider gets one through Form ID.
    """
    for owner in filing.owners:
        if fault := cik_fault(owner.cik.text):
            yield Problem(owner.at("cik"), fault, "Write its digits alone; leading zeros do not matter.")


@rule(
    "OWN03",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 4.3.2 and 5"],
    good=[{"owners[1]": _SECOND, "signatures": _SIGNED}],
    bad=[
        Bad(
            {"owners[1]": _SECOND | {"cik": "1234567"}, "signatures": _SIGNED},
            at="owners[1].cik",
            also=("OWN24",),
        ),
    ],
)
def owner_is_named_once(filing: Filing) -> Problems:
    """Name each owner once.

    EDGAR suspends a form that has one owner's CIK twice, leading zeros aside.
    """
    seen: set[str] = set()
    for owner in filing.owners:
        cik = bare_cik(owner.cik.value)
        if cik and cik in seen:
            yield Problem(owner.at("cik"), f"{owner.cik.text} is named before", "Remove one of the two.")
        seen.add(cik)


@rule(
    "OWN04",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 3.3 and 4.3.2"],
    sources=["submission"],
    good=[Good({"submission": "LIVE"})],
    bad=[
        Bad(xml=(("<rptOwnerCcc>abcd123$<", "<rptOwnerCcc>abcd123<"),), at="owners[0].ccc"),
        Bad(
            xml=(("            <rptOwnerCcc>abcd123$</rptOwnerCcc>\n", ""),),
            at="owners[0].ccc",
            severity=Severity.WARNING,
        ),
    ],
)
def owner_has_a_ccc(filing: Filing) -> Problems:
    """Send each owner's CCC, of eight characters.

    EDGAR suspends a form without it. The schema lets it be absent only because EDGAR strips it before it
    publishes; a primary document on its own, or a test, is warned of, since the CCC may come with the build.
    """
    wrapper = filing.submission
    live = wrapper is not None and wrapper.live.text == "LIVE"
    sent = live or any(owner.ccc for owner in filing.owners)
    for owner in filing.owners:
        if not owner.ccc:
            hint = "EDGAR takes no form without it; it belongs into the file that is submitted, and no other."
            yield Problem(owner.at("ccc"), "no CCC", hint, None if sent else Severity.WARNING)
        elif owner.ccc.value != _CCC_LENGTH:
            message = f"the CCC has {owner.ccc.value} characters, not {_CCC_LENGTH}"
            yield Problem(owner.at("ccc"), message, "Look it up in EDGAR's filer management.")


@rule(
    "OWN05",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.3.2"],
    sources=["submission"],
    good=[{"published": True}],
    bad=[
        Bad(
            xml=(("<rptOwnerCcc>", "<rptOwnerName>FEDERICO RICHARD D</rptOwnerName><rptOwnerCcc>"),),
            at="owners[0].name",
        )
    ],
)
def owner_name_is_not_sent(filing: Filing) -> Problems:
    """Leave the owner's name to EDGAR.

    EDGAR takes it from the CIK, discards what was sent, and warns.
    """
    for owner in filing.owners:
        if owner.name:
            message = f"rptOwnerName {owner.name.text!r} is sent"
            yield Problem(owner.at("name"), message, "Leave rptOwnerName out of the document.")


@rule(
    "OWN20",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["EDGAR's stylesheets for Forms 3, 4 and 5, of the ownership package v5.5"],
    sources=["submission"],
    good=[Good({"owners[0].other": "Former officer"}, xml=(("<isDirector>1<", "<isDirector>true<"),))],
    bad=[
        Bad(
            {"owners[0].other": "Former officer"},
            xml=(("<isOther>1<", "<isOther>true<"),),
            at="owners[0].other",
        ),
        Bad(
            {
                "owners[0].address": {
                    "street": "1 BAY STREET",
                    "city": "TORONTO",
                    "country": "A6",
                    "zip": "M5J 2N8",
                }
            },
            xml=(("Flag>true<", "Flag>1<"),),
            at="owners[0].address.non_us",
        ),
    ],
)
def boxes_are_spelled_to_print(filing: Filing) -> Problems:
    """Spell booleans as the SEC's stylesheets print them.

    All four spellings are accepted, but `other` and the exit box print only when they are `1`, and the
    non-US address flag only when it is `true`.
    """
    hint = "Write `1` here."
    if filing.not_subject_to_section_16.text == "true":
        yield Problem(filing.at("not_subject_to_section_16"), "`true` does not print", hint)
    for owner in filing.owners:
        if owner.other.text == "true":
            yield Problem(owner.at("other"), "`true` does not print", hint)
        if owner.address and owner.address.non_us.text == "1":
            yield Problem(owner.address.at("non_us"), "`1` does not print", "Write `true` here.")
