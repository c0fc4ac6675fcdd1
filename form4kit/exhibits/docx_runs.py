"""Read the words of a paragraph of a Word file, and what else stands among them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from form4kit.exhibits.changes import Changes
from form4kit.exhibits.docx_styles import Styles, switched
from form4kit.exhibits.docx_xml import WordElement
from form4kit.exhibits.paper import Run
from form4kit.exhibits.symbol_fonts import shown_by, table_of

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
        "m:oMathPara",
        "m:oMath",
    ]
)
_PLAIN = WordElement("", {})


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

    seen: set[int] = field(default_factory=set)
    """Which elements with words were read, or left out and told, by identity."""

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
        return tracked.name not in ("w:del", "w:moveFrom", "w:cellDel")

    def pass_over(self, node: WordElement) -> None:
        """Say of the words in an element that it is told why they are left out."""
        self.seen |= {*map(id, node.all("w:t"))}

    def _run(self, run: WordElement, marks: frozenset[str], where: str) -> Iterator[Run]:
        properties = run.child("w:rPr") or _PLAIN
        chain = self.styles.chain(properties.value("w:rStyle") or "")
        marks = switched(properties, self.styles.marks(chain, marks))
        layers = [properties, *(each.child("w:rPr") or _PLAIN for each in chain)]
        hidden = next((on for each in layers if (on := each.is_on("w:vanish")) is not None), False)
        font = next((name for each in layers if (name := _font(each))), "")
        for each in run.children:
            if self._is_code(each, where):
                self.seen |= {id(each), *map(id, each.all("w:t"))}
                continue
            if hidden:
                self._leave_out(each, where)
                continue
            if each.name == "w:ruby":
                yield from self._ruby(each, marks, where)
                continue
            text = self._one(each, font, where)
            if text and self.read_so_far <= MOST_TEXT:
                self.read_so_far += len(text)
                yield _run(text, marks)

    def _leave_out(self, node: WordElement, where: str) -> None:
        """Leave out what is hidden, and tell it."""
        words = [node] if node.name == "w:t" else node.all("w:t")
        if words:
            self.changes.tell("hidden text left out", where)
            self.seen |= {*map(id, words)}

    def _ruby(self, node: WordElement, marks: frozenset[str], where: str) -> Iterator[Run]:
        """Yield words, then how they are read, which stands above them, in parentheses."""
        yield from self.read(node.child("w:rubyBase") or _PLAIN, marks, where)
        above = [*self.read(node.child("w:rt") or _PLAIN, marks, where)]
        if any(each.text.strip() for each in above):
            self.changes.tell("readings above characters written after them, in parentheses", where)
            yield from (_run("(", marks), *above, _run(")", marks))

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

    def _one(self, node: WordElement, font: str, where: str) -> str:
        name = node.name
        if name == "w:t":
            self.seen.add(id(node))
            return node.text if table_of(font) is None else self._symbols(node.text, font, where)
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
        within = {id(box) for outer in shown.all("w:txbxContent") for box in outer.all("w:txbxContent")}
        boxes = [box for box in shown.all("w:txbxContent") if box.all("w:t") and id(box) not in within]
        if boxes:
            self.changes.tell("text boxes written after the paragraph in which they stand", where)
            self.boxes += boxes
        if node.name == "w:object" or _has_picture(shown):
            return PICTURE
        if not boxes:
            self.changes.tell("charts and drawings left out", where)
        return ""

    def _choice(self, node: WordElement) -> WordElement:
        """Return one of several ways in which a file says the same."""
        return node.child("Choice") or node.child("Fallback") or _PLAIN

    def _symbols(self, text: str, font: str, where: str) -> str:
        written = ""
        for each in text:
            plain = shown_by(font, ord(each))
            if plain is None:
                self._unknown(f"`{each}` in {font[:30]}, a font of symbols", where)
            written += plain or ""
        return written

    def _sym(self, node: WordElement, where: str) -> str:
        try:
            code = int(node.attributes.get("char", ""), 16)
        except ValueError:
            code = 0
        font = node.attributes.get("font") or "a font"
        plain = shown_by(font, code)
        if plain is None and table_of(font) is None and 0x20 <= code < 0xD800:
            plain = chr(code)
        if plain is None:
            self._unknown(f"a symbol of {font[:30]} (U+{code:04X})", where)
        return plain or ""

    def _unknown(self, what: str, where: str) -> None:
        hint = "Type in the paper what stands there."
        self.changes.stop(where, f"{what}, of which nobody can tell what it shows", hint)


def _font(properties: WordElement) -> str:
    """Return the font that some properties name; that of symbols where one of several is."""
    fonts = properties.child("w:rFonts")
    names = [fonts.attributes.get(key) or "" for key in ("ascii", "hAnsi", "cs")] if fonts else []
    named = [name for name in names if name]
    return next((name for name in named if table_of(name) is not None), named[0] if named else "")


def _has_picture(shown: WordElement) -> bool:
    """Tell whether a drawing holds a picture or ink outside the text boxes in it."""
    kinds = ("imagedata", "blip", "a:blip", "contentPart", "w:contentPart")
    boxed = {id(each) for box in shown.all("w:txbxContent") for each in box.all(*kinds)}
    return any(id(each) not in boxed for each in shown.all(*kinds))


def _run(text: str, marks: frozenset[str]) -> Run:
    return Run(text, tuple(mark for mark in _ORDER if mark in marks))
