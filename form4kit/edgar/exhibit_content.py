"""What EDGAR takes in an attached text or HTML document, judged by the bytes that are sent.

The facts are those of the EDGAR Filer Manual, Volume II, 5.2; each is told at the exhibit's own line. What
EDGAR does not take is a finding only by `rules/exhibits/content`.
"""

from collections.abc import Iterable, Iterator

from form4kit.edgar import (
    exhibit_bytes,
    exhibit_characters,
    exhibit_html,
    exhibit_links,
    exhibit_text,
)
from form4kit.edgar.exhibit_spots import Kind, Lines, Spot, Target, Trait, traits
from form4kit.edgar.html_tags import tokens
from form4kit.frozen import frozen

__all__ = ["ExhibitContent", "Kind", "Target", "Trait", "look"]

_GRAPHICS = ("jpg", "gif")


@frozen()
class ExhibitContent:
    """What was seen in an exhibit: what EDGAR does not take, to what it refers, and what a reader reads.

    `words` is the visible text, without what can only be seen in a picture; None where it is no text.
    """

    traits: tuple[Trait, ...] = ()
    links: tuple[Target, ...] = ()
    pictures: tuple[Target, ...] = ()
    shows_pictures: bool = False
    words: str | None = None


def look(content: bytes, name: str) -> ExhibitContent:
    """Look at an exhibit, whose name says what it should be."""
    ending = name.rpartition(".")[2].lower()
    if not content:
        return ExhibitContent()
    if ending in _GRAPHICS:
        if exhibit_bytes.is_picture(content):
            return ExhibitContent()
        return _alone(Kind.SOURCE_TEXT, "the bytes are no JPEG and no GIF", "Save it as .jpg or .gif again.")
    if ending not in ("txt", "htm"):
        return ExhibitContent()
    save = "Save it as .txt or .htm from the program that made it; the name alone changes nothing."
    if what := exhibit_bytes.runs(content):
        return _alone(Kind.ACTIVE, f"the bytes are those of {what}", "Attach a text that nothing runs.")
    if what := exhibit_bytes.other_format(content):
        return _alone(Kind.OTHER_FORMAT, f"the bytes are those of {what}", save)
    return _see_text(content, html=ending == "htm")


def _see_text(content: bytes, *, html: bool) -> ExhibitContent:
    text, encoding = exhibit_characters.decode(content)
    lines = Lines(text)
    found = list(exhibit_characters.spots(text, encoding, html=html))
    if encoding.startswith(("UTF-16", "UTF-32")):
        return ExhibitContent(traits(found, lines))
    if not text.strip():
        found.append(Spot(Kind.BLANK, 0, "nothing but white space", "Is it the right file?"))
        return ExhibitContent(traits(found, lines))
    if exhibit_bytes.is_rtf(content):
        hint = "Save it as plain text from the program that made it."
        found.append(Spot(Kind.SOURCE_TEXT, 0, "the source of RTF, which nobody can read", hint))
    if not html:
        found += [*exhibit_text.spots(text), *exhibit_text.lost(text)]
        return ExhibitContent(traits(found, lines), words=text)
    page = tuple(tokens(text))
    found += [*exhibit_html.spots(page), *exhibit_html.lost(page)]
    return ExhibitContent(
        traits(found, lines),
        tuple(_references(exhibit_links.links(page), lines)),
        tuple(_references(exhibit_links.pictures(page), lines)),
        exhibit_html.shows_pictures(page),
        exhibit_html.visible(page),
    )


def _references(found: Iterable[tuple[str, int]], lines: Lines) -> Iterator[Target]:
    for name, offset in found:
        yield Target(name, *lines.position(offset))


def _alone(kind: Kind, what: str, hint: str) -> ExhibitContent:
    return ExhibitContent((Trait(kind, 1, 1, what, hint, 0),))
