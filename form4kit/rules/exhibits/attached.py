"""The documents beside the form, each looked at once for all rules."""

from functools import lru_cache
from shlex import quote

from form4kit.edgar.exhibit_content import ExhibitContent, Kind, Trait, look
from form4kit.frozen import frozen
from form4kit.model import Document, Filing

_CONVERTED = frozenset(
    [
        Kind.CHARACTER,
        Kind.LONG_LINE,
        Kind.TEXT_TABLE,
        Kind.TAG,
        Kind.ATTRIBUTE,
        Kind.ACTIVE,
        Kind.LINK,
        Kind.LOST,
    ]
)
"""What `form4kit exhibit` mends in a text or a page."""


@frozen()
class Attached:
    """A document beside the form, and what was seen in it."""

    document: Document
    seen: ExhibitContent


def documents(filing: Filing) -> tuple[Document, ...]:
    """Return the documents that go along with the form."""
    return filing.submission.documents if filing.submission else ()


def name_of(document: Document) -> str:
    """Return the name a document is sent under: in a draft the last part of its path."""
    return (document.file.text or "").rpartition("/")[2]


def kind_of(document: Document) -> str:
    """Return a document's type without the suffix after its period."""
    return (document.type.text or "").partition(".")[0]


def convert_it(document: Document) -> str:
    """Return the command that makes an exhibit of a document, in code marks."""
    return f"`form4kit exhibit {quote(document.file.text or '')} --out .`"


def repaired(document: Document, trait: Trait) -> str:
    """Return what to do about a trait, with the command that does it where there is one."""
    word = trait.kind is Kind.OTHER_FORMAT and trait.what.endswith("ZIP archive")
    page = trait.kind is Kind.SOURCE_TEXT and "HTML" in trait.what
    if word or page or (trait.kind in _CONVERTED and "bytes are those" not in trait.what):
        return f"{trait.hint} {convert_it(document)} makes one that EDGAR takes."
    return trait.hint


def attached(filing: Filing) -> tuple[Attached, ...]:
    """Return the documents beside the form with what was seen in each; nothing in what was not read."""
    return _attached(documents(filing))


@lru_cache(maxsize=1)
def _attached(found: tuple[Document, ...]) -> tuple[Attached, ...]:
    return tuple(Attached(each, _seen(each)) for each in found)


def _seen(document: Document) -> ExhibitContent:
    return ExhibitContent() if document.content is None else look(document.content, name_of(document))
