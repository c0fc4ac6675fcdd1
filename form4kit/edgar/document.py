"""A document that was written: its lines, and what each of them was written from."""

from dataclasses import dataclass, field
from typing import NamedTuple

from form4kit.model import Mark, Placed
from form4kit.place import Place


class Origin(NamedTuple):
    """What a line was written from: a part of the filing, a field of it, a reference on the field."""

    part: Placed
    field: str = ""
    mark: Mark | None = None

    @property
    def place(self) -> Place:
        """Where that stands in the source."""
        place = self.part.at(self.field)
        return Place(place.path, self.mark.line, self.mark.column) if self.mark else place


@dataclass(slots=True)
class Written:
    """An ownership document as text, and what each of its lines was written from.

    Places are looked up when they are asked for, since a document that the schema accepts needs none.
    """

    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The document, each line ended by a line feed."""
        return "\n".join(self.lines) + "\n"

    @property
    def data(self) -> bytes:
        """The document in UTF-8."""
        return self.text.encode("utf-8")

    @property
    def places(self) -> list[Place]:
        """The place in the source of each line."""
        return [origin.place for origin in self.origins]

    def place_of(self, line: int) -> Place:
        """Return the place in the source of a line of the document, counted from 1."""
        if not self.origins:
            return Place()
        return self.origins[min(max(line, 1), len(self.origins)) - 1].place
