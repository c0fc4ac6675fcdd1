"""The text of an HTML message, in lines as a person sees them."""

from html import unescape
from typing import Final

_HIDDEN: Final = frozenset(["style", "script", "title", "template"])
_LINES: Final = frozenset(
    [
        *("address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "footer", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "tr"),
        "ul",
    ]
)
_MOST_TAGS: Final = 300_000
"""The tags of a message that are read; a notice has some hundred."""
_CELLS: Final = frozenset(["td", "th"])


def text_of(html: str) -> str:
    """Return the text of HTML, a line for each block, row and break; the time taken grows with its length."""
    lower = html.lower()
    if len(lower) != len(html):  # a letter whose small one is longer
        lower = html
    pieces: list[str] = []
    at, plain, numbers = 0, 0, list[int]()
    for _ in range(_MOST_TAGS):
        if (start := html.find("<", at)) < 0:
            break
        pieces.append(_written(html[at:start], plain))
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            at = len(html) if end < 0 else end + 3
            continue
        end = html.find(">", start)
        if end < 0 or not (html[start + 1].isalpha() or html[start + 1] in "/!?"):
            pieces.append("<")
            at = start + 1
            if end < 0:
                break
            continue
        at = end + 1
        name = lower[start + 1 : min(end, start + 20)].split(maxsplit=1)[0:1]
        tag = name[0].rstrip("/") if name else ""
        if tag in _HIDDEN:
            end = lower.find(f"</{tag}", at)
            at = len(html) if end < 0 else end
        plain += {"pre": 1, "/pre": -1}.get(tag, 0)
        pieces.append(_mark(tag, numbers))
    pieces.append(_written(html[at:], plain))
    return "".join(pieces)


def _written(text: str, plain: int) -> str:
    return unescape(text if plain > 0 else text.replace("\r", " ").replace("\n", " "))


def _mark(tag: str, numbers: list[int]) -> str:
    """Return what a tag puts into the text; `numbers` are those of the lists that are open, 0 for bullets."""
    if tag in ("ol", "ul") and len(numbers) < 50:
        numbers.append(1 if tag == "ol" else 0)
    elif tag in ("/ol", "/ul") and numbers:
        numbers.pop()
    elif tag == "li" and numbers and numbers[-1]:
        numbers[-1] += 1
        return f"\n{numbers[-1] - 1}. "
    if tag.removeprefix("/") in _LINES:
        return "\n"
    return "  " if tag in _CELLS else ""
