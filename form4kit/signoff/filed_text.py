"""Tell whether the text of an exhibit is still the one that was sent, once EDGAR has published it.

EDGAR ends lines with LF, writes blanks for `<R>` and `</R>`, and may write `^` for signs it does not know.
"""

import re

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
