"""Read the words of a paragraph of a Word file, and what else stands among them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.docx_styles import Styles, switched
from form4kit.exhibits.docx_xml import WordElement
from form4kit.exhibits.paper import Run

PICTURE: Final = "\ufffc"
"""What stands for a picture until it is decided what becomes of it."""

PAGE: Final = "\f"
"""What stands for a page break."""

MOST_TEXT: Final = 1024 * 1024
"""The characters that a paper may have; what comes after that many is not read."""

_ORDER = ("b", "i", "u", "strike", "sup", "sub")
_TRACKED = frozenset(["w:ins", "w:del", "w:moveFrom", "w:moveTo"])
_THROUGH = frozenset(
    [
        "w:smartTag",
        "w:sdt",
        "w:sdtContent",
        "w:fldSimple",
        "w:hyperlink",
        "w:bdo",
        "w:dir",
        "w:customXml",
        "w:ruby",
        "w:rubyBase",
        "m:oMathPara",
        "m:oMath",
    ]
)
_PLAIN = WordElement("", {})
_WINGDINGS = {
    "q": "\u2610",
    "o": "\u2610",
    "\u00a8": "\u2610",
    "x": "\u2612",
    "\u00fe": "\u2612",
    "\u00fd": "\u2612",
    "\u00fc": "\u2714",
    "\u00a7": "\u25aa",
    "l": "\u25cf",
    "n": "\u25a0",
    "\u00d8": "\u27a2",
    " ": " ",
    "\u00fb": "\u2612",
    "R": "\u2611",
    "T": "\u2612",
    "\u00a3": "\u2610",
}
_SYMBOL = {"\u00b7": "\u2022", "-": "-", " ": " ", "\u00d2": "\u00ae", "\u00d3": "\u00a9", "\u00d4": "\u2122"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS, "webdings": _WINGDINGS, "symbol": _SYMBOL}


@dataclass(slots=True)
class RunReader:
    """Reads words, and counts what it leaves out; `notes` are the footnotes referred to, in order."""

    styles: Styles
    changes: Changes
    accept: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[WordElement] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    """For each field that is open, whether its result has begun."""

    read_so_far: int = 0
    """The characters that were read."""

    def read(self, node: WordElement, marks: frozenset[str], where: str) -> Iterator[Run]:
        """Yield what stands in a paragraph, or in what stands in one."""
        for each in node.children:
            name = each.name
            if name == "w:r":
                yield from self._run(each, marks, where)
            elif name in _TRACKED:
                if self.is_there(each, where):
                    yield from self.read(each, marks, where)
            elif name in _THROUGH:
                if name == "w:hyperlink":
                    self.changes.tell("links left out, their text kept", where)
                yield from self.read(each, marks, where)
            elif name == "AlternateContent":
                yield from self.read(self._choice(each), marks, where)
            elif name.startswith("m:"):
                for typed in (each, *each.all("m:t")):
                    if typed.name == "m:t":
                        self.changes.tell("formulas written as their letters, one after another", where)
                        yield _run(typed.text, marks)

    def is_there(self, tracked: WordElement, where: str) -> bool:
        """Tell whether what a tracked change has is in the paper at last; stop where nobody decided."""
        if not self.accept:
            hint = "Accept or reject the changes in Word, or add --accept-changes."
            self.changes.stop(where, "a tracked change", hint)
        else:
            self.changes.tell("tracked changes accepted", where)
        return tracked.name not in ("w:del", "w:moveFrom")

    def _run(self, run: WordElement, marks: frozenset[str], where: str) -> Iterator[Run]:
        properties = run.child("w:rPr") or _PLAIN
        if style := properties.value("w:rStyle"):
            marks = self.styles.marks(self.styles.chain(style), marks)
        marks = switched(properties, marks)
        if properties.is_on("w:vanish"):
            if any(each.name == "w:t" for each in run.children):
                self.changes.tell("hidden text left out", where)
            return
        fonts = properties.child("w:rFonts")
        font = _FONTS.get((fonts.attributes.get("ascii") or "").lower()) if fonts else None
        for each in run.children:
            if self._is_code(each, where):
                continue
            text = self._one(each, font, where)
            if text and self.read_so_far <= MOST_TEXT:
                self.read_so_far += len(text)
                yield _run(text, marks)

    def _is_code(self, node: WordElement, where: str) -> bool:
        """Follow the fields, of which the result alone is read; tell whether a node stands before that."""
        if node.name == "w:fldChar":
            kind = node.attributes.get("fldCharType")
            if kind == "begin":
                self.fields.append(False)
            elif kind == "separate" and self.fields:
                self.fields[-1] = True
            elif kind == "end" and self.fields:
                self.fields.pop()
            return not node.all("w:checkBox")
        return not all(self.fields) or node.name == "w:instrText"

    def _one(self, node: WordElement, font: dict[str, str] | None, where: str) -> str:
        name = node.name
        if name == "w:t":
            return self._symbols(node.text, font, where) if font is not None else node.text
        if name in ("w:tab", "w:ptab"):
            return "\t"
        if name in ("w:br", "w:cr"):
            return PAGE if node.attributes.get("type") == "page" else "\n"
        if name == "w:noBreakHyphen":
            return "-"
        if name == "w:sym":
            return self._sym(node, where)
        if name == "w:fldChar":
            box = node.all("w:checkBox")[0]
            checked = box.is_on("w:checked")
            return "\u2612" if (checked if checked is not None else box.is_on("w:default")) else "\u2610"
        if name in ("w:footnoteReference", "w:endnoteReference"):
            self.notes.append((name, node.attributes.get("id", "")))
            return f"[{len(self.notes)}]"
        if name == "w:commentReference":
            self.changes.tell("comments left out", where)
        elif name in ("w:drawing", "w:pict", "w:object", "AlternateContent"):
            return self._drawn(node, where)
        return ""

    def _drawn(self, node: WordElement, where: str) -> str:
        """Keep the text boxes of a drawing for after the paragraph, and a mark in place of a picture."""
        shown = self._choice(node) if node.name == "AlternateContent" else node
        boxes = [box for box in shown.all("w:txbxContent") if box.all("w:t")]
        if boxes:
            self.changes.tell("text boxes written after the paragraph in which they stand", where)
            self.boxes += boxes
            return ""
        if shown.all("chart", "a:graphicData") and not shown.all("pic", "a:pic", "blip", "a:blip"):
            self.changes.tell("charts and drawings left out", where)
            return ""
        if shown.all("imagedata", "blip", "a:blip") or node.name == "w:object":
            return PICTURE
        self.changes.tell("charts and drawings left out", where)
        return ""

    def _choice(self, node: WordElement) -> WordElement:
        """Return one of several ways in which a file says the same."""
        return node.child("Choice") or node.child("Fallback") or _PLAIN

    def _symbols(self, text: str, font: dict[str, str], where: str) -> str:
        written = ""
        for each in text:
            plain = each if "\uf000" <= each <= "\uf0ff" else font.get(each)
            if plain is None:
                what = f"`{each}` in a font of symbols, of which nobody can tell what it shows"
                self.changes.stop(where, what, "Type in the paper what stands there.")
            written += plain or ""
        return written

    def _sym(self, node: WordElement, where: str) -> str:
        try:
            code = int(node.attributes.get("char", ""), 16)
        except ValueError:
            code = 0
        font = _FONTS.get((node.attributes.get("font") or "").lower())
        letter = chr(code & 0xFF)
        if font and letter in font:
            return font[letter]
        if font is None and 0x20 <= code < 0xD800:
            return chr(code)
        self.changes.stop(
            where,
            f"a symbol of {node.attributes.get('font', 'a font')[:30]} (U+{code:04X})",
            "Type in the paper what stands there.",
        )
        return ""


def _run(text: str, marks: frozenset[str]) -> Run:
    return Run(text, tuple(mark for mark in _ORDER if mark in marks))
