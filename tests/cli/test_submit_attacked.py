"""Who can rewrite every file, or answers in EDGAR's place, but has no token, has nothing filed or told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from edgar_api import Edgar, edgar_api
from edgar_tokens import filer_token, user_token
from sent_folder import CCC, NOON, sendable
from signing_kit import EXAMPLES, pkcs12, run
from submit_kit import FILER, NAME, USER, attempts, submit

from form4kit.signoff import record
from form4kit.storage.sealed import opened, sealed, sha256

TEST = "0001903415-26-000041"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


def build(root: Path, draft: str, name: str, *more: str, ccc: str | None = CCC) -> Path:
    """Build a draft below a repository's root, and return the folder."""
    (root / "form4kit.toml").touch()
    (root / f"{name}.yaml").write_text(draft)
    (root / "poa.txt").write_text("Know all by these presents that Thomas Abel may sign for me.\n")
    words = ("build", root / f"{name}.yaml", "--out", root / "out", "--only", "xml", "--filed", NOON.date())
    done = run(*words, *more, ccc=ccc)
    assert done.exit_code == 0, done.output
    return root / "out" / name


PLAN = (EXAMPLES / "plan-sale.yaml").read_text() + "\nexhibits:\n  - {file: poa.txt, type: EX-24}\n"


def send_its_test(edgar: Edgar, root: Path) -> str:
    """Send a TEST of the plan, and return its number."""
    done = submit(edgar, build(root, PLAN, "test"))
    assert done.exit_code == 0, done.output
    return edgar.taken[-1].accession


def file_live(edgar: Edgar, folder: Path, accession: str, *more: str) -> Any:
    return submit(edgar, folder, "--live", accession, "--yes-file-live", NAME, *more)


Forgery = Callable[[Path, str], None]


def reseal(file: Path, **changes: object) -> None:
    file.write_bytes(sealed(opened(file.read_bytes()) | changes))


def of_another(root: Path, document: dict[str, object]) -> None:
    """Say in the attempt of the TEST that it was of another document."""
    (file,) = attempts(root)
    told = opened(file.read_bytes())["document"] | document
    reseal(file, document=told)
    file.rename(file.with_name(f"TEST-{told['ownership'][:16]}-001.json"))


DIFFERENT = {
    "another number of shares": (
        PLAN.replace("disposed: 1500", "disposed: 1400").replace("95000", "95100"),
        "another ownership.xml",
    ),
    "another exhibit": (PLAN.replace("poa.txt", "other.txt"), "other exhibits"),
    "another kind of exhibit": (PLAN.replace("EX-24", "EX-99"), "other exhibits"),
    "no exhibit": (PLAN.partition("\nexhibits:")[0] + "\n", "other exhibits"),
}


@pytest.mark.parametrize("name", sorted(DIFFERENT))
def test_a_test_of_another_filing_does_not_count(name: str, tmp_path: Path) -> None:
    draft, why = DIFFERENT[name]
    (tmp_path / "other.txt").write_text("Another paper.\n")
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, draft, "live", "--live")
        same = (live / "ownership.xml").read_bytes() == (tmp_path / "out/test/ownership.xml").read_bytes()
        assert same is (why != "another ownership.xml")
        done = file_live(edgar, live, accession)
    assert done.exit_code == 1
    assert f"{accession} is a TEST of {why}" in done.stderr
    assert len(edgar.taken) == 1


def test_nor_if_its_file_says_that_it_was_of_this(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, DIFFERENT["another number of shares"][0], "live", "--live")
        of_another(tmp_path, {"ownership": sha256((live / "ownership.xml").read_bytes())})
        done = file_live(edgar, live, accession)
    assert done.exit_code == 1
    assert "was changed, or is sealed with another filer token" in done.stderr
    assert len(edgar.taken) == 1


def test_a_suspended_test_is_not_made_an_accepted_one(tmp_path: Path) -> None:
    with edgar_api(verdict="SUSPENDED") as edgar:
        assert submit(edgar, build(tmp_path, PLAN, "test")).exit_code == 1
        accession = edgar.taken[0].accession
        live = build(tmp_path, PLAN, "live", "--live")
        told = file_live(edgar, live, accession)
        assert "that EDGAR has not accepted: it is suspended" in told.stderr
        (file,) = attempts(tmp_path)
        reseal(file, state="accepted")
        answer = tmp_path / "receipts" / f"{accession}.json"
        answer.write_text(answer.read_text().replace("SUSPENDED", "ACCEPTED"))
        done = file_live(edgar, live, accession)
    assert (told.exit_code, done.exit_code) == (1, 1)
    assert len(edgar.taken) == 1


def test_a_changed_answer_to_the_test_counts_for_nothing(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        answer = tmp_path / "receipts" / f"{accession}.json"
        answer.write_text(answer.read_text() + " ")
        live = build(tmp_path, PLAN, "live", "--live")
        assert "is not in receipts/ as it came" in file_live(edgar, live, accession).stderr
        assert len(edgar.taken) == 1
        assert submit(edgar, tmp_path / "out" / "test").exit_code == 0  # it is asked for again
        assert file_live(edgar, live, accession).exit_code == 0
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]


@pytest.mark.parametrize("accession", ["0001903415-26-000099", "0000000000-00-000000"])
def test_a_number_that_is_none_of_a_test_files_nothing(accession: str, tmp_path: Path) -> None:
    with edgar_api() as edgar:
        send_its_test(edgar, tmp_path)
        done = file_live(edgar, build(tmp_path, PLAN, "live", "--live"), accession)
    assert done.exit_code == 1
    assert "no TEST with that number was sent from here" in done.stderr


def test_a_test_elsewhere_does_not_count_here(tmp_path: Path) -> None:
    with edgar_api() as edgar, edgar_api() as other:
        accession = send_its_test(edgar, tmp_path)
        done = file_live(other, build(tmp_path, PLAN, "live", "--live"), accession)
    assert done.exit_code == 1
    assert f"is a TEST at {edgar.url}, and no TEST at {other.url}" in done.stderr
    assert other.requests == []


def test_a_filing_is_not_one_by_its_file_alone(tmp_path: Path) -> None:
    """An attempt that was made up, LIVE and sent, is not asked for, and puts nothing on record."""
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        (file,) = attempts(tmp_path)
        made = opened(file.read_bytes()) | {"tag": "LIVE", "state": "sent"}
        file.with_name(file.name.replace("TEST", "LIVE")).write_bytes(sealed(made))
        done = file_live(edgar, live, accession)
        assert done.exit_code == 1
        assert "look on EDGAR whether it is there before anything is sent" in done.stderr
        assert not (tmp_path / "record.jsonl").exists()
        assert file_live(edgar, live, accession, "--not-taken", "nothing is there").exit_code == 0
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]


def test_what_forgets_that_it_was_filed_does_not_file_it_again(tmp_path: Path) -> None:
    """All that says so here is deleted: EDGAR is asked before anything is sent."""
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        assert file_live(edgar, live, accession).exit_code == 0
        for file in attempts(tmp_path):
            if file.name.startswith("LIVE"):
                file.unlink()
        (tmp_path / "record.jsonl").unlink()
        done = file_live(edgar, live, accession)
        assert done.exit_code == 1
        assert f"since its TEST EDGAR has {edgar.taken[-1].accession}, LIVE" in done.stderr
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]


def forget(root: Path) -> None:
    """Delete all that says here that it was filed."""
    for file in attempts(root):
        if file.name.startswith("LIVE"):
            file.unlink()
    (root / "record.jsonl").unlink()


def test_nor_does_it_where_edgar_is_silent_about_what_it_has(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        assert file_live(edgar, live, accession).exit_code == 0
        forget(tmp_path)
        edgar.bulk = False
        done = file_live(edgar, live, accession)
        assert done.exit_code == 1
        assert "EDGAR does not answer whether it has a like filing already" in done.stderr
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]


REWRITTEN: dict[str, dict[str, str]] = {
    "a server of its own": {"api": "http://127.0.0.1:9"},
    "a server of its own, refused": {"api": "http://127.0.0.1:9", "state": "refused"},
    "EDGAR's beta host": {"api": "https://api.beta.edgarfiling.sec.gov"},
    "not taken": {"state": "not taken"},
    "refused": {"state": "refused"},
    "suspended": {"state": "suspended"},
    "a TEST": {"tag": "TEST", "state": "refused"},
}


@pytest.mark.parametrize("name", sorted(REWRITTEN))
def test_nor_where_what_may_be_at_edgar_is_rewritten(name: str, tmp_path: Path) -> None:
    """EDGAR's answer was lost, and it does not list the filing yet: the attempt's file is all there is."""
    with edgar_api(acts=["take", "take and drop", "take"]) as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        edgar.not_found = 10_000
        assert file_live(edgar, live, accession).exit_code == 1
        (file,) = (each for each in attempts(tmp_path) if each.name.startswith("LIVE"))
        reseal(file, **REWRITTEN[name])
        done = file_live(edgar, live, accession)
        assert done.exit_code == 1
        assert "look on EDGAR whether it is there before anything is sent" in done.stderr
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]


CHAIN = ("number", "previous", "hash")


def test_nor_where_its_number_is_put_on_record_as_of_another(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        assert file_live(edgar, live, accession).exit_code == 0
        (line,) = (tmp_path / "record.jsonl").read_text().splitlines()
        forget(tmp_path)
        entry = json.loads(line) | {"ownership_sha256": "0" * 64, "source_sha256": "0" * 64}
        record.add(tmp_path / "record.jsonl", {key: entry[key] for key in entry if key not in CHAIN})
        done = file_live(edgar, live, accession)
        assert done.exit_code == 1
        assert f"since its TEST EDGAR has {edgar.taken[-1].accession}, LIVE" in done.stderr
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]


def test_nor_after_another_test_of_it(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        assert file_live(edgar, live, accession).exit_code == 0
        forget(tmp_path)
        again = submit(edgar, tmp_path / "out" / "test", "--not-taken", "a new one is wanted")
        assert again.exit_code == 0, again.output
        done = file_live(edgar, live, edgar.taken[-1].accession)
        assert done.exit_code == 1
    assert [each.mode for each in edgar.taken].count("LIVE") == 1


def _edit(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / name).read_bytes()
        assert old in data
        (folder / name).write_bytes(data.replace(old, new, 1))

    return change


CHANGED: dict[str, Callable[[Path], None]] = {
    "the document": _edit("ownership.xml", b"1500", b"1400"),
    "the draft": _edit("draft.yaml", b"1500", b"1400"),
    "an exhibit": _edit("poa.txt", b"Abel", b"Cain"),
    "the manifest": _edit("manifest.json", b'"form": "4"', b'"form": "5"'),
    "the tag": _edit("submission.xml", b"TEST", b"LIVE"),
    "a blank": _edit("submission.xml", b"</edgarSubmission>", b" </edgarSubmission>"),
    "a file of its own": lambda folder: (folder / "ownership.xml").unlink(),
    "the submission": lambda folder: (folder / "submission.xml").unlink(),
    "the exhibit gone": lambda folder: (folder / "poa.txt").unlink(),
    "another submission": lambda folder: (
        shutil.copy(sendable(folder.parent, "test") / "submission.xml", folder / "submission.xml")
        and _edit("submission.xml", b"TEST", b"LIVE")(folder)
    ),
}


@pytest.mark.parametrize("name", sorted(CHANGED))
def test_what_was_changed_since_it_was_built_is_not_sent(name: str, tmp_path: Path) -> None:
    folder = build(tmp_path, PLAN, "test")
    CHANGED[name](folder)
    with edgar_api() as edgar:
        done = submit(edgar, folder)
    assert done.exit_code in (1, 2), done.output
    assert edgar.requests == []


def test_a_tag_that_is_not_for_where_it_goes_is_not_sent(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        as_test = submit(edgar, build(tmp_path, PLAN, "live", "--live"))
        as_live = file_live(edgar, tmp_path / "out" / "test", accession)
    assert (as_test.exit_code, as_live.exit_code) == (1, 1)
    assert "is tagged LIVE: a TEST is sent of a folder that is built without --live" in as_test.stderr
    assert "is tagged TEST, and nothing would be filed: build it again with --live" in as_live.stderr
    assert len(edgar.taken) == 1


def test_without_a_ccc_nothing_is_sent(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        done = submit(edgar, build(tmp_path, PLAN, "test", ccc=None))
    assert done.exit_code == 1
    assert "the CCC of 1903439 is missing" in done.stderr
    assert edgar.requests == []


def test_what_is_on_record_is_not_filed_again(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        number = ("--accession", "0001903415-26-000007", "--accepted", "2026-11-20 12:00")
        assert run("record", "add", live, *number, "--record", tmp_path / "record.jsonl").exit_code == 0
        done = file_live(edgar, live, accession)
    assert done.exit_code == 1
    assert "it is on record as filed, 0001903415-26-000007" in done.stderr
    assert len(edgar.taken) == 1


def test_with_another_filer_token_a_new_test_is_needed(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        other = {"FORM4KIT_FILER_TOKEN": filer_token(seed=9)}
        done = submit(edgar, live, "--live", accession, "--yes-file-live", NAME, **other)
        assert done.exit_code == 1
        assert "sealed with another filer token; send the TEST anew" in done.stderr
        assert submit(edgar, tmp_path / "out" / "test", **other).exit_code == 0
    assert [each.mode for each in edgar.taken] == ["TEST", "TEST"]


WRONG = {
    "no tokens": ({"FORM4KIT_FILER_TOKEN": None, "FORM4KIT_USER_TOKEN": None}, (), "there is no filer token"),
    "an old token": (
        {"FORM4KIT_USER_TOKEN": user_token("2026-01-01T03:00:00Z")},
        (),
        "is a user token, expired 2025-12-31",
    ),
    "http elsewhere": ({}, ("--api", "http://edgar.example"), "--api is not https"),
    "a number that is none": ({}, ("--live", "0001903415"), "write the accession number of the TEST as"),
    "a CIK that is none": ({}, ("--login", "12a"), "write a CIK, one to ten digits"),
    "no reason": ({}, ("--not-taken", " "), "--not-taken is empty"),
    "a name for a TEST": ({}, ("--yes-file-live", NAME), "is for --live ACCESSION alone"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_does_not_fit_ends_with_2(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4kit.edgar.ccc_keyring.installed", lambda: False)
    environment, words, told = WRONG[name]
    done = submit("", sendable(tmp_path, "test"), *words, **environment)
    assert done.exit_code == 2, done.output
    assert told in done.stderr
    assert attempts(tmp_path) == []


SECRETS = [CCC, *FILER.split(".")[1:], *USER.split(".")[1:]]


@pytest.mark.parametrize("act", ["take and repeat the token", "refuse 401", "refuse 403", "take and drop"])
def test_no_secret_is_told_or_written(act: str, tmp_path: Path) -> None:
    """The server repeats the tokens and the CCC wherever words may stand."""
    echo = f"{FILER},{USER} {CCC} {CCC.encode().hex()}"
    changes = {
        "messages": [{"type": "ERROR", "content": echo}, echo],
        "submissionMessages": [{"type": "WARNING", "message": echo, "errorLabel": echo, "context": [echo]}],
        "company": echo,
        echo: echo,
    }
    with edgar_api(acts=[act, "take"], changes=changes, verdict="SUSPENDED") as edgar:
        folder = build(tmp_path, PLAN, "test")
        before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
        told = submit(edgar, folder).output + submit(edgar, folder).output
    written = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    new = {file: data for file, data in written.items() if before.get(file) != data}
    assert len(new) >= 2
    for secret in filter(None, SECRETS):
        assert secret not in told
        assert [file.name for file, data in new.items() if secret.encode() in data] == []
    answers = (json.loads(data) for file, data in new.items() if file.parent.name == "receipts")
    assert all(each["company"] == "[a secret was here]" or CCC not in str(each) for each in answers)


def test_ctrl_c_leaves_what_is_needed_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is stopped at each wait and at each write in turn, and goes on with the same command."""
    from form4kit.transmission.attempts import Attempts

    with edgar_api(undecided=1) as edgar:
        folder = build(tmp_path, PLAN, "test")
        put = Attempts.put
        for stop in range(1, 4):
            shutil.rmtree(tmp_path / "receipts", ignore_errors=True)
            edgar.taken.clear()
            count = iter(range(1, 99))

            def stopping(*given: Any, stop: int = stop, count: Any = count) -> None:
                if next(count) == stop:
                    raise KeyboardInterrupt
                if len(given) == 2:
                    put(*given)

            monkeypatch.setattr("time.sleep", stopping)
            monkeypatch.setattr(Attempts, "put", stopping)
            stopped = submit(edgar, folder)
            assert stopped.exit_code == 130, stopped.output
            assert "The same command goes on where this was" in stopped.stderr
            monkeypatch.setattr("time.sleep", lambda _: None)
            monkeypatch.setattr(Attempts, "put", put)
            done = submit(edgar, folder)
            assert done.exit_code == 0, done.output
            assert len(edgar.taken) == 1


def test_two_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    from form4kit.storage.atomic import held_alone

    folder = build(tmp_path, PLAN, "test")
    with edgar_api() as edgar, held_alone(tmp_path / "receipts" / "attempts" / ".lock"):
        done = submit(edgar, folder)
    assert done.exit_code == 1
    assert "another form4kit sends from here" in done.stderr
    assert edgar.requests == []


def signed_packet(root: Path, folder: Path) -> Path:
    """Sign a packet of what is filed, and return it."""
    packet = root / "packet.pdf"
    (root / "form4kit.toml").unlink(missing_ok=True)  # without a registry the name of a signer is his own
    for words in (
        ("packet", folder.parent, "--signer", "Thomas Abel", "--out", packet),
        ("sign", packet, "--key", pkcs12(root / "key.p12")),
    ):
        done = run(*words)
        assert done.exit_code == 0, done.output
    return root / "packet.signed.pdf"


def test_where_a_signature_is_policy_nothing_is_filed_without(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        live = sendable(tmp_path / "live", "live")
        packet = signed_packet(tmp_path, live)
        (tmp_path / "form4kit.toml").write_text("[sign]\nrequired = true\n")
        assert submit(edgar, sendable(tmp_path / "test", "test")).exit_code == 0
        accession = edgar.taken[0].accession
        without = file_live(edgar, live, accession)
        assert (without.exit_code, len(edgar.taken)) == (1, 1)
        assert "form4kit.toml demands a signature, [sign] required: give the packet" in without.stderr
        unsigned = file_live(edgar, live, accession, "--packet", str(tmp_path / "packet.pdf"))
        assert (unsigned.exit_code, len(edgar.taken)) == (1, 1)
        strange = file_live(edgar, live, accession, "--packet", str(packet), "--signer", "Somebody Else")
        assert (strange.exit_code, len(edgar.taken)) == (1, 1)
        done = file_live(edgar, live, accession, "--packet", str(packet))
    assert done.exit_code == 0, done.output
    (line,) = (tmp_path / "record.jsonl").read_text().splitlines()
    assert json.loads(line)["packet_sha256"] == sha256(packet.read_bytes())
    assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]


def test_settings_that_cannot_be_read_file_nothing(tmp_path: Path) -> None:
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN, "live", "--live")
        (tmp_path / "form4kit.toml").write_text("[sign]\nrequired = 'perhaps'\n")
        done = file_live(edgar, live, accession)
    assert done.exit_code == 1
    assert "whether it demands a signature is not known" in done.stderr
    assert len(edgar.taken) == 1


def test_other_addresses_than_in_the_test_are_told_before_it_is_filed(tmp_path: Path) -> None:
    contact = "contact: {name: Thomas Abel, phone: 650-555-0100, email: abel@hartwell.example}\n"
    with edgar_api() as edgar:
        accession = send_its_test(edgar, tmp_path)
        live = build(tmp_path, PLAN + contact, "live", "--live")
        told = submit(edgar, live, "--live", accession, typed="no\n")
        same = submit(edgar, build(tmp_path, PLAN, "same", "--live"), "--live", accession, typed="no\n")
    assert (
        "BUT     contact, notification addresses or descriptions are others than in the TEST" in told.stderr
    )
    assert "BUT" not in same.stderr
    assert len(edgar.taken) == 1
