"""An excerpt: a form made of some rows, owners and signatures of a larger one, with the way back to it.

Footnotes go where a row refers to them, and are numbered anew; places stay those of the draft.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from form4kit.draft.footnote_numbers import number_footnotes
from form4kit.findings import Edit, Finding, Fix
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Footnote, Owner, Row, Signature, Table
from form4kit.place import Path

TABLES: tuple[Table, Table] = ("non_derivative", "derivative")
P = TypeVar("P", Row, Owner, Signature)
_LISTED = frozenset([*TABLES, "owners", "signatures", "footnotes"])
_NUMBERED = pattern(r"F[1-9][0-9]?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A form, and for each of its rows, owners, signatures and footnotes its path in the whole."""

    filing: Filing
    origins: Mapping[Path, Path]

    def with_fix_in_whole(self, finding: Finding) -> Finding:
        """Return a finding whose fix edits the whole; without a fix where that has nothing to edit."""
        if finding.fix is None:
            return finding
        edits = [self._edit(edit) for edit in finding.fix.edits]
        whole = tuple(edit for edit in edits if edit is not None)
        return replace(finding, fix=Fix(finding.fix.title, whole) if len(whole) == len(edits) else None)

    def _edit(self, edit: Edit) -> Edit | None:
        origin = self.origins.get(edit.path[:2])
        return replace(edit, path=(*origin, *edit.path[2:])) if origin else None

    def in_excerpt(self, finding: Finding) -> Finding | None:
        """Return a finding about the whole with the path it has here; None where its place is not here."""
        path = finding.place.path
        if not path or path[0] not in _LISTED or len(path) < 2:
            return finding
        here = next((here for here, origin in self.origins.items() if origin == path[:2]), None)
        if here is None:
            return None
        return replace(finding, place=finding.place._replace(path=(*here, *path[2:])))


def excerpt(
    whole: Filing,
    rows: Iterable[Row],
    owners: Iterable[Owner] | None = None,
    signatures: Iterable[Signature] | None = None,
    *,
    unreferred: bool,
) -> Excerpt:
    """Make a form of these rows, owners and signatures of the whole; all owners and signatures by default.

    `unreferred` takes along the footnotes that nothing in the whole refers to, so that EDGAR's objection to
    them is seen, once.
    """
    kept = {row.path for row in rows}
    origins: dict[Path, Path] = {}

    def counted(name: str, members: Iterable[P]) -> tuple[P, ...]:
        """Count members of a list from 0, and remember where each came from."""
        together = list(members)
        origins.update({(name, n): member.path[:2] for n, member in enumerate(together)})
        return tuple(_at(member, (name, n)) for n, member in enumerate(together))

    filing = replace(
        whole,
        non_derivative=counted("non_derivative", (r for r in whole.non_derivative if r.path in kept)),
        derivative=counted("derivative", (r for r in whole.derivative if r.path in kept)),
        owners=counted("owners", whole.owners if owners is None else owners),
        signatures=counted("signatures", whole.signatures if signatures is None else signatures),
    )
    strays = _referred_to(whole) if unreferred else None
    return Excerpt(_with_notes(filing, strays, origins), origins)


def _at(member: P, path: Path) -> P:
    more: dict[str, Any] = {}
    if isinstance(member, Owner) and member.address is not None:
        more["address"] = replace(member.address, path=(*path, "address"))
    return replace(member, path=path, **more)


def _referred_to(filing: Filing) -> list[str]:
    return list(dict.fromkeys(mark.name for row in filing.rows for mark in row.marks))


def _with_notes(filing: Filing, elsewhere: list[str] | None, origins: dict[Path, Path]) -> Filing:
    """Keep the footnotes that rows refer to, and number them anew, in the order of reference."""
    order = _referred_to(filing)
    strays = [n.name for n in filing.footnotes if elsewhere is not None and n.name not in elsewhere]
    known = {note.name: note for note in filing.footnotes}
    notes = [known[name] for name in (*order, *strays) if name in known]
    names = {
        note.name: f"F{number}" if _NUMBERED.match(note.name) else note.name
        for number, note in enumerate(notes, 1)
    }
    origins |= {("footnotes", names[note.name]): ("footnotes", note.name) for note in notes}
    filing = replace(
        filing,
        non_derivative=tuple(_renamed(row, names) for row in filing.non_derivative),
        derivative=tuple(_renamed(row, names) for row in filing.derivative),
        footnotes=tuple(_named(note, names[note.name]) for note in notes),
    )
    return number_footnotes(filing)


def _named(note: Footnote, name: str) -> Footnote:
    path = ("footnotes", name) if note.path[:1] == ("footnotes",) else note.path
    return note if note.name == name else replace(note, name=name, path=path)


def _renamed(row: Row, names: Mapping[str, str]) -> Row:
    changed: dict[str, Any] = {}
    for name, found in row.fields:
        marks = tuple(replace(mark, name=names.get(mark.name, mark.name)) for mark in found.marks)
        if marks != found.marks:
            changed[name] = replace(found, marks=marks)
    return replace(row, **changed) if changed else row
