"""Read the tags of an HTML document as a browser does: no matter the capitals or quotes.

Comments are left out. Nothing is put right: what is not closed, or closed twice, is handed on as it stands.
"""

import html
from collections.abc import Iterator

from form4kit.frozen import frozen
from form4kit.lazy_re import pattern

_MARKUP = pattern(r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(/?)([a-zA-Z][^\s/>]*)|<([!?][^>]*)>?", 16)  # re.DOTALL
_ATTRIBUTE = pattern(r"[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?)")
_RAW = frozenset(["script", "style", "xmp", "plaintext"])
"""Elements whose content a browser does not read as HTML."""


@frozen()
class Attribute:
    """An attribute: its name in small letters, its value with references read, and its offset."""

    name: str
    value: str
    offset: int


@frozen()
class Tag:
    """A tag: its name in small letters, `!doctype` and `?xml` too; `closing` where it ends an element."""

    name: str
    offset: int
    closing: bool = False
    attributes: tuple[Attribute, ...] = ()


@frozen()
class Words:
    """The text between two tags, as it is written, and its offset."""

    text: str
    offset: int


def tokens(text: str) -> Iterator[Tag | Words]:
    """Yield the tags of a document and the text between them; comments and raw text are left out."""
    at = 0
    while found := _MARKUP.search(text, at):
        if found.start() > at:
            yield Words(text[at : found.start()], at)
        at = found.end()
        if found[3] is not None:
            name = found[3].split()[0].lower() if found[3].strip("!? ") else found[3]
            yield Tag(name, found.start())
        elif found[2] is not None:
            name = found[2].lower()
            attributes, at = _attributes(text, at)
            yield Tag(name, found.start(), bool(found[1]), attributes)
            if name in _RAW and not found[1]:
                at = _end_of_raw(text, at, name)
    if at < len(text):
        yield Words(text[at:], at)


def _attributes(text: str, at: int) -> tuple[tuple[Attribute, ...], int]:
    """Return the attributes that follow a tag's name, and where the tag ends."""
    read: list[Attribute] = []
    while found := _ATTRIBUTE.match(text, at):
        at = found.end()
        if found[1]:
            break
        value = next((each for each in found.group(3, 4, 5) if each is not None), "")
        read.append(Attribute(found[2].lower(), html.unescape(value), found.start(2)))
    return tuple(read), at


def _end_of_raw(text: str, at: int, name: str) -> int:
    if name == "plaintext":
        return len(text)
    closing = pattern(rf"</{name}\b", 2).search(text, at)  # re.IGNORECASE
    return closing.start() if closing else len(text)
