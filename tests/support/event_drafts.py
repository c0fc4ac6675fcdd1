"""Drafts of positions and events for tests: a head to put under them, their files, and rows as lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from form4kit.draft.footnote_numbers import number_footnotes
from form4kit.draft.read import read_draft
from form4kit.draft.references import write_marks
from form4kit.events.expand import Expansion, expand
from form4kit.footnote_library.define import define
from form4kit.model import Field, Filing, Row
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose

HEADS: Mapping[str, str] = {
    "form": 'form: "4"',
    "issuer": 'issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}',
    "owners": """\
owners:
  - cik: "0001234567"
    name: Federico Richard D
    address: {street: [495 COMMERCE DRIVE, SUITE 3], city: AMHERST, state: NY, zip: "14228"}
    officer: Chief Financial Officer""",
    "plan_10b5_1": "plan_10b5_1: false",
    "signatures": "signatures:\n  - {name: /s/ Richard D. Federico, date: 2026-11-19}",
}
FILES = Path(__file__).parents[1] / "data" / "events" / "files"
SMITH = """\
  - cik: "0007654321"
    name: Smith Jane
    address: {street: [495 COMMERCE DRIVE, SUITE 3], city: AMHERST, state: NY, zip: "14228"}
    director: true"""


@dataclass
class Files:
    """A reader of files that tests hold in memory, beside those of `data/events/files`."""

    texts: Mapping[str, str | bytes] = field(default_factory=dict)
    nested: bool = False

    def __post_init__(self) -> None:
        self.texts = {path.name: path.read_text() for path in sorted(FILES.iterdir())} | dict(self.texts)

    def filings(self, path: str) -> tuple[tuple[str, Filing], ...] | str:
        if not path.endswith(".yaml") or path not in self.texts:
            return f"{path}: no such file or folder"
        return ((path, expanded(str(self.texts[path]), self).filing),)

    def data(self, path: str) -> bytes | str:
        if path.startswith(".."):
            return f"{path} is outside the draft's folder"
        text = self.texts.get(path)
        return f"{path}: no such file" if text is None else text if isinstance(text, bytes) else text.encode()


def whole(text: str) -> str:
    """Put the head that a fragment lacks under it, so that its lines keep their numbers."""
    given = {line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()}
    given |= {"plan_10b5_1"} if 'form: "3' in text else set()  # the box is not on a Form 3
    head = [part for key, part in HEADS.items() if key not in given]
    return text.rstrip("\n") + "\n" + "\n".join(head) + "\n"


def tree(text: str) -> Node:
    root, findings = compose(whole(text))
    assert root is not None and not findings, findings
    return root


def expanded(text: str, files: Files | None = None) -> Expansion:
    root = tree(text)
    filing, findings = read_draft(root)
    assert not findings, findings
    expansion = expand(filing, root, files or Files())
    filing, findings = define(expansion.filing)
    assert not findings, findings
    return replace(expansion, filing=number_footnotes(filing))


def lines(filing: Filing) -> list[str]:
    """Write each row on a line: `I  S 2026-11-18  D 500 @ 31.07  40971 direct  Common Stock`."""
    return [line(row) for row in filing.rows]


def line(row: Row) -> str:
    table = "I " if row.table == "non_derivative" else "II"
    held = f"{_text(row.owned_after)}{_text(row.value_owned_after, '$')} {_ownership(row)}"
    parts = [table]
    if not row.holding:
        flags = ("/K" if row.swap.value else "") + ("/V" if row.form_type.value == "5" else "")
        late = row.timeliness.text or ""
        parts.append(
            f"{row.code.text}{flags}{late}{_marks(row.code)} {_text(row.date)}{_text(row.deemed, '=')}"
        )
        amount = f"{_text(row.shares)}{_text(row.total_value, '$')}"
        parts.append(f"{row.acquired_disposed.text} {amount} @ {_text(row.price)}")
    parts += [held.strip(), _text(row.security)]
    if row.table == "derivative":
        parts.append(
            f"for {_text(row.underlying_shares)} {_text(row.underlying)} at {_text(row.exercise_price)}"
        )
        parts.append(f"{_text(row.exercisable)} to {_text(row.expires)}")
    return "  ".join(parts)


def _text(found: Field[object], lead: str = "") -> str:
    return lead + write_marks(found.text, found.names) if found else ""


def _marks(found: Field[object]) -> str:
    return "".join(f" ^{name}" for name in found.names)


def _ownership(row: Row) -> str:
    return _text(row.nature) if row.nature else "direct" + _marks(row.direct_indirect)


def same(one: Row, other: Row) -> list[str]:
    """Return the fields in which two rows differ, but for how a number is spelt."""
    names = {**dict(one.fields), **dict(other.fields)}
    return [
        f"{one.path}.{name}: {getattr(one, name).text} {getattr(one, name).names}"
        f" is not {getattr(other, name).text} {getattr(other, name).names}"
        for name in names
        if _value(getattr(one, name)) != _value(getattr(other, name))
    ]


def _value(found: Field[object]) -> tuple[object, tuple[str, ...]]:
    value = found.value.normalize() if isinstance(found.value, Decimal) else found.value
    return value, found.names
