"""What a submission lacks to be filed is told on the board; a folder that lacks it is never green."""

from pathlib import Path

import pytest
from signing_kit import run
from workbench_kit import business_day, gift

from form4kit.folder.read import find_built
from form4kit.outcome import new_york_now
from form4kit.registry.starter import starter
from form4kit.steps.filing_states import entries_below
from form4kit.steps.lacking import lacks

CCC = "1903446"


def built(root: Path) -> Path:
    """Build a draft beside itself; return its folder."""
    for name, text in starter(new_york_now().date()).items():
        if not name.startswith("drafts/"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
    draft = root / "drafts" / "gift.yaml"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text(gift(business_day()))
    done = run("build", draft, "--out", draft.parent)
    assert done.exit_code == 0, done.output
    return draft.parent / "gift"


def test_without_a_ccc_it_is_never_green(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"FORM4KIT_CCC_{CCC}", raising=False)
    folder = built(tmp_path)
    (found,) = find_built(folder)
    (why,) = lacks(found)
    assert why.startswith("the CCC of 1903446 is missing")
    (entry,) = entries_below(tmp_path, new_york_now())
    assert entry.remark.startswith(f"cannot be filed: the CCC of {CCC}")
    assert entry.standing is not None
    assert entry.standing.words not in ("Built", "Signed")


def test_with_one_it_is_built_until_it_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"FORM4KIT_CCC_{CCC}", "ab3#efgh")
    folder = built(tmp_path)
    (entry,) = entries_below(tmp_path, new_york_now())
    assert entry.remark == ""
    (folder / "submission.xml").unlink()
    (found,) = find_built(folder)
    assert [*lacks(found)] == ["there is no submission.xml that EDGAR could take: build it again"]
    (entry,) = entries_below(tmp_path, new_york_now())
    assert "no submission.xml" in entry.remark
