"""Asking for a review of a draft: who signs and when is said, never assumed; the folder is of these bytes."""

import datetime as dt
from pathlib import Path

import pytest
from review_kit import NOW, PREPARER, REVIEWER, say, unsigned_in
from signing_kit import OWN_HAND

from form4kit.folder.read import read_built
from form4kit.steps.filing_states import filing_states
from form4kit.steps.review import state_of
from form4kit.steps.review_ask import AskAnswers, carry_out, plan


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return unsigned_in(tmp_path)


FULL = AskAnswers(signer="Thomas Abel", dated="2026-11-30", reviewer=REVIEWER, by=PREPARER)


def _words(draft: Path, **answers: str) -> tuple[list[str], list[str]]:
    from dataclasses import replace

    planned = plan(draft.parent.parent, draft, replace(FULL, **answers), NOW)  # type: ignore[arg-type]
    return [each.words for each in planned.refusals], [each.id for each in planned.questions]


def test_nothing_is_chosen_and_nothing_written_before_it_is_said(draft: Path) -> None:
    before = draft.read_bytes()
    planned = plan(draft.parent.parent, draft, AskAnswers(), NOW)
    assert [each.id for each in planned.questions] == ["signer", "dated", "reviewer", "by"]
    assert planned.writes == () and draft.read_bytes() == before
    assert _words(draft, signer="Ann Gone")[0] == [
        "Ann Gone may not sign: the power of January 12, 2025 ended on January 11, 2026"
    ]
    assert _words(draft, signer="Sam Nobody")[0] == ["Sam Nobody is nobody who may sign this"]
    assert _words(draft, reviewer="Lee, S.")[0] == ["S. Lee prepared this. A second person approves."]
    assert "is still to come" in _words(draft, dated="2026-12-01")[0][0]
    assert "when the last of it happened" in _words(draft, dated="2026-11-18")[0][0]
    assert _words(draft, dated="") == ([], ["dated"])


def test_asking_signs_builds_and_makes_the_pdf(draft: Path) -> None:
    root = draft.parent.parent
    planned = plan(root, draft, FULL, NOW)
    assert planned.refusals == () and planned.questions == ()
    assert planned.hash == plan(root, draft, FULL, NOW + dt.timedelta(minutes=3)).hash
    done = carry_out(planned, NOW)
    folder = root / "drafts" / "gift"
    assert sorted(each.name for each in folder.iterdir()) == [
        *("draft.yaml", "manifest.json", "ownership.xml", "proof.pdf", "review.jsonl"),
    ]
    assert [each.name for each in (root / "review").iterdir()] == [f"gift.{done['code']}.pdf"]
    assert done["code"] in done["text"]
    text = draft.read_text()
    assert "# the end" in text
    typed = "/s/ Thomas Abel, attorney-in-fact for Antonio J. Reyes"
    assert typed in text and "2026-11-30" in text and OWN_HAND not in text
    assert read_built(folder, "gift").manifest["prepared_by"] == PREPARER
    state = state_of(folder, NOW)
    assert state.code == done["code"] and state.asked is not None
    stands = filing_states(root, NOW)["drafts/gift"]
    assert (stands.state, stands.button, stands.waits) == ("asked", "Waiting for J. Moreau", True)
    later = filing_states(root, NOW + dt.timedelta(hours=5))["drafts/gift"]
    assert (later.button, later.waits) == ("Remind J. Moreau", False)
    assert say(folder, "approve", by=REVIEWER) == []
    assert filing_states(root, NOW)["drafts/gift"].state == "reviewed"
    draft.write_text(text.replace("By Reyes Family Trust", "By Reyes Trust"))
    changed = filing_states(root, NOW)["drafts/gift"]
    assert changed.state in ("draft", "complete")
    assert [each.words.split(", ")[1] for each in changed.marks if each.kind == "changed"] == [
        "after the review"
    ]
    draft.write_text(text)
    again = plan(root, draft, FULL, NOW)
    assert again.writes == () and again.facts["code"] == done["code"]


def test_where_nobody_reviews_the_signature_alone_goes_in(draft: Path) -> None:
    root = draft.parent.parent
    alone = AskAnswers(signer="Thomas Abel", only_sign=True)
    (root / "form4kit.toml").write_text("")
    before = filing_states(root, NOW)["drafts/gift"]
    assert (before.state, before.next_step, before.button) == ("complete", "review", "Say who signs")
    assert [each.id for each in plan(root, draft, alone, NOW).questions] == ["dated"]
    (root / "form4kit.toml").write_text("[review]\nrequired = true\n")
    signs = AskAnswers(signer="Thomas Abel", dated="2026-11-30", only_sign=True)
    assert [each.words for each in plan(root, draft, signs, NOW).refusals] == [
        "a second person has to see this before it is signed"
    ]
    (root / "form4kit.toml").write_text("")
    planned = plan(root, draft, signs, NOW)
    typed = "/s/ Thomas Abel, attorney-in-fact for Antonio J. Reyes"
    assert [each.file for each in planned.writes] == [draft] and typed in planned.sentence
    assert carry_out(planned, NOW) == {"signed": [typed]}
    assert typed in draft.read_text() and not draft.with_suffix("").exists()
    assert filing_states(root, NOW)["drafts/gift"].button == "Build"
