"""Hold a packet against itself: make it again from its own attachments, and see that its pages show what it
binds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from form4kit.signoff.active_content import active_content
from form4kit.signoff.assemble import NotItself, make_again
from form4kit.signoff.attached import attachments_of, terms_of
from form4kit.signoff.packet import versions
from form4kit.signoff.page_differences import pages_differ
from form4kit.signoff.reading import reading_code
from form4kit.signoff.statement_packet import make_statements_again
from form4kit.signoff.terms import FORMAT, STATEMENTS, TERMS, read_terms

OWN: Final = ("form4kit", "rules", "weasyprint")
"""The versions without which a packet cannot be made again; the others are libraries that write the same
pages."""


class OtherVersion(ValueError):
    """Say that another version made a packet, so that it cannot be made again here."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """How a packet was found to be itself: by its bytes, or by its pages where `libraries` differ."""

    libraries: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What was compared, in words."""
        if not self.libraries:
            return "made again from its own attachments, byte for byte"
        return f"made again from its own attachments, page by page ({', '.join(self.libraries)})"


def reprint(data: bytes) -> Reprint:
    """Make an unsigned packet, or the first revision of a signed one, again.

    Raises NotAPacket where it is none, OtherVersion where it was made by another version of form4kit, its
    rules or WeasyPrint, and NotItself where its pages, its terms and its attachments do not fit each other.
    """
    terms = terms_of(data)
    others = other_versions(terms)
    own = [f"{name} {made or 'not said'}" for name, made, _ in others if name in OWN]
    if read_terms(terms).format != FORMAT or own:
        raise OtherVersion(f"was made by {', '.join(own) or 'an older form4kit'}: build it again")
    if active := next(iter(active_content(data)), None):
        raise NotItself(f"holds what a packet never does: {active}")
    attachments = attachments_of(data)
    if STATEMENTS in terms:
        again = make_statements_again(terms, attachments)
    else:
        again = make_again(terms, attachments, exact=not others)
    if terms.get("reading") not in (None, reading_code(terms)):
        raise NotItself(f"{TERMS} says another code than its filings give")
    if again == data:
        return Reprint()
    if differing := next(pages_differ(data, again), ""):
        raise NotItself(differing)
    if not others:
        raise NotItself("is not byte for byte what its own attachments give: build it again")
    return Reprint(tuple(f"{name} {made}, here {here}" for name, made, here in others))


def other_versions(terms: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what is of another version than where a packet was made: name, version there, version here."""
    made, here = read_terms(terms).versions, versions()
    names = dict.fromkeys([*here, *made])
    return [
        (name, made.get(name, ""), here.get(name, ""))
        for name in names
        if made.get(name, "") != here.get(name, "")
    ]
