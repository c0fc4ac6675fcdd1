"""The cases of Section 16(b) that a lawyer can read and add to: tests/data/section16b."""

from pathlib import Path

import pytest
from commands_run import form4kit
from section16b_cases import Case, as_told, cases, swing, written

from form4kit.insiders import short_swing


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done, want = swing(case, tmp_path), case["want"]
    assert done.code == int(want.get("exit", 0)), done.err
    for words in want.get("says", []):
        assert words in done.err
    if done.code:
        return
    found = done.json
    for key in ("profit", "lowest_in_highest_out"):
        if key in want:
            assert found[key] == want[key]
    told = as_told(found)
    for key in ("pairs", "open"):
        if key in want:
            assert sorted(told[key]) == sorted(want[key])
    if "excluded" in want:
        assert len(told["excluded"]) == len(want["excluded"]), told["excluded"]
        for one, words in zip(sorted(told["excluded"]), sorted(want["excluded"]), strict=True):
            place, _, why = words.partition(": ")
            assert one.startswith(f"{place}: ")
            assert why in one
    for words in want.get("assumed", []):
        assert any(words in sentence for sentence in found["assumptions"]), found["assumptions"]
    for words in want.get("not_assumed", []):
        assert not [sentence for sentence in found["assumptions"] if words in sentence]


WORKED = next(each for each in cases("profit") if each["case"].startswith("lowest in"))


def test_the_text_begins_with_the_figures_and_says_when_each_side_is_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = form4kit("swing", *written(WORKED, tmp_path), "--as-of", "2026-11-30").out
    first, second, third, *_ = told.splitlines()
    assert first.split() == ["Greatest", "profit", "of", "any", "pairing:", "1,800.00"]
    assert second.split() == ["Lowest", "in,", "highest", "out:", "1,000.00"]
    assert third.startswith("This is for counsel.")
    assert "A purchase is clear of every open sale from 2027-03-14." in told
    assert "A sale matches nothing: no purchase is open." in told
    assert told.endswith(
        "Rests on\n  bought.yaml: Form 4, period 2026-02-02\n  sold.yaml: Form 4, period 2026-07-15\n"
    )


def test_a_folder_and_a_draft_that_lacks_a_row_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(WORKED, tmp_path)
    assert form4kit("swing", ".", "--as-of", "2026-11-30", "--format", "json").json["profit"] == "1800.00"
    draft = tmp_path / "sold.yaml"
    draft.write_text(draft.read_text().replace("'2026-07-15'", "'July'"))
    broken = form4kit("swing", ".", "--as-of", "2026-11-30")
    assert broken.code == 1 and not broken.out
    assert "sold.yaml" in broken.err


@pytest.mark.parametrize(("options", "code"), [(["nowhere"], 2), ([".", "--as-of", "May"], 2), ([], 2)])
def test_wrong_usage(options: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(WORKED, tmp_path)
    assert form4kit("swing", *options).code == code


def test_more_trades_than_can_be_matched_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(short_swing, "MOST_TRADES", 3)
    done = swing(WORKED, tmp_path)
    assert (done.code, done.out) == (1, "")
    assert "4 trades; the most that are matched are 3" in done.err
