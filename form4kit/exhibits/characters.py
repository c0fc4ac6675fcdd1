"""Turn characters into those that EDGAR takes: spelled in a text, as references in HTML."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from form4kit.exhibits import spelled
from form4kit.exhibits.changes import Changes
from form4kit.lazy_re import pattern

_PLAIN = pattern(r"[\t\n -~]*")
_LOST_WORD = r"(?<=[A-Za-z]{2})[?\ufffd](?=(?:s|t|d|ll|re|ve)\b(?!=))"
_LOST = pattern(_LOST_WORD)
_RANGE = pattern(r"(?<=[^\W\d_])\u2013(?=[^\W\d_])")
_COUNTED = pattern(r"\s*([\u00a7\u00b6])\s*(\1?)\s*")
_MONEY = pattern(r"([\u00a3\u20ac\u00a5])\s*(?=[\d.])")
_AFTER = pattern(r"\s*([\u00a2\u00b0])")
_FRACTION = pattern(r"(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])")
_WORD = pattern(r"[\w'\u2019.-]*", re.UNICODE)
_TAGS = r"script\b|(?:!doctype\s+html|html|head|body|div|span|font|br|p|h[1-6]|center|meta)\b"
_MARKUP = pattern(rf"<(?={_TAGS})", re.IGNORECASE)
_MARKUP_OR_TABLE = pattern(rf"<(?={_TAGS}|/?(?:table|r)(?:\s[^<>\n]*)?>|[sc]>)", re.IGNORECASE)
_NO_PLAIN = pattern(r"[^\t\n !#-%'-;=?-\]_-~]")
_JOINED = pattern(rf"<[^<>]*>|(?P<call>\b(?:atob|eval)\s*)\(|{_LOST_WORD}")
_OTHER = pattern(r"[^\t\n -~]")
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


@dataclass(slots=True)
class Characters:
    """Write characters for a text or for HTML, and tell what was changed."""

    changes: Changes
    html: bool = False

    def write(self, text: str, where: str, *, markup: bool = False) -> str:
        """Return a text in ASCII; in HTML with its references, else as it is read.

        `markup` says that tags of a text, `<TABLE>`, are to stay. What cannot be kept stops the paper.
        """
        if "?" in text or "\ufffd" in text:
            text = self._found_again(text, where)
        if not _PLAIN.fullmatch(text):
            text = unicodedata.normalize("NFC", text)
            text = "".join(map(_symbol, text)) if _private(text) else text
            text = self._spell_in_place(text, where) if not self.html else text
            text = _OTHER.sub(lambda found: self._one(found, where), text) if not self.html else text
        if self.html:
            return self._references(text, where)
        if "<" in text:
            text, count = (_MARKUP if markup else _MARKUP_OR_TABLE).subn("< ", text)
            if count:
                self.changes.tell("a blank set after < where EDGAR would see a tag", where, count)
        return text

    def _found_again(self, text: str, where: str) -> str:
        text, count = _LOST.subn("'", text)
        if count:
            self.changes.tell("apostrophes that had been lost written again", where, count)
        return text

    def _spell_in_place(self, text: str, where: str) -> str:
        """Spell the signs whose spelling hangs on what stands beside them."""

        def tell(kind: str, plain: str) -> str:
            self.changes.tell(kind, where)
            return plain

        def counted(found: re.Match[str]) -> str:
            before = (
                ""
                if not found.start()
                else " "
                if found[0][:1].isspace() or text[found.start() - 1].isalnum()
                else ""
            )
            return before + tell(spelled.SIGNS, spelled.WORDS[found[1]][bool(found[2])]) + " "

        text = _COUNTED.sub(counted, text)
        text = _MONEY.sub(lambda m: tell(spelled.SIGNS, spelled.BEFORE_A_NUMBER[m[1]]) + " ", text)
        text = _AFTER.sub(lambda m: " " + tell(spelled.SIGNS, spelled.AFTER_A_NUMBER[m[1]]), text)
        text = _RANGE.sub(lambda _: tell(spelled.DASHES, " - "), text)
        return _FRACTION.sub(" ", text)

    def _one(self, found: re.Match[str], where: str) -> str:
        """Spell one character, or stop."""
        character = found[0]
        if character in spelled.SPELLED:
            plain, kind = spelled.SPELLED[character]
            return self._told(kind, where, plain, found)
        if character == "\u2013":
            return self._told(spelled.DASHES, where, "-", found)
        if character in spelled.BEFORE_A_NUMBER:
            return self._told(spelled.SIGNS, where, spelled.BEFORE_A_NUMBER[character], found)
        if (common := self._common(character, where)) is not None:
            return common
        return self._compatible(character, where, found)

    def _common(self, character: str, where: str) -> str | None:
        """Return what stands for a blank, a control or a character without width, in text and HTML alike."""
        category = unicodedata.category(character)
        if category == "Zs":
            self.changes.tell(spelled.BLANKS, where)
            return " "
        if category in ("Zl", "Zp") or character in "\r\x0b\x85":
            return "\n"
        if character == "\f":
            return "\n\n"
        if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
            self.changes.tell(spelled.DROPPED, where)
            return ""
        if category == "Cc":
            self.changes.tell(spelled.CONTROLS, where)
            return ""
        if category in ("Co", "Cs") or character == "\ufffd" or ord(character) & 0xFFFE == 0xFFFE:
            what = f"the character U+{ord(character):04X}, of which nobody can tell what it shows"
            if character == "\ufffd":
                what = "a character that was lost before (U+FFFD)"
            self.changes.stop(where, what, "Type in the paper what stands there.")
            return ""
        return None

    def _compatible(self, character: str, where: str, found: re.Match[str]) -> str:
        """Take accents off, and write joined, wide and raised letters as plain ones."""
        plain = _without_accents(character)
        if plain:
            return self._told(spelled.NAMES, where, plain, found)
        before = found.string[found.start() - 1 : found.start()]
        if unicodedata.category(character) == "Mn" and before.isalpha():
            return self._told(spelled.NAMES, where, "", found)
        wide = unicodedata.normalize("NFKC", character)
        wide = "".join(spelled.SPELLED.get(each, (each, ""))[0] for each in wide)
        if wide.isascii() and wide.isprintable() and wide.strip():
            plain = f"({wide})" if "<super>" in unicodedata.decomposition(character) else wide
            return self._told(spelled.JOINED, where, plain, found)
        name = unicodedata.name(character, "a character without a name").lower()
        what = f"`{character}` (U+{ord(character):04X}, {name}) has no spelling in a text"
        self.changes.stop(where, what, "Write it with --format html, or spell it out in the paper.")
        return ""

    def _told(self, kind: str, where: str, plain: str, found: re.Match[str]) -> str:
        names = kind == spelled.NAMES and self.changes.wants_example(kind)
        self.changes.tell(kind, where, example=_word(found) if names else "")
        return plain

    def _references(self, text: str, where: str) -> str:
        return _NO_PLAIN.sub(lambda found: self._reference(found[0], where), text)

    def _reference(self, character: str, where: str) -> str:
        if character in _REFERENCES:
            return _REFERENCES[character]
        if character == "^":
            return "&#94;"
        if character == "\u00a0":
            return "&nbsp;"
        category = unicodedata.category(character)
        if category != "Zs" and (common := self._common(character, where)) is not None:
            return common
        self.changes.tell("characters above ASCII written as references", where)
        return f"&#{ord(character)};"


@lru_cache(maxsize=4096)
def _without_accents(character: str) -> str:
    """Return the letter without its accents; empty where it has none, or is no letter of ASCII then."""
    apart = unicodedata.normalize("NFD", character)
    plain = "".join(each for each in apart if unicodedata.category(each) != "Mn")
    return plain if apart != character and plain.isascii() else ""


def joined(page: str) -> str:
    """Return a page whose words, now that tags between them are gone, hold no call and no lost apostrophe."""
    return _JOINED.sub(_written, page)


def _written(found: re.Match[str]) -> str:
    if found["call"]:
        return f"{found['call']}&#40;"
    return "'" if len(found[0]) == 1 else found[0]


def _word(found: re.Match[str]) -> str:
    text, at = found.string, found.start()
    left = max(0, at - 24)
    before = re.split(r"[\s<>]", text[left:at])[-1]
    return before + re.split(r"[\s<>]", text[at : at + 24])[0]


def _private(text: str) -> bool:
    return any("\ue000" <= each <= "\uf8ff" or "\x80" <= each <= "\x9f" for each in text)


def _symbol(character: str) -> str:
    """Return what a private character of a symbol font shows; a control above ASCII is Windows-1252."""
    if "\x80" <= character <= "\x9f" and character != "\x85":
        return bytes([ord(character)]).decode("cp1252", "ignore") or character
    return spelled.SYMBOLS.get(character, character)
