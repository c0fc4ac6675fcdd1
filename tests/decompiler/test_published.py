"""Published filings restated as positions and events: the rows that come out are those that were filed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from event_drafts import Files, same

from form4kit.draft.read import read_draft
from form4kit.draft.write import write_draft
from form4kit.draft_schema.check import check_shape
from form4kit.edgar.read import read_document
from form4kit.events.expand import expand
from form4kit.law.codes import CODES
from form4kit.model import Filing
from form4kit.source.yaml_tree import compose

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "events" / "published.yaml").read_text())


def filed(shared: Path, name: str) -> Filing:
    filing, findings = read_document((shared / "filings" / name).read_bytes())
    assert filing is not None, findings
    return filing


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"][:-4])
def test_a_restated_filing_has_the_rows_that_were_filed(case: dict[str, Any], shared: Path) -> None:
    original = filed(shared, case["file"])
    head = write_draft(replace(original, non_derivative=(), derivative=()))
    root, findings = compose(head + case["draft"])
    assert root is not None and not findings
    assert check_shape(root) == []
    expansion = expand(read_draft(root)[0], root, Files())
    assert not expansion.findings and not expansion.refused
    made = expansion.filing
    assert len(made.rows) == len(original.rows)
    assert [
        same(one, other) for one, other in zip(made.rows, original.rows, strict=True) if same(one, other)
    ] == []
    assert [(row.path, row.holding) for row in made.rows] == [
        (row.path, row.holding) for row in original.rows
    ]
    assert [(note.id, note.text.value) for note in made.footnotes] == [
        (note.id, note.text.value) for note in original.footnotes
    ]


def test_every_code_that_occurs_is_restated(shared: Path) -> None:
    occurring = {
        row.code.value
        for path in (shared / "filings").glob("*.xml")
        for row in filed(shared, path.name).transactions
    }
    restated = {row.code.value for case in CASES for row in filed(shared, case["file"]).transactions}
    assert restated == occurring
    assert set(CODES) - occurring == {"H", "O", "U", "Z"}, "these have examples of our own making only"
