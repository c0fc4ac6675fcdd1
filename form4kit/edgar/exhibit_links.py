"""What an HTML document may refer to: places in itself, documents beside it, and the SEC's archive.

EDGAR Filer Manual II, 5.2.2.1 and 5.2.2.3. Whether a document beside it is attached, the submission says.
"""

import re
from collections.abc import Iterator, Sequence

from form4kit.edgar.exhibit_spots import Kind, Spot
from form4kit.edgar.html_tags import Attribute, Tag, Words
from form4kit.lazy_re import pattern

PICTURES = (".jpg", ".gif")
"""How the names of pictures end."""

_SCHEME = pattern(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_NOT_READ = pattern(r"[\t\n\r]")  # a browser leaves them out of an address
_BLANKS = "".join(map(chr, range(33)))
_RUNS = frozenset(["javascript", "vbscript", "livescript", "jscript", "mocha", "perl"])
_SEC = pattern(r"https?://+(?:[\w.-]*\.)?sec\.gov(?::\d+)?(?=[/?#]|$)", re.IGNORECASE)
_ARCHIVE = pattern(r"https://www\.sec\.gov/(?:Archives/|ix\?doc=/Archives/)")
_URL = pattern(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
_EXPRESSION = pattern(r"\bexpression\s*\(|-moz-binding|\bbehaviou?r\s*:", re.IGNORECASE)
_LINKS = frozenset(["a", "link", "area"])
_OTHERS = frozenset(["background", "lowsrc", "dynsrc", "longdesc", "cite", "action"])
_ALONE = "Link to a document that is attached, or to www.sec.gov/Archives; else write the address as text."
_ATTACH = "Attach the picture as a .jpg or .gif, and name it here."


def spots(tag: str, attribute: Attribute) -> Iterator[Spot]:
    """Yield what an attribute refers to and must not."""
    name, at, address = attribute.name, attribute.offset, plain(attribute.value)
    if name == "style":
        yield from _style(attribute.value, at)
        return
    is_link = name == "href" and tag in _LINKS
    is_picture = name == "src" and tag == "img"
    if not (is_link or name == "src" or name in _OTHERS):
        return
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() in _RUNS:
        yield Spot(Kind.ACTIVE, at, f"`{scheme[1].lower()}:` in `{name}`", "Take it out.")
    elif is_link:
        yield from _link(address, at)
    elif is_picture:
        yield from _picture(address, at)
    elif name in _OTHERS and is_elsewhere(address):
        yield Spot(Kind.PICTURE, at, f"`{name}` refers to {_cut(address)}", _ATTACH)


def links(page: Sequence[Tag | Words]) -> Iterator[tuple[str, int]]:
    """Yield the name of each document beside this one that it links to, and the offset."""
    for tag, attribute, address in _addresses(page):
        name = address.partition("#")[0]
        if tag.name == "a" and attribute.name == "href" and name and not is_elsewhere(address):
            yield name, attribute.offset


def pictures(page: Sequence[Tag | Words]) -> Iterator[tuple[str, int]]:
    """Yield the name of each picture beside this document that it shows with `<img>`, and the offset."""
    for tag, attribute, address in _addresses(page):
        shown = tag.name == "img" and attribute.name == "src" and address.endswith(PICTURES)
        if shown and not is_elsewhere(address):
            yield address, attribute.offset


def plain(address: str) -> str:
    """Return an address as a browser reads it: without line ends and tabs, and what is blank around it."""
    return _NOT_READ.sub("", address).strip(_BLANKS)


def is_elsewhere(address: str) -> bool:
    """Tell whether an address leads away from the submission."""
    return _SCHEME.match(address) is not None or address.startswith(("//", "\\\\"))


def _addresses(page: Sequence[Tag | Words]) -> Iterator[tuple[Tag, Attribute, str]]:
    for token in page:
        if isinstance(token, Tag) and not token.closing:
            for attribute in token.attributes:
                if attribute.name in ("href", "src"):
                    yield token, attribute, plain(attribute.value)


def _link(address: str, at: int) -> Iterator[Spot]:
    if not is_elsewhere(address) or _ARCHIVE.match(address):
        return
    if _SEC.match(f"https:{address}" if address.startswith("//") else address):
        hint = "Link to https://www.sec.gov/Archives/, or write the address as text."
        yield Spot(Kind.UNSURE_LINK, at, f"a link to {_cut(address)}", hint)
    else:
        yield Spot(Kind.LINK, at, f"a link to {_cut(address)}, which is outside EDGAR", _ALONE)


def _picture(address: str, at: int) -> Iterator[Spot]:
    if is_elsewhere(address):
        yield Spot(Kind.PICTURE, at, f"the picture {_cut(address)} is not attached", _ATTACH)
    elif not address.endswith(PICTURES):
        shown = f"the picture {_cut(address)}" if address else "a picture without a name"
        yield Spot(Kind.PICTURE, at, f"{shown} is no .jpg or .gif", _ATTACH)


def _style(style: str, at: int) -> Iterator[Spot]:
    if found := _EXPRESSION.search(style):
        yield Spot(Kind.ACTIVE, at, f"`{found[0]}` in a style, which runs", "Take it out.")
    for url in _URL.finditer(style) if "(" in style else ():
        address = plain(url[1])
        scheme = _SCHEME.match(address)
        called = scheme[1].lower() if scheme else ""
        if called in _RUNS:
            yield Spot(Kind.ACTIVE, at, f"`{called}:` in a style", "Take it out.")
        elif called == "data" or not address:
            continue
        elif is_elsewhere(address):
            yield Spot(Kind.PICTURE, at, f"a style refers to {_cut(address)}", "Take it out.")
        else:
            hint = "Show a picture with <img>."
            yield Spot(Kind.UNSURE_PICTURE, at, f"a style refers to {_cut(address)}", hint)


def _cut(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:57]}..."
