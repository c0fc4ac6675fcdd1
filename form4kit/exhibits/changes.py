"""What became of a paper on its way: each kind of change with its count, and what a person must decide."""

from dataclasses import dataclass, field

from form4kit.words import counted

_EXAMPLES = 4
_STOPS = 20


@dataclass(slots=True)
class _Kind:
    count: int
    where: str
    examples: list[str]


@dataclass(slots=True)
class Changes:
    """The changes made to one paper, in the order in which each kind was first made, and what stops it."""

    kinds: dict[str, _Kind] = field(default_factory=dict)
    stops: list[tuple[str, str, str]] = field(default_factory=list)
    """Where, what cannot be kept, and what to do."""

    def tell(self, kind: str, where: str, count: int = 1, example: str = "") -> None:
        """Count a change; `where` is the line or paragraph, an example the word that it changed."""
        found = self.kinds.setdefault(kind, _Kind(0, where, []))
        found.count += count
        if example and example not in found.examples and len(found.examples) < _EXAMPLES:
            found.examples.append(example)

    def wants_example(self, kind: str) -> bool:
        """Tell whether another example of a kind would be kept."""
        return kind not in self.kinds or len(self.kinds[kind].examples) < _EXAMPLES

    def stop(self, where: str, what: str, hint: str) -> None:
        """Say that something would be lost; the paper is then not written."""
        if len(self.stops) < _STOPS and (where, what, hint) not in self.stops:
            self.stops.append((where, what, hint))

    def lines(self) -> tuple[str, ...]:
        """Return a line for each kind of change, with its count, the first place, and examples."""
        return tuple(map(_line, self.kinds.items()))


def _line(item: tuple[str, _Kind]) -> str:
    kind, found = item
    examples = f": {', '.join(found.examples)}" if found.examples else ""
    where = f", {'first ' if found.count > 1 else ''}{found.where}" if found.where else ""
    if not where and found.count == 1:
        return f"{kind}{examples}"
    return f"{kind} ({counted(found.count, 'time')}{where}){examples}"
