"""Where a name is defined, and where it is used."""

import datetime as dt

from edited_drafts import NOTED, desk, pointed, shown

from form4kit.editor import rename
from form4kit.editor.text import Range
from form4kit.outcome import Options

FILED = Options(filed=dt.date(2026, 11, 19))


def test_definition_and_references_of_a_footnote() -> None:
    judged = desk(NOTED)
    (found,) = rename.definition(judged, *pointed(NOTED, "12 ^a", 4))
    assert found.file is None and found.range == Range(
        *pointed(NOTED, "  a: The", 2), *pointed(NOTED, ": The")
    )
    uses = rename.references(judged, *pointed(NOTED, "  a: The", 2))
    assert len(uses) == 6 and all(shown(NOTED, each) == "a" for each in uses)
    assert len(rename.references(judged, *pointed(NOTED, "  a: The", 2), declared=False)) == 5
    assert rename.references(judged, 99, 1) == []
