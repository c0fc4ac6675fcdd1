"""`form4kit submit` against a server on loopback that plays EDGAR: TEST, live, and all that goes wrong."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from edgar_api import edgar_api
from sent_folder import sendable
from signing_kit import run
from submit_kit import NAME, attempts, submit


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No time is waited; what would have been stands in the list."""
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    return slept


def both(root: Path) -> tuple[Path, Path]:
    """Return a folder to send as a TEST, and one of the same filing to send live."""
    return sendable(root / "a", "test"), sendable(root / "b", "live")


def send_its_test(edgar: Any, root: Path) -> tuple[Path, str]:
    """Send the TEST, and return the folder to send live, and the accession number."""
    (root / "form4kit.toml").write_text("")
    test, live = both(root)
    done = submit(edgar, test)
    assert done.exit_code == 0, done.output
    return live, edgar.taken[-1].accession


def receipts(root: Path) -> list[str]:
    return sorted(file.name for file in (root / "receipts").glob("*.json"))


@pytest.mark.parametrize("seed", range(6))
def test_a_test_is_sent_and_waited_for(seed: int, tmp_path: Path, waits: list[float]) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    folder = sendable(tmp_path, "test")
    with edgar_api(seed=seed, not_found=2, undecided=3) as edgar:
        done = submit(edgar, folder)
    assert done.exit_code == 0, done.output
    (one,) = edgar.taken
    assert (one.mode, one.endpoint, one.form) == ("TEST", "test", "4")
    assert one.body == (folder / "submission.xml").read_bytes()
    assert f"TEST ACCEPTED, NOTHING IS FILED: Form 4, {one.accession}" in done.stdout
    assert waits == [3, 5, 10, 20, 30, 30]
    assert receipts(tmp_path) == [f"{one.accession}.json"]
    assert not (tmp_path / "record.jsonl").exists()
    read = run("receipt", tmp_path / "receipts" / f"{one.accession}.json", "--format", "json")
    (found,) = json.loads(read.stdout)
    assert (found["accession"], found["status"], found["test"]) == (one.accession, "accepted", True)


def test_a_test_that_was_accepted_is_not_sent_again(tmp_path: Path) -> None:
    folder = sendable(tmp_path, "test")
    with edgar_api() as edgar:
        first, second = submit(edgar, folder), submit(edgar, folder)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert len(edgar.taken) == 1
    assert "Nothing is sent: EDGAR has accepted a TEST of Form 4" in second.stderr
    assert second.stdout == first.stdout


def test_it_is_filed_after_its_test_and_its_name(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        live, accession = send_its_test(edgar, tmp_path)
        done = submit(edgar, live, "--live", accession, typed=f"{NAME.lower()}\n")
    assert done.exit_code == 0, done.output
    filed = edgar.taken[-1]
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]
    assert f"ACCEPTED AND FILED: Form 4, {filed.accession}" in done.stdout
    for told in (
        "LIVE, public within seconds",
        "Lindqvist Karin, CIK 0001903439",
        "Table I, row 1",
        edgar.url,
    ):
        assert told in done.stderr, told
    (line,) = (tmp_path / "record.jsonl").read_text().splitlines()
    entry = json.loads(line)
    assert entry["accession"] == filed.accession
    assert run("record", "check", "--record", tmp_path / "record.jsonl").exit_code == 0
    assert receipts(tmp_path) == sorted(f"{each.accession}.json" for each in edgar.taken)


def test_it_is_filed_once(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        live, accession = send_its_test(edgar, tmp_path)
        first = submit(edgar, live, "--live", accession, "--yes-file-live", NAME)
        again = submit(edgar, live, "--live", accession, "--yes-file-live", NAME)
    assert (first.exit_code, again.exit_code) == (0, 0), again.output
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]
    assert len((tmp_path / "record.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize("typed", ["", "\n", "Karin\n", "Lindqvis\n", "yes\n", "0001903439\n"])
def test_another_word_files_nothing(typed: str, tmp_path: Path) -> None:
    with edgar_api() as edgar:
        live, accession = send_its_test(edgar, tmp_path)
        done = submit(edgar, live, "--live", accession, typed=typed)
        unasked = submit(edgar, live, "--live", accession, "--yes-file-live", typed)
    assert (done.exit_code, unasked.exit_code) == (1, 1)
    assert len(edgar.taken) == 1
    assert "not filed: that is not the name. Type Lindqvist to file it" in done.stderr


REFUSED = {400: "does not understand", 401: "does not take a token", 403: "User 0ebc may not file for CIK"}


@pytest.mark.parametrize("status", [*REFUSED, 404, 413, 503])
def test_what_edgar_refuses_is_told_and_may_be_sent_again(status: int, tmp_path: Path) -> None:
    folder = sendable(tmp_path, "test")
    with edgar_api(acts=[f"refuse {status}", "take"]) as edgar:
        done = submit(edgar, folder)
        assert done.exit_code == 1
        assert edgar.taken == []
        assert "nothing was taken" in done.stderr
        assert REFUSED.get(status, f"HTTP {status}") in done.stderr
        assert "for Filer Support: tracking t-1, locator l-1" in done.stderr
        assert ("Closed until 6:00 a.m." in done.stderr) is (status == 503)
        assert submit(edgar, folder).exit_code == 0
    assert len(edgar.taken) == 1


def test_too_many_requests_are_waited_out(tmp_path: Path, waits: list[float]) -> None:
    with edgar_api(acts=["refuse 429", "refuse 429", "take"]) as edgar:
        done = submit(edgar, sendable(tmp_path, "test"))
    assert done.exit_code == 0, done.output
    assert (edgar.posts, len(edgar.taken), waits[:2]) == (3, 1, [2, 6])


LOST = ["take and drop", "take and fail", "take and 504", "take and break off", "take and say nothing"]


@pytest.mark.parametrize("act", LOST)
@pytest.mark.parametrize("live", [False, True], ids=["test", "live"])
def test_a_lost_answer_is_looked_up_and_never_sent_again(act: str, live: bool, tmp_path: Path) -> None:
    with edgar_api(not_found=1) as edgar:
        folder, accession = send_its_test(edgar, tmp_path) if live else (sendable(tmp_path, "test"), "")
        before = edgar.posts
        edgar.acts = [act]
        more = ["--live", accession, "--yes-file-live", NAME] if live else []
        done = submit(edgar, folder, *more)
        assert done.exit_code == 0, done.output
        assert "looking whether EDGAR has it" in done.stderr
        assert "found by its form, owners and time" in done.stderr
        assert edgar.posts == before + 1


@pytest.mark.parametrize("act", ["drop unread", "take and drop"])
def test_what_cannot_be_looked_up_is_never_sent_again(
    act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "form4kit.steps.sending.live_since", lambda *_: []
    )  # it was asked, and then fell silent
    with edgar_api(bulk=False) as edgar:
        folder, accession = send_its_test(edgar, tmp_path)
        edgar.acts = [act]
        more = ["--live", accession, "--yes-file-live", NAME]
        for _ in range(3):
            done = submit(edgar, folder, *more)
            assert done.exit_code == 1
            assert "it is not known whether EDGAR has it" in done.stderr
            assert edgar.posts == 2
        edgar.bulk = True
        edgar.acts = ["take"]
        last = submit(edgar, folder, *more)
        assert (last.exit_code == 0) is (act == "take and drop")
        assert edgar.posts == 2
        if act == "drop unread":
            done = submit(edgar, folder, *more, "--not-taken", "J. Moreau looked on EDGAR at 5 p.m.")
            assert done.exit_code == 0, done.output
        assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]
    assert ("J. Moreau" in attempts(tmp_path)[0].read_text()) is (act == "drop unread")


def test_what_was_lost_is_found_though_another_was_sent_since(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    first, lost, after = (sendable(tmp_path / name, "test") for name in ("first", "lost", "after"))
    for number, folder in enumerate((first, lost, after)):
        _retitle(folder, number)
    with edgar_api(bulk=False) as edgar:
        assert submit(edgar, first).exit_code == 0
        edgar.acts = ["take and drop", "take"]
        assert "it is not known whether EDGAR has it" in submit(edgar, lost).stderr
        assert submit(edgar, after).exit_code == 0
        edgar.bulk = True
        done = submit(edgar, lost)
        assert done.exit_code == 0, done.output
        assert f"EDGAR has it: {edgar.taken[1].accession}" in done.stderr
    assert len(edgar.taken) == 3


def test_no_connection_sends_nothing_and_leaves_nothing(tmp_path: Path, waits: list[float]) -> None:
    with edgar_api() as edgar:
        pass
    done = submit(edgar.url, sendable(tmp_path, "test"))
    assert done.exit_code == 1
    assert "nothing was sent: no connection to 127.0.0.1" in done.stderr
    assert (waits, attempts(tmp_path)) == ([2, 6], [])


def test_twelve_errors_are_told_with_their_rules(tmp_path: Path) -> None:
    folder = sendable(tmp_path, "test")
    with edgar_api(verdict="SUSPENDED") as edgar:
        done = submit(edgar, folder)
        assert done.exit_code == 1
        assert "SUSPENDED, NOTHING IS FILED: a TEST of" in done.stdout
        assert done.stdout.count("TAG_VALUE_MISSING_OR_INVALID") == 12
        assert receipts(tmp_path) == [f"{edgar.taken[0].accession}.json"]
        edgar.verdict = "ACCEPTED"
        assert submit(edgar, folder).exit_code == 0
    assert len(edgar.taken) == 2


def test_a_live_filing_that_was_processed_as_a_test_is_not_on_record(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        live, accession = send_its_test(edgar, tmp_path)
        edgar.changes = {"mode": "TEST", "type": "TEST"}
        done = submit(edgar, live, "--live", accession, "--yes-file-live", NAME)
        assert done.exit_code == 1
        assert "it was processed as a TEST" in done.stdout
        assert not (tmp_path / "record.jsonl").exists()
        edgar.changes = {}
        again = submit(edgar, live, "--live", accession, "--yes-file-live", NAME)
        assert f"since its TEST EDGAR has {edgar.taken[-1].accession}, LIVE" in again.stderr  # it says so now
        edgar.taken[-1].mode = "TEST"
        done = submit(edgar, live, "--live", accession, "--yes-file-live", NAME)
    assert done.exit_code == 0, done.output
    assert len((tmp_path / "record.jsonl").read_text().splitlines()) == 1


def test_an_answer_about_another_filing_counts_for_nothing(tmp_path: Path) -> None:
    with edgar_api(changes={"registrants": [{"cik": "0000000007"}]}) as edgar:
        (tmp_path / "form4kit.toml").write_text("")
        test, live = both(tmp_path)
        done = submit(edgar, test)
        assert done.exit_code == 1
        assert "is about another filing" in done.stderr
        more = ["--live", edgar.taken[0].accession, "--yes-file-live", NAME]
        assert submit(edgar, live, *more).exit_code == 1
    assert len(edgar.taken) == 1


def test_several_are_sent_one_by_one_up_to_the_first_refusal(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    folders = [sendable(tmp_path / name, "test") for name in "abc"]
    for number, folder in enumerate(folders):
        _retitle(folder, number)
    with edgar_api(acts=["take", "refuse 403", "take"]) as edgar:
        done = submit(edgar, *folders)
    assert done.exit_code == 1
    assert (edgar.posts, len(edgar.taken)) == (2, 1)


def _retitle(folder: Path, number: int) -> None:
    """Build the folder's own draft again, for another CIK of the issuer."""
    text = (folder / "draft.yaml").read_text().replace("1903415", f"190341{number}")
    draft = folder.parent / f"plan{number}.yaml"
    draft.write_text(text)
    (folder.parent / "poa.txt").write_bytes((folder / "poa.txt").read_bytes())
    done = run("build", draft, "--out", folder.parent, "--filed", "2026-11-20", ccc="ab#cd123")
    assert done.exit_code == 0, done.output
    (folder.parent / f"plan{number}").replace(folder.parent / "moved")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    (folder.parent / "moved").replace(folder)


def test_live_is_one_folder_a_command(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    with edgar_api() as edgar:
        _, accession = send_its_test(edgar, tmp_path)
        done = submit(edgar, tmp_path, "--live", accession, "--yes-file-live", NAME)
    assert done.exit_code == 2
    assert "one folder a command: here are 2" in done.stderr
    assert len(edgar.taken) == 1


ACTS = [
    *LOST,
    "take",
    "drop before",
    "drop unread",
    "refuse 429",
    "refuse 403",
    "refuse 503",
    "to http://127.0.0.1:9",
]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_goes_wrong_it_is_filed_once_at_the_most(seed: int, tmp_path: Path) -> None:
    """Anything may come back, in any order; it is run again until it is done, and the person looks."""
    chance = random.Random(seed)
    with edgar_api(seed=seed) as edgar:
        live, accession = send_its_test(edgar, tmp_path)
        edgar.taken[0].asked = 99
        edgar.acts = [*chance.choices(ACTS, k=6), "take"]
        edgar.not_found, edgar.undecided = chance.randrange(4), chance.randrange(4)
        command = [live, "--live", accession, "--yes-file-live", NAME]
        for _ in range(12):
            edgar.bulk = chance.random() < 0.7
            more = ["--not-taken", "looked"] if len(edgar.taken) == 1 and chance.random() < 0.5 else []
            done = submit(edgar, *command, *more)
            assert len(edgar.taken) <= 2, done.output
            if done.exit_code == 0:
                break
            edgar.bulk = True
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"], done.output
    (line,) = (tmp_path / "record.jsonl").read_text().splitlines()
    assert json.loads(line)["accession"] == edgar.taken[1].accession
    assert f"{edgar.taken[1].accession}.json" in receipts(tmp_path)


def test_another_server_may_give_the_same_numbers(tmp_path: Path) -> None:
    with edgar_api() as first, edgar_api() as second:
        live, accession = send_its_test(first, tmp_path)
        assert submit(second, tmp_path / "a" / "plan").exit_code == 0
        assert second.taken[0].accession == accession
        done = submit(second, live, "--live", accession, typed="no\n")
    assert "Type Lindqvist to file it" in done.stderr
