"""A draft of thirty-five rows is two filings: each is built, signed and filed, and stands for the draft."""

import datetime as dt
from pathlib import Path

import pytest
from prepare_kit import NOW, folder, many_rows
from record_kit import line as record_line

from form4kit.signoff.record import add
from form4kit.steps import review_ask
from form4kit.steps.board_entry import BoardEntry
from form4kit.steps.build import BuildAnswers, carry_out, plan
from form4kit.steps.filing_states import entries_below, standing_of
from form4kit.steps.held_draft import held
from form4kit.steps.step_plan import PlannedWrite, StepPlan
from form4kit.storage.names import MANIFEST
from form4kit.storage.sealed import sha256

ACCESSION = "0001903446-26-000001"
CCC = {"1903446": "ab#cd123"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = folder(tmp_path / "work").resolve()
    (place / "many.yaml").write_text(many_rows(35))
    return place


def built(root: Path, now: dt.datetime = NOW) -> tuple[Path, ...]:
    answers, draft = BuildAnswers(ccc="required", cccs=CCC, given=root), root / "many.yaml"
    return carry_out(plan(draft, answers, now), draft, answers, now)


def lines(root: Path) -> dict[str, BoardEntry]:
    return {each.name: each for each in entries_below(root, NOW) if not each.name.startswith("filed/")}


def standing(root: Path, name: str) -> tuple[str, str, str]:
    found = lines(root)[name].standing
    assert found is not None
    return found.words, found.next_step, found.button


def test_a_draft_of_two_filings_stands_alone_until_both_are_built(root: Path) -> None:
    assert [*lines(root)] == ["many"]
    assert standing(root, "many") == ("Draft, complete", "build", "Build")
    assert lines(root)["many"].standing.detail == "This becomes 2 filings"  # type: ignore[union-attr]
    assert [each.name for each in built(root)] == ["many-1", "many-2"]
    found = lines(root)
    assert [(e.name, e.draft, e.part, e.becomes) for e in found.values()] == [
        ("many-1/draft", "many", 1, 2),
        ("many-2/draft", "many", 2, 2),
    ]
    assert [standing(root, name)[0] for name in found] == ["Built", "Built"]
    assert [each.story for each in found.values()] == ["sale of 3,000 shares", "sale of 500 shares"]


def test_a_changed_draft_takes_the_place_of_its_filings_again(root: Path) -> None:
    built(root)
    draft = root / "many.yaml"
    draft.write_text(f"# once more\n{draft.read_text()}")
    (line,) = lines(root).values()
    assert line.name == "many"
    assert line.standing is not None
    assert [each.kind for each in line.standing.marks] == ["changed"]
    assert line.standing.state == "complete"
    built(root)
    assert [*lines(root)] == ["many-1/draft", "many-2/draft"]


def test_a_filing_that_a_draft_no_longer_gives_does_not_pass_for_one(root: Path) -> None:
    draft = root / "many.yaml"
    draft.write_text(many_rows(62))
    built(root)
    assert [*lines(root)] == ["many-1/draft", "many-2/draft", "many-3/draft"]
    draft.write_text(many_rows(35))
    built(root)
    (line,) = lines(root).values()
    assert (line.name, line.remark) == ("many", "changed since it was built")


def test_one_of_them_that_is_gone_brings_the_draft_back(root: Path) -> None:
    built(root)
    (root / "many-2" / MANIFEST).unlink()
    assert "many" in lines(root)
    assert standing(root, "many") == ("Draft, complete", "build", "Build")


def test_a_draft_is_held_for_what_any_of_its_filings_has_come_to(root: Path) -> None:
    first, _ = built(root)
    draft, now = root / "many.yaml", standing_of(root / "many.yaml", root, NOW)
    assert now is not None
    assert now.undone == "This is built. A change takes that back: build it again."
    change = PlannedWrite(draft, b"", sha256(draft.read_bytes()))
    assert held(StepPlan("Change it.", writes=(change,)), now, anyway=False).refusals
    hash = sha256((first / "ownership.xml").read_bytes())
    entry = record_line(ownership_sha256=hash, accession=ACCESSION, filed="2026-11-30")
    add(
        root / "record.jsonl", {key: entry[key] for key in entry if key not in ("number", "previous", "hash")}
    )
    now = standing_of(draft, root, NOW)
    assert now is not None
    assert (now.state, now.undone.split(".")[0]) == ("built", f"This is filed as {ACCESSION}")
    assert standing(root, "many-1/draft")[0] == "Recorded"
    assert standing(root, "many-2/draft")[0] == "Built"


def test_each_of_them_is_reviewed_by_itself(root: Path) -> None:
    with (root / "form4kit.toml").open("a") as file:
        file.write("\n[review]\nrequired = true\n")
    draft = root / "many.yaml"
    asked = review_ask.AskAnswers(reviewer="J. Moreau", by="S. Lee")
    (refusal,) = review_ask.plan(root, draft, asked, NOW).refusals
    assert refusal.words == "this becomes 2 filings: build them, and ask for each"
    assert standing(root, "many")[2] == "Build"
    built(root)
    assert standing(root, "many-1/draft") == ("Draft, complete", "review", "Ask for review")
    part = root / "many-1" / "draft.yaml"
    (question,) = review_ask.plan(root, part, review_ask.AskAnswers(reviewer="J. Moreau"), NOW).questions
    assert question.words == "Who prepared it?"
    signing = review_ask.AskAnswers(reviewer="J. Moreau", by="S. Lee", signer="reyes", dated="2026-11-30")
    (refusal,) = review_ask.plan(root, part, signing, NOW).refusals
    assert refusal.words.startswith("it is built, and signed as it will be filed: change the draft")
    themselves = review_ask.AskAnswers(reviewer="S. Lee", by="S. Lee")
    assert review_ask.plan(root, part, themselves, NOW).refusals
    done = review_ask.carry_out(review_ask.plan(root, part, asked, NOW), NOW)
    assert Path(done["pdf"]).parent == root / "review"
    assert standing(root, "many-1/draft")[0] == "Sent for review"
    assert standing(root, "many-2/draft")[0] == "Draft, complete"
