"""Find words of a Word file that no reading came upon, so that none is lost in silence."""

from collections.abc import Collection, Iterator, Sequence

from form4kit.exhibits.docx_xml import WordElement

_GONE = frozenset(["w:del", "w:moveFrom"])
"""Words that a tracked change takes away, which is told where it is."""


def unread(roots: Sequence[WordElement], seen: Collection[int]) -> Iterator[str]:
    """Yield words in some parts that were not seen, of several ways to say the same those of the first.

    `seen` are the elements that were read, or left out and told, by identity.
    """
    pending = list(reversed(roots))
    while pending:
        node = pending.pop()
        if node.name == "w:t" and node.text.strip() and id(node) not in seen:
            yield node.text
        inner = node.children
        if node.name == "AlternateContent":
            inner = [shown] if (shown := node.child("Choice") or node.child("Fallback")) else []
        pending += reversed([each for each in inner if each.name not in _GONE])
