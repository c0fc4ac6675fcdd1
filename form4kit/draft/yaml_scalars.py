"""Spell a text as YAML so that any YAML reader, typed or not, gets the same text back."""

import json
import re
import textwrap

from form4kit.lazy_re import pattern
from form4kit.source.yaml_tree import compose

_PLAIN = pattern(r"[A-Za-z0-9/(][A-Za-z0-9 .,;()/&'+$%^-]*\Z", re.ASCII)
_TYPED = pattern(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9][0-9_.,:eExXoO+-]*|[-+]?\.(?:inf|nan)|0x[0-9a-fA-F]+)\Z",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = pattern(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z|[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_UNSAFE = pattern("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
WIDTH = 96


def scalar(text: str, *, number: bool = False, flow: bool = False) -> str:
    """Spell a text on one line: plain where nothing can be mistaken, else in double quotes.

    `number` says that the value is a number or a date, which may stand plain; `flow` that it stands
    inside brackets, where a comma parts values.
    """
    if number and _NUMBER.match(text):
        return text
    safe = _PLAIN.match(text) and not text.endswith(" ") and not (flow and "," in text)
    if safe and not _TYPED.match(text):
        return text
    return _UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(text, ensure_ascii=False))


def key(text: str) -> str:
    """Spell a key."""
    return scalar(text)


def prose(text: str, indent: int) -> str:
    """Spell a long text: folded over lines or as a block where it reads back the same, else quoted."""
    plain = scalar(text)
    if len(plain) <= WIDTH and "\n" not in text:
        return plain
    for candidate in (_folded(text, indent), _literal(text, indent)):
        if candidate and _reads_back(candidate, text):
            return candidate
    return plain


def _folded(text: str, indent: int) -> str | None:
    if "\n" in text:
        return None
    lines = textwrap.wrap(
        text, WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=True, expand_tabs=False
    )
    return ">-\n" + "\n".join(" " * indent + line for line in lines)


def _literal(text: str, indent: int) -> str | None:
    return "|-\n" + "\n".join(" " * indent + line if line else "" for line in text.split("\n"))


def _reads_back(candidate: str, text: str) -> bool:
    root, findings = compose(f"k: {candidate}\n")
    node = root.get("k") if root else None
    return not findings and node is not None and node.text == text
