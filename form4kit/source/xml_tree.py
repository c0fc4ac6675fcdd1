"""XML to a tree that remembers line and column, read with expat.

A filing has no use for a document type, so the reader stops at one: no entity is ever expanded and
nothing outside the file is ever opened.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from form4kit.findings import Fault, Finding, Severity
from form4kit.lazy_re import pattern
from form4kit.place import Place
from form4kit.source.decode import position, unfit_bytes
from form4kit.source.faults import NOT_XML, TOO_LARGE
from form4kit.source.limits import LARGEST_FORM, LONGEST_NAME, MOST_ELEMENTS, megabytes

DEEPEST = 40
_MOST_INSTRUCTIONS = 100


@dataclass(slots=True, eq=False)
class Element:
    """An element: its tag, text and children, and where it and its text begin (1-based).

    `text` is the character data directly inside it, as written, and empty where it is blanks alone.
    `attributes` are rare: only footnotes and references to them have one.
    """

    tag: str
    line: int
    column: int
    attributes: dict[str, str]
    text: str = ""
    text_line: int = 0
    text_column: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where its text begins, or the element itself where it has none."""
        if self.text_line:
            return Place((), self.text_line, self.text_column)
        return Place((), self.line, self.column)

    def child(self, tag: str) -> "Element | None":
        """Return the first child with this tag."""
        for element in self.children:
            if element.tag == tag:
                return element
        return None

    def all(self, tag: str) -> "Iterator[Element]":
        """Return the children with this tag, in order."""
        return (element for element in self.children if element.tag == tag)

    def trail(self, xpath: str) -> "Iterator[tuple[str, int, Element, int]]":
        """Follow a path such as `/a/b[2]/c` from this root as far as it leads.

        Gives for each step after the root its tag, its number among siblings of that tag from 0, the
        element, and its number among all siblings.
        """
        element = self
        for tag, number in _STEP.findall(xpath)[1:]:
            index = int(number or 1) - 1
            found = list(element.all(tag))
            if index >= len(found):
                return
            among = element.children.index(found[index])
            element = found[index]
            yield tag, index, element, among


_STEP = pattern(r"/([^/\[\]]+)(?:\[(\d+)\])?")


class _Refused(Exception):
    def __init__(self, place: Place, message: str, hint: str, fault: Fault = NOT_XML) -> None:
        self.finding = fault.at(place, message, hint)


def parse(
    data: bytes, first_line: int = 1, *, past_instructions: bool = False
) -> tuple[Element | None, list[Finding]]:
    """Read an XML document; None and a finding where it is not one that EDGAR takes.

    `first_line` is the line of the file in which the document begins. With `past_instructions` the tree
    comes beside the findings of processing instructions, so that the rest can be judged all the same.
    """
    reader = _Reader(data, first_line - 1)
    try:
        reader.parser.Parse(data, True)
    except _Refused as refused:
        return None, [refused.finding]
    except expat.ExpatError as error:
        place = reader.place_of(error.lineno, error.offset)
        found = expat.errors.messages[error.code] if error.code in expat.errors.messages else str(error)
        return None, [NOT_XML.at(place, *_explained(found, reader, error))]
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        return None, [NOT_XML.at(reader.place, f"not readable: {error}", "Save the file as UTF-8.")]
    finally:
        del reader.parser  # the two hold each other: let them and the tree go without the garbage collector
    return reader.root if past_instructions or not reader.findings else None, reader.findings


def instructions_noted(findings: Iterable[Finding]) -> list[Finding]:
    """Make notes of the processing instructions of a document that was read past them, and is only read."""
    hint = "It says nothing of the filing, and is left out."
    return [
        replace(each, severity=Severity.NOTE, hint=hint) if each.rule == NOT_XML.code else each
        for each in findings
    ]


_READS = "EDGAR reads well-formed XML alone."
_HINTS = {
    "a character that cannot stand here": "Write & as &amp;, < as &lt;; or the file is not in UTF-8.",
    "mismatched tag": "Close every element with its own name.",
    "no element found": "The file is empty or cut off.",
    "junk after document element": "Delete what follows the end of the document.",
    "XML or text declaration not at start of entity": "Nothing may stand before <?xml ...?>.",
    "syntax error": "The file does not begin with <: is it a draft? Then name it .yaml.",
    "reference to invalid character number": "XML cannot hold that character: take it out.",
    "undefined entity": "Only &amp; &lt; &gt; &quot; &apos; and numbers such as &#8217; are known.",
}


_INVALID = "not well-formed (invalid token)"
_CUT_OFF = frozenset(["no element found", "unclosed token", "unclosed CDATA section", "partial character"])
_SECOND = frozenset(["junk after document element", "XML or text declaration not at start of entity"])


def _explained(found: str, reader: "_Reader", error: expat.ExpatError) -> tuple[str, str]:
    """Say what expat objects to, and what to do."""
    if found in _CUT_OFF and reader.open:
        return f"the file ends before </{reader.open[0].tag}>: it was cut off", "Download or copy it again."
    rest = reader.data[max(0, reader.parser.ErrorByteIndex) :]
    if found in _SECOND and reader.root is not None and not reader.open and rest.lstrip().startswith(b"<"):
        return "a second document begins here", "One file is one filing: put it into a file of its own."
    if found == _INVALID and (unfit := unfit_bytes(rest)):
        return f"not well-formed: {unfit[0]}", unfit[1]
    found = "a character that cannot stand here" if found == _INVALID else found
    return f"not well-formed: {found}", _HINTS.get(found, _READS)


_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Reader:
    """Build elements from expat's calls."""

    def __init__(self, data: bytes, line_shift: int) -> None:
        self.data = data
        self.shift = line_shift
        self.mark = int(data.startswith(_MARKS))  # which expat counts as a character of the first line
        self.line = self.inside = 0  # line and column after the last start tag or comment
        self.root: Element | None = None
        self.open: list[Element] = []
        self.rest: dict[int, list[str]] = {}  # by depth, what follows the first text of an element
        self.parts = 0
        self.findings: list[Finding] = []
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 20
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.CommentHandler = self.comment
        parser.StartDoctypeDeclHandler = self.doctype
        parser.ProcessingInstructionHandler = self.instruction
        parser.XmlDeclHandler = self.declaration

    @property
    def place(self) -> Place:
        return self.place_of(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber)

    def place_of(self, line: int, offset: int) -> Place:
        """Return the place at an offset from 0 into a line of the document."""
        return Place((), line + self.shift, max(1, offset + 1 - (self.mark if line == 1 else 0)))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        parser, elements = self.parser, self.open
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        if line == 1:
            column -= self.mark
        self.line = line + self.shift
        self.inside = column + len(tag) + 2
        element = Element(tag, self.line, column, attributes)
        if attributes:
            start = parser.CurrentByteIndex
            self.inside = column + self.data.find(b">", start) + 1 - start
        self.parts += 1 + len(attributes)
        if len(tag) > LONGEST_NAME or (attributes and max(map(len, attributes)) > LONGEST_NAME):
            message = f"a name of more than {LONGEST_NAME} characters"
            raise _Refused(self.place, message, "Is this the right file?", TOO_LARGE)
        if self.parts > MOST_ELEMENTS or len(elements) > DEEPEST or not elements:
            self.limit(tag)
        if elements:
            elements[-1].children.append(element)
        else:
            self.root = element
        elements.append(element)

    def end(self, tag: str) -> None:
        element = self.open.pop()
        if self.rest and (rest := self.rest.pop(len(self.open) + 1, None)):
            element.text += "".join(rest)

    def limit(self, tag: str = "") -> None:
        """Stop at a document that is larger or deeper, or has more parts, than a form."""
        if self.parts > MOST_ELEMENTS:
            message = f"more than {MOST_ELEMENTS:,} elements"
            raise _Refused(self.place, message, "Is this the right file?", TOO_LARGE)
        if len(self.open) > DEEPEST:
            raise _Refused(self.place, f"more than {DEEPEST} levels deep", "No filing is.")
        if tag == "ownershipDocument" and len(self.data) > LARGEST_FORM:
            message = f"{megabytes(len(self.data))}; a form has {megabytes(LARGEST_FORM)} at most"
            raise _Refused(self.place, message, "Is this the right file?", TOO_LARGE)

    def characters(self, text: str) -> None:
        """Take the text between two tags; its place follows from where the start tag ended.

        Text between elements has no business there: its place is where it ends.
        """
        element = self.open[-1]
        if element.text:
            self.rest.setdefault(len(self.open), []).append(text)
        elif not text.isspace():
            element.text, rest = text, text.lstrip()
            if element.children:
                element.text_line, element.text_column = self.place.line, self.place.column
                return
            blank = text[: len(text) - len(rest)]
            lines = blank.count("\n")
            element.text_line = self.line + lines
            element.text_column = len(blank) - blank.rfind("\n") if lines else self.inside + len(blank)

    def comment(self, text: str) -> None:
        """Pass over a comment: the text after it begins where it ends."""
        self.parts += 1
        self.limit()
        place, lines = self.place, text.count("\n")
        self.line = place.line + lines
        self.inside = len(text) - text.rfind("\n") + 3 if lines else place.column + len(text) + 7

    def doctype(self, name: str, *_: object) -> None:
        start = self.data.rfind(b"<!DOCTYPE", 0, self.parser.CurrentByteIndex + 1)
        before = self.data[:start].decode("utf-8", "replace")
        at = position(before, len(before))
        place = Place((), at.line + self.shift, at.column) if start >= 0 else self.place
        hint = "Delete <!DOCTYPE ...>: EDGAR takes none."
        raise _Refused(place, "a document type declaration", hint)

    def instruction(self, target: str, _: str) -> None:
        """Object to a processing instruction, and go on: the text after it begins where it ends."""
        self.parts += 1
        self.limit()
        place = self.place
        if len(self.findings) < _MOST_INSTRUCTIONS:
            words = f"a processing instruction, <?{target} ...?>"
            self.findings.append(NOT_XML.at(place, words, "Delete it: EDGAR suspends for it."))
        start = self.parser.CurrentByteIndex
        whole = self.data[start : self.data.find(b"?>", start) + 2]
        lines = whole.count(b"\n")
        self.line = place.line + lines
        self.inside = len(whole) - whole.rfind(b"\n") if lines else place.column + len(whole)

    def declaration(self, version: str, *_: object) -> None:
        if version != "1.0":
            raise _Refused(self.place, f"XML version {version}", "EDGAR reads version 1.0 only.")
