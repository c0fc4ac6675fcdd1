"""The documents beside the form, each looked at once for all rules."""

from functools import lru_cache

from form4kit.edgar.exhibit_content import ExhibitContent, look
from form4kit.frozen import frozen
from form4kit.model import Document, Filing


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


def attached(filing: Filing) -> tuple[Attached, ...]:
    """Return the documents beside the form with what was seen in each; nothing in what was not read."""
    return _attached(documents(filing))


@lru_cache(maxsize=1)
def _attached(found: tuple[Document, ...]) -> tuple[Attached, ...]:
    return tuple(Attached(each, _seen(each)) for each in found)


def _seen(document: Document) -> ExhibitContent:
    return ExhibitContent() if document.content is None else look(document.content, name_of(document))
