"""The cases of Section 16(b) that a lawyer can read and add to: tests/data/section16b."""

from pathlib import Path

import pytest
from section16b_cases import Case, as_told, cases, swing


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
