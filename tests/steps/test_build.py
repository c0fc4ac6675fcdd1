"""Building by both doors: the same refusals, the same bytes, and a CCC in the submission alone."""

import base64
import datetime as dt
import json
import re
import stat
from pathlib import Path

import pytest
from signing_kit import EXAMPLES, run

from form4kit.folder.build import BuildOptions
from form4kit.law.clock import NEW_YORK
from form4kit.steps.build import BuildAnswers, carry_out, plan
from form4kit.steps.write_planned import NoLongerPlanned

NOW = dt.datetime(2026, 11, 19, 12, tzinfo=NEW_YORK)
CIK, CCC, OTHER = "1903439", "ab#cd123", "xy@zw987"
ASKS = BuildAnswers(ccc="required")
TYPED = BuildAnswers(ccc="required", cccs={CIK: CCC})


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(f"FORM4KIT_CCC_{CIK}", raising=False)
    file = tmp_path / "plan.yaml"
    file.write_text((EXAMPLES / "plan-sale.yaml").read_text())
    return file


def without_submission(draft: Path) -> Path:
    """Build a folder as it is sent for review."""
    asked = BuildAnswers(ccc="none")
    (folder,) = carry_out(plan(draft, asked, NOW), draft, asked, NOW)
    return folder


def test_what_lacks_a_ccc_is_not_built_and_nothing_is_written(draft: Path) -> None:
    folder = without_submission(draft)
    assert sorted(each.name for each in folder.iterdir()) == [
        "draft.yaml",
        "manifest.json",
        "ownership.xml",
        "proof.pdf",
    ]
    planned = plan(draft, ASKS, NOW)
    (refusal,) = planned.refusals
    assert refusal.code == "CCC01"
    assert refusal.words == "The form is ready; the submission lacks the CCC of Lindqvist Karin."
    assert refusal.question == f"ccc-{CIK}"
    with pytest.raises(ValueError, match="lacks the CCC"):
        carry_out(planned, draft, ASKS, NOW)
    assert not (folder / "submission.xml").exists()
    assert plan(draft, BuildAnswers(), NOW).refusals == (), "the command line builds a TEST, and warns"


def test_a_typed_ccc_is_in_the_submission_and_nowhere_else(draft: Path) -> None:
    folder = without_submission(draft)
    (folder / "review.jsonl").write_text("said\n")
    approved = {each.name: each.read_bytes() for each in folder.iterdir()}
    planned = plan(draft, TYPED, NOW)
    other = plan(draft, BuildAnswers(ccc="required", cccs={CIK: OTHER}), NOW)
    assert planned.hash == other.hash, "not even a hash of it stands in the plan"
    assert CCC not in repr(planned) + repr(TYPED)
    assert planned.writes == ()
    assert "ownership.xml in plan/ stays byte for byte what it is" in planned.told
    carry_out(planned, draft, TYPED, NOW)
    after = {each.name: each.read_bytes() for each in folder.iterdir()}
    sent = after.pop("submission.xml")
    assert after == approved
    assert stat.S_IMODE((folder / "submission.xml").stat().st_mode) == 0o600
    inside = b"".join(base64.b64decode(each) for each in re.findall(rb"Block>([^<]+)<", sent))
    assert CCC.encode() in inside
    assert b"<testOrLive>TEST<" in sent
    held = [file for file in draft.parent.rglob("*") if file.is_file() and file.name != "submission.xml"]
    assert held
    assert not any(CCC.encode() in file.read_bytes() for file in held)


def test_building_again_by_the_command_line_keeps_what_was_said(draft: Path) -> None:
    folder = without_submission(draft)
    (folder / "review.jsonl").write_text("said\n")
    before = (folder / "ownership.xml").read_bytes()
    done = run("build", draft, "--out", draft.parent, "--filed", "2026-11-19", ccc=CCC)
    assert done.exit_code == 0, done.output
    assert (folder / "review.jsonl").read_text() == "said\n"
    assert (folder / "ownership.xml").read_bytes() == before
    draft.write_text(draft.read_text().replace("disposed: 1500", "disposed: 1600"))
    asked = BuildAnswers(ccc="none")
    again = plan(draft, BuildAnswers(), NOW)
    assert "ownership.xml in plan/ becomes another: what was said of it no longer counts" in again.told
    assert plan(draft, asked, NOW).hash != again.hash


@pytest.mark.parametrize(
    ("old", "new", "ccc"),
    [
        ("code: S", "code: Q", CCC),
        ("", "", "short"),
        ("", "", "with tab\t"),
        ('form: "4"', 'form: "44"', CCC),
    ],
)
def test_both_doors_refuse_in_the_same_words(draft: Path, old: str, new: str, ccc: str) -> None:
    text = draft.read_text()
    assert old in text
    draft.write_text(text.replace(old, new))
    mine = plan(draft, BuildAnswers(ccc="required", cccs={CIK: ccc}), NOW)
    assert mine.refusals
    done = run(
        "build", draft, "--out", draft.parent / "out", "--filed", "2026-11-19", "--format", "json", ccc=ccc
    )
    assert done.exit_code == 1, done.output
    (file,) = json.loads(done.stdout)["files"]
    said = [(each["rule"], each["message"]) for each in file["findings"] if each["severity"] == "error"]
    assert [(each.code, each.words) for each in mine.refusals] == said
    assert not (draft.parent / "out").exists() or not any((draft.parent / "out").iterdir())
    assert ccc not in done.output.replace(draft.name, "")


def test_another_draft_than_was_planned_is_not_built(draft: Path) -> None:
    planned = plan(draft, TYPED, NOW)
    draft.write_text(draft.read_text() + "\n# a word\n")
    with pytest.raises(NoLongerPlanned):
        carry_out(planned, draft, TYPED, NOW)
    live = BuildAnswers(ccc="required", cccs={CIK: CCC}, options=BuildOptions(live=True))
    assert plan(draft, live, NOW).facts["tag"] == "LIVE"
    assert not (draft.parent / "plan").exists()
