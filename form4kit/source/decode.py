"""Bytes to text: UTF-8, with a word about a byte order mark, CRLF line ends and other encodings."""

from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.place import Place
from form4kit.source.faults import BYTE_ORDER_MARK, CONTROL, CRLF, NOT_UTF8

_NOT_IN_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNFIT = pattern(_NOT_IN_XML.pattern[:-1] + "\x7f-\x9f\u2028\u2029]")
_TAKE_OUT = "XML cannot hold that character: take it out."
_SEPARATORS = {"\u2028": "line separator", "\u2029": "paragraph separator"}


def position(text: str, offset: int) -> Place:
    """Return the 1-based line and column of an offset into a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place((), text.count("\n", 0, offset) + 1, offset - line_start + 1)


def decode(data: bytes) -> tuple[str | None, list[Finding]]:
    """Decode a draft, with line feeds for line ends; None where the bytes are not UTF-8."""
    findings: list[Finding] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        return None, [NOT_UTF8.at(Place(), "the file is UTF-16", "Save it as UTF-8.")]
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        findings.append(BYTE_ORDER_MARK.at(Place(), "the file starts with a byte order mark, passed over"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _line_feeds(data[: error.start].decode("utf-8"))
        place = position(before, len(before))
        meant = data[error.start : error.start + 1].decode("cp1252", "replace")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return None, [*findings, NOT_UTF8.at(place, message, f'Save the file as UTF-8; was "{meant}" meant?')]
    if "\r" in text:
        place = position(text.replace("\r", " ", 1), text.index("\r"))
        ends = "CRLF" if "\r\n" in text else "CR"
        findings.append(CRLF.at(place, f"lines end in {ends}, read as line feeds"))
        text = _line_feeds(text)
    return text, findings


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def control_characters(text: str) -> list[Finding]:
    """Find the first character that has no place in a draft; the rest would say the same.

    XML can hold no control character but those from U+007F to U+009F, which stand in a draft only where its
    encoding went wrong. It can hold the separators of lines and paragraphs, but YAML takes them for line
    ends, which no editor shows.
    """
    found = _UNFIT.search(text)
    if not found:
        return []
    place, code = position(text, found.start()), f"U+{ord(found[0]):04X}"
    if name := _SEPARATORS.get(found[0]):
        hint = "Write a blank or a new line: YAML takes it for a line end that does not show."
        return [CONTROL.at(place, f"{name} {code}", hint)]
    hint = "Delete it: it does not show, and has no place in a filing."
    return [CONTROL.at(place, f"control character {code}", hint)]


def unfit_escape(text: str, place: Place) -> Finding | None:
    """Find a character that no XML document can hold and that a quoted value spells as an escape."""
    found = _NOT_IN_XML.search(text)
    if not found:
        return None
    message = f"control character U+{ord(found[0]):04X}, written as an escape"
    return CONTROL.at(place, message, "Take it out: XML cannot hold it.")


_CONTROLS = {0x00: "a null", 0x07: "a bell", 0x08: "a backspace", 0x0B: "a vertical tab", 0x0C: "a form feed"}


def unfit_bytes(data: bytes) -> tuple[str, str] | None:
    """Say what no XML document can hold at the start of bytes meant as UTF-8, and what to do."""
    if not data:
        return None
    first = data[0]
    if first < 0x20 and first not in b"\t\n\r":
        name = f", {_CONTROLS[first]}" if first in _CONTROLS else ""
        return f"control character U+{first:04X}{name}", _TAKE_OUT
    try:
        character = data[:4].decode("utf-8", "ignore")[:1]
        data[: len(character.encode()) or 1].decode("utf-8")
    except UnicodeDecodeError:
        if data[:1] == b"\xed":
            return "half of a surrogate pair", _TAKE_OUT
        meant = data[:1].decode("cp1252", "replace")
        return f"byte 0x{first:02x} is not UTF-8", f'Save the file as UTF-8; was "{meant}" meant?'
    if character and _NOT_IN_XML.match(character):
        return f"character U+{ord(character):04X}", _TAKE_OUT
    return None
