"""Spell a text as YAML so that any YAML reader, typed or not, gets the same text back."""

import textwrap

from form4kit.source.yaml_tree import compose
from form4kit.words import scalar

WIDTH = 96


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
