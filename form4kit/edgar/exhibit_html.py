"""What EDGAR takes in an HTML document: tags, attributes, links, pictures; nothing that runs.

EDGAR Filer Manual II, 5.2.2. Nesting, missing ends, references and a bare `&` do not matter; a table in a
table does.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace

from form4kit.edgar import exhibit_links, exhibit_text
from form4kit.edgar.exhibit_spots import Kind, Spot
from form4kit.edgar.html_tags import Attribute, Tag, Words
from form4kit.lazy_re import pattern

ALLOWED = frozenset(
    [
        *("html", "body", "head", "isindex", "meta", "title", "!doctype", "page", "r"),
        *("a", "address", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "dd"),
        *(
            "dir",
            "div",
            "dl",
            "dt",
            "em",
            "font",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "kbd",
        ),
        *("kbd", "li", "listing", "menu", "ol", "p", "plaintext", "pre", "samp", "small", "strike", "strong"),
        *("sub", "sup", "table", "td", "th", "tr", "tt", "u", "ul", "var", "xmp"),
    ]
)
"""The tags of the Filer Manual's tables, 5.2.2.2, 5.2.2.3 and 5.2.2.8, and the document type."""

_RUNS = frozenset(["script", "applet", "object", "embed"])
_OF_TEXTS = pattern(r"s|c|fn|f\d{1,2}")
_UNSURE = frozenset(["link"])
_REFUSED_DECLARATIONS = frozenset(["!element", "!entity"])
_UNSUPPORTED = {
    "body": frozenset(["background"]),
    "img": frozenset(["dynsrc", "loop", "loopdelay", "start", "controls"]),
}
_HANDLER = pattern(r"on[a-z]+")
_CALL = pattern(r"\b(atob|eval)\s*\(")
_LOST = pattern(r"&#(?:65533|x0*fffd);?", 2)  # re.IGNORECASE
_INSTEAD = {"s": "strike", "del": "strike", "ins": "u", "col": "td width", "span": "font"}
_CELLS = frozenset(["td", "th", "caption"])


def spots(page: Sequence[Tag | Words]) -> Iterator[Spot]:
    """Yield what EDGAR does not take in an HTML document, but for its characters and what it refers to."""
    opened: set[str] = set()
    cells: list[bool] = []
    for token in page:
        if isinstance(token, Words):
            yield from _calls(token.text, token.offset)
            continue
        if token.closing and token.name in opened:
            _close(token.name, cells)
            continue
        opened.add(token.name)
        yield from _tag(token)
        yield from _nested(token, cells)
        for attribute in token.attributes:
            yield from _attribute(token, attribute)


def lost(page: Sequence[Tag | Words]) -> Iterator[Spot]:
    """Yield each question mark or reference that stands for a character that was lost before."""
    for token in page:
        if isinstance(token, Words):
            for spot in exhibit_text.lost(token.text):
                yield replace(spot, offset=token.offset + spot.offset)
            for found in _LOST.finditer(token.text):
                at, what = token.offset + found.start(), f"{found[0]} for a character that was lost"
                yield Spot(Kind.LOST, at, what, "Write what it was.")


def shows_pictures(page: Sequence[Tag | Words]) -> bool:
    """Tell whether a document shows a picture, by `<img>` or by a style."""
    return any(
        token.name == "img" or any(each.name == "style" and "url(" in each.value for each in token.attributes)
        for token in page
        if isinstance(token, Tag)
    )


def visible(page: Sequence[Tag | Words]) -> str:
    """Return the words that a reader sees, with references read."""
    words: list[str] = []
    titled = False
    for token in page:
        if isinstance(token, Words):
            if not titled:
                words.append(token.text)
        elif token.name == "title":
            titled = not token.closing
    return html.unescape("".join(words))


def _tag(tag: Tag) -> Iterator[Spot]:
    name = tag.name
    shown = f"<{name}>"
    if name in ALLOWED:
        return
    if name in _RUNS:
        yield Spot(Kind.ACTIVE, tag.offset, f"{shown}, which runs", "Take it out with all that stands in it.")
    elif name in _UNSURE or (name[:1] in "!?" and name not in _REFUSED_DECLARATIONS):
        yield Spot(Kind.UNSURE_TAG, tag.offset, shown, "Take it out.")
    elif _OF_TEXTS.fullmatch(name):
        hint = "Take it out; struck text is <strike>." if name == "s" else "Take it out; a cell is <td>."
        yield Spot(Kind.TAG, tag.offset, f"{shown}, which is for texts alone", hint)
    else:
        better = _INSTEAD.get(name)
        hint = f"Write <{better}>, or take the tag out." if better else "Take the tag out."
        yield Spot(Kind.TAG, tag.offset, f"{shown} is no tag that EDGAR takes", hint)


def _nested(tag: Tag, cells: list[bool]) -> Iterator[Spot]:
    """Keep count of tables: for each that is open, whether a cell is open in it."""
    if tag.name == "table" and not tag.closing:
        if cells and cells[-1]:
            yield Spot(
                Kind.TAG, tag.offset, "<table> within a table", "Write its rows as rows of the outer one."
            )
            cells.append(False)
        elif not cells:
            cells.append(False)
    elif cells and tag.name in _CELLS:
        cells[-1] = True
    elif cells and tag.name == "tr":
        cells[-1] = False


def _close(name: str, cells: list[bool]) -> None:
    if name == "table" and cells:
        cells.pop()
    elif cells and (name in _CELLS or name == "tr"):
        cells[-1] = False


def _attribute(tag: Tag, attribute: Attribute) -> Iterator[Spot]:
    name, at = attribute.name, attribute.offset
    where = f"`{name}` on <{tag.name}>"
    if _HANDLER.fullmatch(name):
        yield Spot(Kind.ACTIVE, at, f"{where}, which runs", "Take the attribute out.")
    elif name == "http-equiv" and tag.name == "meta":
        yield Spot(Kind.ATTRIBUTE, at, where, "Take the <meta> out.")
    elif name == "target" and tag.name == "a":
        yield Spot(Kind.ATTRIBUTE, at, where, "Take the attribute out.")
    elif name in _UNSUPPORTED.get(tag.name, ()):
        yield Spot(Kind.UNSURE_ATTRIBUTE, at, f"{where} is not supported", "Take the attribute out.")
    yield from _calls(attribute.value, at, advance=False)
    yield from exhibit_links.spots(tag.name, attribute)


def _calls(text: str, offset: int, *, advance: bool = True) -> Iterator[Spot]:
    for found in _CALL.finditer(text) if "(" in text else ():
        at = offset + found.start() if advance else offset
        yield Spot(Kind.ACTIVE, at, f"the function `{found[1]}`", "Take it out.")
