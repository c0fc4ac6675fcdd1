"""Tell whether the text of an exhibit is still the one that was sent, once EDGAR has published it.

EDGAR ends lines with LF, writes blanks for `<R>` and `</R>`, and may write `^` for signs it does not know.
"""

import re
from itertools import zip_longest

_REVISED = re.compile(rb"</?R>")
_BLANKS = re.compile(rb"[ \t]+")
_UNKNOWN = re.compile(rb"[^\t\n\r\f -~]+")


def same_text(sent: bytes, found: bytes) -> bool:
    """Tell whether one text is the other as EDGAR publishes it; white space at the end does not count."""
    one, two = _lines(sent), _lines(found)
    if _REVISED.search(one):
        one, two = (_BLANKS.sub(b" ", each) for each in (_REVISED.sub(b"   ", one), two))
        one, two = (re.sub(rb" ?\n ?", b"\n", each).strip() for each in (one, two))
    if one == two:
        return True
    return _but_for_unknown_signs(one, two)


def first_other(sent: bytes, found: bytes) -> str:
    """Say from which line on a text is another: `, from line 3 on: "a" became "b"`; empty for no text."""
    if b"\0" in sent[:1024] or b"\0" in found[:1024]:
        return ""
    one, two = (_lines(each).decode("utf-8", "replace").split("\n") for each in (sent, found))
    for number, (before, after) in enumerate(zip_longest(one, two), 1):
        if before != after and not same_text((before or "").encode(), (after or "").encode()):
            start = max(0, _alike(before or "", after or "") - 30)
            return f", from line {number} on: {_shown(before, start)} became {_shown(after, start)}"
    return ""


def _alike(one: str, two: str) -> int:
    """Return how many signs two lines have in common at their beginning."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))


def _shown(line: str | None, start: int) -> str:
    """Show a line from about the sign that differs on, from the beginning of a word."""
    if not line:
        return "nothing" if line is None else "an empty line"
    cut = line[start:].partition(" ")[2] if start else line
    text = (f"...{cut}" if cut and start else line)[:80]
    return f'"{text}"'


def _lines(text: bytes) -> bytes:
    """Return a text with LF at the end of lines, without a byte order mark and what is blank around it."""
    text = text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return b"\n".join(line.rstrip() for line in text.split(b"\n")).strip()


def _but_for_unknown_signs(sent: bytes, found: bytes) -> bool:
    """Tell whether the two differ only where signs beyond ASCII became `^`, one for each sign or byte."""
    at = last = 0
    for unknown in _UNKNOWN.finditer(sent):
        known = sent[last : unknown.start()]
        if not found.startswith(known, at):
            return False
        at, last = at + len(known), unknown.end()
        signs = len(unknown[0].decode("utf-8", "replace"))
        stood = re.compile(rb"\^+").match(found, at)
        if found.startswith(unknown[0], at):
            at += len(unknown[0])
        elif stood and len(stood[0]) in (signs, len(unknown[0])):
            at = stood.end()
        else:
            return False
    return found[at:] == sent[last:]
