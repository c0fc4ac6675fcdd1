"""What a draft says has no answer yet: the items of its `open:`, each a finding until it is gone.

An item is the question in words, or a mapping of an `id`, by which a page knows the field that waits, and
the words, `ask`. Nothing of it is filed, and nothing is built of a draft that has one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from form4kit.draft.faults import UNANSWERED
from form4kit.findings import Finding
from form4kit.place import Place
from form4kit.source.node import Node

KEY = "open"
"""The key of a draft that lists them."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without an answer: its words as written, the id of the field that waits, its place."""

    words: str
    id: str
    place: Place


def open_questions(root: Node) -> tuple[OpenQuestion, ...]:
    """Return the open questions of a draft's tree, in the order written.

    A blank item counts too, since somebody put it there; a single text in place of a list is one question.
    """
    given = root.get(KEY)
    if given is None or given.value == "":
        return ()
    items = given.items if given.kind == "a list" else [given]
    return tuple(_question(each, number) for number, each in enumerate(items))


def unanswered(root: Node) -> Iterator[Finding]:
    """Yield an error for each open question of a draft's tree."""
    for each in open_questions(root):
        asked = f'"{each.words}"' if each.words else each.id or "a question without words"
        message = f"{asked} has no answer yet"
        yield UNANSWERED.at(each.place, message, "Write the answer where it belongs, and take the item out.")


def not_finished(findings: Iterable[Finding]) -> str:
    """Say of an earlier draft that it is not finished, by its first question; empty where it has none."""
    asked = next((each.message for each in findings if each.rule == UNANSWERED.code), "")
    return f"it is not finished: {asked}" if asked else ""


def _question(item: Node, number: int) -> OpenQuestion:
    place = Place((KEY, number), item.line, item.column)
    if item.kind != "a mapping":
        return OpenQuestion((item.text or "").strip(), "", place)
    words, name = item.get("ask"), item.get("id")
    return OpenQuestion(_text(words), _text(name), place)


def _text(node: Node | None) -> str:
    return ((node.text if node is not None else None) or "").strip()
