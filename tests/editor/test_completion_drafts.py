"""Whole drafts are offered in a text that is empty but for comments and one word, and nowhere else."""

from pathlib import Path

import pytest
from edited_drafts import ROWS, repository

from form4kit.draft.templates import EVENT_KINDS, KINDS
from form4kit.editor.completion import Completion, complete
from form4kit.editor.completion_drafts import is_begun
from form4kit.editor.text import DraftText, Replacement, applied

HERE = "¦"


def drafts(marked: str, path: Path | None = None) -> dict[str, Completion]:
    before, _, after = marked.partition(HERE)
    found = complete(before + after, path, *DraftText(before).point(len(before)))
    return {each.label: each for each in found if each.kind == "draft"}


@pytest.mark.parametrize(
    "marked",
    [
        HERE,
        f"{HERE}\n",
        f"# mine\n\n{HERE}",
        f"---\n{HERE}\n",
        f"  sa{HERE}",
        f"s{HERE}ale\n\n# x\n",
        f"\ufeff{HERE}",
    ],
)
def test_an_empty_text_may_become_any_draft(marked: str) -> None:
    assert set(drafts(marked)) == {*EVENT_KINDS, *KINDS}
    assert is_begun(marked.replace(HERE, ""))


@pytest.mark.parametrize(
    "marked",
    [f"form: {HERE}", f"a b{HERE}", f"sale{HERE}: 1", f"# {HERE}", f"- {HERE}", f"sale\n{HERE}", ROWS + HERE],
)
def test_what_is_begun_with_is_left_alone(marked: str) -> None:
    assert drafts(marked) == {}


def test_a_draft_is_put_in_the_place_of_the_word(tmp_path: Path) -> None:
    path = repository(tmp_path)
    found = drafts(f"# mine\nsal{HERE}\n# end\n", path)
    text = applied("# mine\nsal\n# end\n", [Replacement(found["sale"].range, found["sale"].text)])
    assert text.startswith("# mine\n##\n") and text.endswith("\n\n# end\n")
    assert "issuer: allied\nowners: [federico]\n" in text and "  - sale:\n" in text
    assert found["vest"].found_by == "" and drafts(f"uni{HERE}", path)["vest"].found_by.startswith(
        "units that"
    )


def test_shares_have_the_title_that_they_have_in_earlier_filings(tmp_path: Path) -> None:
    path = repository(tmp_path)
    path.parent.mkdir()
    (path.parent / "earlier.yaml").write_text(ROWS.replace("Common Stock", "Class A Common Stock"))
    assert "security: Class A Common Stock\n" in drafts(HERE, path)["sale"].snippet
