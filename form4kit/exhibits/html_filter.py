"""Turn an HTML page into one of the tags and attributes that EDGAR takes; what it says stays."""

import html
from bisect import bisect
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from form4kit.edgar.exhibit_html import ALLOWED
from form4kit.edgar.exhibit_links import is_elsewhere, plain
from form4kit.edgar.html_tags import Attribute, Tag, Words, tokens
from form4kit.exhibits import html_styles
from form4kit.exhibits.changes import Changes
from form4kit.exhibits.docx_runs import PICTURE
from form4kit.exhibits.html_source import shown_source
from form4kit.exhibits.paper import CannotConvert
from form4kit.exhibits.symbol_fonts import shown_by, table_of
from form4kit.lazy_re import pattern

_ARCHIVE = pattern(r"https://www\.sec\.gov/(?:Archives/|ix\?doc=/Archives/)")
_SILENT = frozenset(
    ["script", "style", "noscript", "object", "applet", "template", "select", "svg", "iframe"]
)
"""Elements that go with all that stands in them."""

_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "isindex", "col", "base", "embed", "area", "wbr", "page"]
)
_AS = {
    "s": "strike",
    "section": "div",
    "article": "div",
    "header": "div",
    "footer": "div",
    "main": "div",
    "figure": "div",
    "aside": "div",
    "nav": "div",
    "fieldset": "div",
    "legend": "p",
    "figcaption": "p",
    "summary": "p",
    "details": "div",
}
_TRACKED = frozenset(["ins", "del"])
_NEVER = frozenset(
    [
        "http-equiv",
        "target",
        "background",
        "dynsrc",
        "loop",
        "loopdelay",
        "start",
        "controls",
        "lowsrc",
        "longdesc",
        "cite",
        "action",
        "href",
        "src",
        "style",
        "srcset",
        "poster",
    ]
)
_NAME = pattern(r"[a-z][a-z0-9:_-]*")
_DEEPEST = 400
_MOST = 150_000
_WALLS = frozenset(["table", "td", "th", "caption"])
_INNER_WALLS = {
    "li": _WALLS | {"ol", "ul", "dir", "menu"},
    "dd": _WALLS | {"dl"},
    "dt": _WALLS | {"dl"},
}
"""What an item does not end: the list in which another list stands."""

_OF_TABLES = frozenset(["tr", "td", "th", "caption"])
_BLOCKS = (
    "address",
    "blockquote",
    "center",
    "div",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
    "li",
    "dd",
    "dt",
)
_IMPLIED = {
    **dict.fromkeys(_BLOCKS, ("p",)),
    "li": ("p", "li"),
    "dd": ("p", "dd", "dt"),
    "dt": ("p", "dd", "dt"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
}
"""What a browser ends where an element begins."""


class Writer(Protocol):
    """Whoever writes the characters of a page."""

    def write(self, text: str, where: str) -> str:
        """Return the characters with what means something in HTML as references."""


class Escaped:
    """Write characters as they are, for a page that is read again."""

    def write(self, text: str, where: str) -> str:
        """Return the characters with what means something in HTML as references."""
        return html.escape(text)


@dataclass(slots=True)
class _Open:
    """An element that is open: what ends it when written, whether its content is left out, its font."""

    name: str
    ends: str = ""
    silent: bool = False
    font: str = ""


@dataclass(slots=True)
class _Filter:
    """What has been written so far, and what is open."""

    changes: Changes
    spell: Writer
    pictures: Collection[str]
    accept: bool
    starts: list[int]
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    tables: int = 0
    silent: int = 0

    def where(self, offset: int) -> str:
        return f"line {bisect(self.starts, offset)}"


def filtered(
    text: str, changes: Changes, spell: Writer, pictures: Collection[str] = (), *, accept: bool = False
) -> str:
    """Return a page with what EDGAR takes.

    `pictures` are the names that `<img>` may show; `accept` takes tracked changes as they stand at last.
    """
    source = shown_source(_lines(text), changes)
    starts = [0, *(at + 1 for at, each in enumerate(source) if each == "\n")]
    work = _Filter(changes, spell, pictures, accept, starts)
    for number, token in enumerate(tokens(source)):
        if number > _MOST:
            raise CannotConvert(f"more than {_MOST:,} tags", "Save the page again in parts.")
        if isinstance(token, Words):
            if not work.silent:
                where = work.where(token.offset)
                work.out.append(spell.write(_symbols(html.unescape(token.text), where, work), where))
        elif token.closing:
            _close(token.name, work)
        else:
            _open(token, work)
    while work.open:
        _end(work)
    return "".join(work.out).strip() + "\n"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _open(tag: Tag, work: _Filter) -> None:
    name, where = tag.name, work.where(tag.offset)
    style = html_styles.style_of(tag)
    silent = name in _SILENT or (
        (html_styles.is_hidden(style) or any(a.name == "hidden" for a in tag.attributes))
        and name not in _VOID
    )
    if name in _TRACKED:
        silent = _tracked(name, where, work)
    if silent or work.silent:
        if silent and not work.silent:
            what = (
                f"<{name}> left out with what stands in it"
                if name in _SILENT
                else "hidden or deleted text left out"
            )
            work.changes.tell(what, where)
        if name not in _VOID and len(work.open) < 2 * _DEEPEST:
            _push(_Open(name, silent=True), work)
        return
    if name[:1] in "!?":
        if name == "!doctype":
            work.changes.tell("<!DOCTYPE> left out", where)
        return
    _close_implied(name, work)
    if len(work.open) > _DEEPEST:
        work.changes.tell(f"tags more than {_DEEPEST} deep taken out, their text kept", where)
        return
    begins, ends = _written(tag, style, where, work)
    work.out.append(begins)
    if name not in _VOID:
        _push(_Open(name, ends, font=html_styles.font_of(tag)), work)


def _symbols(text: str, where: str, work: _Filter) -> str:
    """Return what words show that stand in a font of symbols, as others do."""
    font = next((each.font for each in reversed(work.open) if each.font), "")
    if table_of(font) is None:
        return text
    shown = {each: each if each.isspace() else shown_by(font, ord(each)) for each in text}
    for each, sign in shown.items():
        if sign is None:
            what = f"`{each}` in {font[:30]}, a font of symbols, of which nobody can tell what it shows"
            work.changes.stop(where, what, "Type in the paper what stands there.")
    return "".join(shown[each] or "" for each in text)


def _push(opened: _Open, work: _Filter) -> None:
    work.open.append(opened)
    work.count[opened.name] += 1
    work.silent += opened.silent
    work.tables += opened.name == "table" and not opened.silent


def _end(work: _Filter) -> None:
    """End the innermost element that is open."""
    ended = work.open.pop()
    work.count[ended.name] -= 1
    work.silent -= ended.silent
    work.tables -= ended.name == "table" and not ended.silent
    if not work.silent and not ended.silent:
        work.out.append(ended.ends)


def _close_implied(name: str, work: _Filter) -> None:
    """End what a browser ends where an element begins: a paragraph before another, a row before a row."""
    for each in _IMPLIED.get(name, ()):
        if work.count[each]:
            _close(each, work)


def _close(name: str, work: _Filter) -> None:
    """End an element and those in it; an end without a beginning is dropped, and none leads out of a cell."""
    if not work.count[name]:
        return
    walls = (
        _INNER_WALLS.get(name, _WALLS)
        if name not in _WALLS and name != "tr"
        else frozenset(["table"]) - {name}
    )
    for depth in range(len(work.open) - 1, -1, -1):
        if work.open[depth].name == name:
            break
        if work.open[depth].name in walls:
            return
    else:
        return
    while len(work.open) > depth:
        _end(work)


def _tracked(name: str, where: str, work: _Filter) -> bool:
    if not work.accept:
        hint = "Accept or reject the changes in the program that made it, or add --accept-changes."
        work.changes.stop(where, "a tracked change", hint)
    return name == "del"


def _written(tag: Tag, style: str, where: str, work: _Filter) -> tuple[str, str]:
    """Return what begins an element and what ends it, in the tags that EDGAR takes."""
    name = tag.name
    if name == "table" and work.tables:
        work.changes.tell("tables within a table written as lines", where)
        return "<br>", "<br>"
    if work.tables > 1 and name in _OF_TABLES:
        return ("<br>", "") if name == "tr" else ("&nbsp; ", "")
    if name == "input":
        return work.spell.write(_typed_in(tag, where, work), where), ""
    if name == "q":
        work.changes.tell("<q> written as quotation marks", where)
        return work.spell.write("\u201c", where), work.spell.write("\u201d", where)
    if name == "img":
        return _picture(tag, where, work), ""
    if (name in ("meta", "link") and name not in ALLOWED) or any(
        a.name == "http-equiv" for a in tag.attributes
    ):
        work.changes.tell(f"<{name}> left out", where)
        return "", ""
    if name not in ALLOWED or name in ("isindex", "page", "r"):
        better = _AS.get(name, "")
        work.changes.tell(
            f"<{name[:30]}> written as <{better}>" if better else f"<{name[:30]}> taken out, its text kept",
            where,
        )
        marks = html_styles.looks(style)
        tags = [better, *marks] if better else list(marks)
        return "".join(f"<{each}>" for each in tags), "".join(f"</{each}>" for each in reversed(tags))
    attributes = "".join(_attribute(tag, each, where, work) for each in tag.attributes)
    return f"<{name}{attributes}>", f"</{name}>" if name not in _VOID else ""


def _typed_in(tag: Tag, where: str, work: _Filter) -> str:
    """Return what stands in a field of a form as the page was saved: its words, or a box."""
    given = {each.name: plain(each.value) for each in tag.attributes}
    kind = given.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        work.changes.tell("fields of a form written as what stands in them", where)
        return "\u2612 " if "checked" in given else "\u2610 "
    if kind in ("hidden", "image", "file") or not given.get("value"):
        work.changes.tell("empty fields of a form left out", where)
        return ""
    work.changes.tell("fields of a form written as what stands in them", where)
    return given["value"]


def _picture(tag: Tag, where: str, work: _Filter) -> str:
    source = next((plain(each.value) for each in tag.attributes if each.name == "src"), "")
    if source not in work.pictures:
        return PICTURE
    work.changes.tell("pictures to be attached as GRAPHIC", where, example=source)
    sizes = [
        f' {a.name}="{int(a.value)}"'
        for a in tag.attributes
        if a.name in ("width", "height") and a.value.isdecimal()
    ]
    return f'<img src="{source}"{"".join(sizes)}>'


def _attribute(tag: Tag, attribute: Attribute, where: str, work: _Filter) -> str:
    name, value = attribute.name, attribute.value
    if name == "style":
        whole = html_styles.without_font(value) if table_of(html_styles.font_of(tag)) is not None else value
        good = html_styles.kept(whole)
        if good != whole.strip():
            work.changes.tell("parts of a style that refer elsewhere left out", where)
        return f' style="{work.spell.write(good, where)}"' if good else ""
    if name == "href" and tag.name == "a":
        address = plain(value)
        if address.startswith("#") or _ARCHIVE.match(address):
            return f' href="{work.spell.write(address, where)}"'
        work.changes.tell(
            "links left out, their text kept", where, example=address[:60] if address.isprintable() else ""
        )
        return ""
    if name == "start" and tag.name == "ol" and value.strip().isascii() and value.strip().isdecimal():
        return f' start="{int(value)}"' if len(value) < 6 else ""
    if name == "face" and table_of(html_styles.font_of(tag)) is not None:
        return ""
    if name in _NEVER or name.startswith("on") or not _NAME.fullmatch(name) or is_elsewhere(plain(value)):
        if not (name.startswith("xmlns") or ":" in name):
            work.changes.tell(f"the attribute {name[:30]} left out", where)
        return ""
    if ":" in name or "(" in value:
        return ""
    return f' {name}="{work.spell.write(" ".join(value.split()), where)}"'
