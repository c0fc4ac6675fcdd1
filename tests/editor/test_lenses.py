"""What can be done with a draft stands above it, and says what is in the way."""

import pytest
from edited_drafts import ROWS, desk, shown

from form4kit.editor.lenses import lenses, told_due


@pytest.mark.parametrize(
    ("right", "wrong", "build", "due"),
    [
        ("x", "x", "Build", "Due Fri 2026-11-20 at 22:00 New York time"),
        ("code: S", "code: Q", "Build (1 error first)", "Due Fri 2026-11-20 at 22:00 New York time"),
        ('"4"', '"4/A"', "Build (2 errors first)", "No deadline"),
        ("date: 2026-11-18", "date: x", "Build (1 error first)", "No deadline"),
    ],
)
def test_lenses(right: str, wrong: str, build: str, due: str) -> None:
    text = ROWS.replace(right, wrong, 1)
    judged = desk(text)
    found = {each.act: each for each in lenses(judged)}
    assert {act: each.title for act, each in found.items()} == {
        "build": build,
        "preview": "Preview the form",
        "due": due,
    }
    assert {shown(text, each.range) for each in found.values()} == {"form"}
    assert told_due(judged).startswith(
        "Form 4 is due" if due != "No deadline" else ("An amend", "No deadline")
    )


def test_a_text_that_is_no_draft_has_none() -> None:
    judged = desk("form: [\n")
    assert lenses(judged) == [] and told_due(judged) == "The draft cannot be read."
