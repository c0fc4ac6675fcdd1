"""A batch that cannot be filed says so at each step, per filing, and no step of it is called good."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")

from workbench_kit import Server, business_day, folder, gift, serving

from form4kit.folder.read import find_built
from form4kit.steps.lacking import lacks
from form4kit.web.batch_standing import standing
from form4kit.web.board import Board

CCC = "1903446"
MISSING = f"gift: the CCC of {CCC} is missing"


def _asked(server: Server, step: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    answer = server.ask("POST", f"/api/batch/{step}", body)
    assert answer.status == 200, answer.body
    return [json.loads(line) for line in answer.body.splitlines()]


def _built(tmp_path: Path, live: bool = False) -> tuple[Path, dict[str, Any], dict[str, Any]]:
    """Build and verify a draft at the page; the repository, and what each of the steps said last."""
    place = folder(tmp_path)
    shutil.rmtree(place / "drafts")
    (place / "drafts").mkdir()
    (place / "drafts" / "gift.yaml").write_text(gift(business_day()))
    with serving(place) as server:
        built = _asked(server, "build", {"files": ["drafts/gift.yaml"], "batch": "built", "live": live})
        verified = _asked(server, "verify", {"batch": "built"})
    return place, built[-1], verified[-1]


def test_without_a_ccc_no_step_is_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"FORM4KIT_CCC_{CCC}", raising=False)
    place, built, verified = _built(tmp_path)
    for said in (built, verified):
        assert said["good"] is False
        (line,) = said["lacking"]
        assert line.startswith(MISSING) and line.endswith("it cannot be filed")
        assert "1 of 1 filing cannot be filed" in said["words"]
        assert not {"Built", "Signed", "Sound"} & {*said["words"].replace(".", "").split()}
    for step in ("packet", "sign"):
        found = standing(step, place / "built", "built")
        assert found.lacking == (line,) and found.words.endswith("see above.")
        assert not found.words.startswith("Signed")
    board = Board(place)
    board.refresh()
    (entry,) = board.entries()
    assert entry.state == "built" and entry.remark.startswith(f"cannot be filed: the CCC of {CCC}")
    assert board.doubles() == {"drafts/gift.yaml"}


def test_with_one_it_is_sound_and_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"FORM4KIT_CCC_{CCC}", "ab3#efgh")
    place, built, verified = _built(tmp_path, live=True)
    assert built == {"words": "Built.", "lacking": [], "good": True}
    assert verified["good"] is True
    unchanged, following = "Nothing has changed since it was made.", "the sheet for filing by hand."
    assert verified["words"] == f"{unchanged} Next: form4kit handoff ./built, {following}"
    said = standing("verify", place / "built", "built", "built/p.pdf").words
    assert (
        "Who signed is proven by: form4kit verify built built/p.pdf --trust" in said and "Sound" not in said
    )
    assert "ab3#" not in json.dumps([built, verified])
    board = Board(place)
    board.refresh()
    assert [each.remark for each in board.entries()] == [""]
    (place / "built" / "gift" / "submission.xml").unlink()
    board.refresh()
    assert "no submission.xml" in next(iter(board.entries())).remark
    (found,) = find_built(place / "built")
    assert [*lacks(found)] == ["there is no submission.xml that EDGAR could take: build it again"]


def test_a_test_is_called_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"FORM4KIT_CCC_{CCC}", "ab3#efgh")
    _, _, verified = _built(tmp_path)
    assert "1 of 1 filing for a TEST, which files nothing." in verified["words"]
