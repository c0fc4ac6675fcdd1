"""The record is a chain that notices every change, and the table of late filers comes from it."""

import datetime as dt
import errno
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from record_kit import line
from signing_kit import EXAMPLES, SIGNER, built, live, pkcs12, run

from form4kit.history.delinquent_reports import falls_in, fiscal_year
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.record import Refused, add, faults_in, head_of, record_for
from form4kit.signoff.record_lines import standing
from form4kit.storage.sealed import opened, sealed, sha256

ENTRY = {
    "accession": "0001234567-26-000001", "form": "4", "filed": "2026-11-19",
    "accepted": "2026-11-19T16:00:00-05:00", "owners": [], "owed": [],
}  # fmt: skip


def numbered(number: int) -> dict[str, object]:
    return ENTRY | {"accession": f"0001234567-26-{number:06}"}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "record.jsonl"
    for number in range(1, 6):
        add(file, numbered(number))
    return file


def test_no_flipped_byte_passes(record: Path) -> None:
    data, chance = record.read_bytes(), random.Random(5)
    assert [*faults_in(data)] == []
    for _ in range(500):
        at = chance.randrange(len(data))
        bad = data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :]
        assert [*faults_in(bad)], at


def test_lines_cannot_be_taken_out_put_in_or_moved(record: Path) -> None:
    lines = record.read_bytes().splitlines(keepends=True)
    for others in (lines[1:], lines[:2] + lines[3:], [lines[1], lines[0]], [*lines, lines[-1]]):
        assert [*faults_in(b"".join(others))]
    assert [*faults_in(b"".join(lines)[:-1])] == ["its last line has no end"]


def test_what_is_owed_for_no_date_falls_in_the_year_of_its_last_day() -> None:
    owed = line(1, filed="2027-01-04", owed=[{"form": "4", "last_day": "2026-12-31"}])
    years = [year for year in range(2025, 2029) if falls_in(owed, dt.date(year, 1, 1), dt.date(year, 12, 31))]
    assert years == [2026, 2027]


def test_a_broken_record_takes_no_line(record: Path, tmp_path: Path) -> None:
    folder = filed(tmp_path)
    broken = record.read_bytes().replace(b'"4"', b'"5"', 1)
    record.write_bytes(broken)
    checked = run("record", "check", "--record", record)
    assert checked.exit_code == 1
    assert "line 1 was changed" in checked.output
    assert run("late", "--year", 2026, "--record", record).exit_code == 1
    added = run(*ADD, folder, "--record", record)
    assert added.exit_code == 1
    assert "nothing was added" in added.output
    assert record.read_bytes() == broken


ACCESSION = "0001234567-26-000009"
ADD = ["record", "add", "--accession", ACCESSION, "--accepted", "2026-11-20 16:30"]


@pytest.fixture(autouse=True)
def later_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    now = max(dt.datetime(2027, 1, 4, 12, tzinfo=NEW_YORK), dt.datetime.now(NEW_YORK) + dt.timedelta(days=2))
    monkeypatch.setattr("form4kit.signoff.acceptance.new_york_now", lambda: now)


def filed(into: Path, name: str = "gift") -> Path:
    """Build a folder that was filed."""
    return live(built(into) / name)


def test_a_filing_is_added_once(tmp_path: Path) -> None:
    folder, record = filed(tmp_path), tmp_path / "record.jsonl"
    first = run(*ADD, folder, "--record", record)
    assert first.exit_code == 0, first.output
    checked = run("record", "check", "--record", record)
    assert checked.exit_code == 0
    assert "whole, 1 filing, " in checked.output
    assert json.loads(record.read_text())["accepted"] == "2026-11-20T16:30:00-05:00"
    before = record.read_bytes()
    again = run(*ADD, folder, "--record", record)
    assert again.exit_code == 1
    assert "0001234567-26-000009 is on record already" in again.output
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--accession", "1234567-26-9"], "write it as 0001234567-26-000001"),
        (["--accepted", "yesterday"], "'yesterday' is not a date or a time"),
        (["--accepted", "2026-11-20"], "say the time too"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, tmp_path: Path) -> None:
    result = run(*ADD, built(tmp_path) / "gift", *arguments, "--record", tmp_path / "r.jsonl")
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "r.jsonl").exists()


def test_changed_folders_and_several_are_not_added(tmp_path: Path) -> None:
    out, record = built(tmp_path), tmp_path / "r.jsonl"
    assert run(*ADD, out, "--record", record).exit_code == 2
    (out / "gift" / "proof.pdf").write_bytes(b"%PDF")
    result = run(*ADD, out / "gift", "--record", record)
    assert result.exit_code == 1
    assert "proof.pdf is not what the manifest binds; not added" in result.output
    assert not record.exists()
    assert run("record", "check", "--record", record).exit_code == 2


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    program = (
        "import sys; from pathlib import Path; from form4kit.signoff.record import add\n"
        "for n in range(20): add(Path(sys.argv[1]), eval(sys.argv[3]) | {'accession': f'{sys.argv[2]}-{n}'})"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(file), str(n), repr(ENTRY)]) for n in range(4)
    ]
    assert [each.wait() for each in runs] == [0] * 4
    assert [*faults_in(file.read_bytes())] == []
    assert len(file.read_bytes().splitlines()) == 80


def test_a_disk_that_fills_up_leaves_the_record_whole(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = record.read_bytes()

    def full(handle: int, mode: str) -> object:
        os.write(handle, before[:40])
        os.close(handle)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("form4kit.storage.atomic.os.fdopen", full)
    with pytest.raises(OSError, match="No space left"):
        add(record, numbered(6))
    assert record.read_bytes() == before
    assert [each.name for each in record.parent.iterdir()] == [record.name]


def test_late_filers_are_counted_as_item_405_asks(tmp_path: Path) -> None:
    out, record = tmp_path / "out", tmp_path / "record.jsonl"
    names = ("gift", "form5-late", "joint-filing", "amendment")
    drafts = [EXAMPLES / f"{name}.yaml" for name in names]
    assert run("build", *drafts, "--only", "xml", "--out", out).exit_code == 0
    accepted = ("2026-11-23 22:00", "2026-12-15 22:01", "2026-11-21 09:00", "2026-11-21 09:00")
    for number, (name, when) in enumerate(zip(names, accepted, strict=True)):
        accession = f"0001234567-26-{number:06}"
        live(out / name)
        result = run(
            *("record", "add", out / name, "--accession", accession, "--accepted", when, "--record", record)
        )
        assert result.exit_code == 0, result.output
    told = run("late", "--year", 2026, "--record", record, "--format", "json")
    assert told.exit_code == 0, told.output
    table = json.loads(told.stdout)
    counts = {each["name"]: (each["late_reports"], each["late_transactions"]) for each in table["people"]}
    assert "Reyes Antonio J" not in counts, "accepted in the last second of the last day"
    assert counts["Brandt Oliver"] == (2, 2), "the Form 5 and its gift, the Form 4 and its purchase"
    assert {name for name in counts if name.startswith("Calder")} == {
        "Calder Ruth",
        "Calder Ventures GP IV LLC",
        "Calder Ventures IV LP",
    }
    assert len(table["amendments"]) == 1
    text = run("late", "--year", 2026, "--record", record).stdout
    assert "Brandt Oliver" in text
    assert "Form 5 due 2026-12-15, filed 2026-12-16" in text
    assert "No filing on record falls in" in run("late", "--year", 2025, "--record", record).stdout
    assert run("late", "--year", 2026, "--year-end", "13-99", "--record", record).exit_code == 2


def test_fiscal_years() -> None:
    assert fiscal_year(2026) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert fiscal_year(2026, "06-30") == (dt.date(2025, 7, 1), dt.date(2026, 6, 30))
    assert fiscal_year(2025, "02-29") == (dt.date(2024, 3, 1), dt.date(2025, 2, 28))


def test_the_head_of_a_record_stands_for_all_its_lines(record: Path, tmp_path: Path) -> None:
    last = json.loads(record.read_text().splitlines()[-1])["hash"]
    assert head_of(record) == (5, last)
    assert head_of(tmp_path / "none.jsonl") == (0, "0" * 64)
    record.write_bytes(record.read_bytes()[:-1])
    with pytest.raises(Refused, match="its last line has no end"):
        head_of(record)


def test_a_record_lies_beside_its_registry(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "out" / "gift").mkdir(parents=True)
    assert record_for(tmp_path / "out" / "gift") == tmp_path / "record.jsonl"


def add_filed(folder: Path, record: Path, *more: object) -> Result:
    return run(*ADD, folder, "--record", record, *more)


@pytest.mark.parametrize(
    ("accepted", "said"),
    [
        ("2096-11-20 16:30", "is still to come"),
        ("2025-11-20 16:30", "before its trade of 2026-11-1"),
    ],
)
def test_an_acceptance_that_cannot_be_is_refused(accepted: str, said: str, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    result = add_filed(filed(tmp_path), record, "--accepted", accepted)
    assert (result.exit_code, record.exists()) == (1, False)
    assert said in result.output


def test_a_test_submission_is_not_recorded(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    result = add_filed(built(tmp_path) / "gift", record)
    assert (result.exit_code, record.exists()) == (1, False)
    assert "holds a TEST submission" in result.output
    folder = tmp_path / "out" / "gift"
    submission = (folder / "submission.xml").read_bytes()
    hidden = b"<edgarSubmission><!-- <testOrLive>LIVE</testOrLive> -->"
    (folder / "submission.xml").write_bytes(submission.replace(b"<edgarSubmission>", hidden))
    manifest = opened((folder / "manifest.json").read_bytes()) | {"rules": "of another version"}
    (folder / "manifest.json").write_bytes(sealed(manifest))
    assert add_filed(folder, record).exit_code == 1


def test_a_filing_is_recorded_again_only_with_a_reason(tmp_path: Path) -> None:
    folder, record = filed(tmp_path), tmp_path / "record.jsonl"
    early = add_filed(folder, record, "--again", "none before")
    assert early.exit_code == 1
    assert "leave out --again" in early.output
    assert add_filed(folder, record).exit_code == 0
    before = record.read_bytes()
    other = folder.rename(folder.with_name("another-name"))
    second = ["--accession", "0001234567-26-000010"]
    refused = add_filed(other, record, *second)
    assert (refused.exit_code, record.read_bytes()) == (1, before)
    assert f"on record already, as {ACCESSION}" in refused.output
    assert add_filed(other, record, *second, "--again", " ").exit_code == 2
    assert add_filed(other, record, *second, "--again", "sent twice").exit_code == 0
    assert json.loads(record.read_text().splitlines()[-1])["again"] == "sent twice"
    assert "whole, 2 filings, " in run("record", "check", "--record", record).output


def resealed(folder: Path, **files: bytes) -> None:
    """Replace files of a built folder, and have its manifest bind what stands there now."""
    manifest = opened((folder / "manifest.json").read_bytes())
    for name, data in files.items():
        file = name.replace("_", ".")
        (folder / file).write_bytes(data)
        manifest["sha256"][file] = sha256(data)
    (folder / "manifest.json").write_bytes(sealed(manifest))


def test_a_proof_of_another_document_is_refused(tmp_path: Path) -> None:
    folder, record = filed(tmp_path), tmp_path / "record.jsonl"
    for other in ((folder.parent / "plan" / "proof.pdf").read_bytes(), b"%PDF-1.7", b""):
        resealed(folder, proof_pdf=other)
        result = add_filed(folder, record)
        assert (result.exit_code, record.exists()) == (1, False)
        assert "proof.pdf is not the proof of ownership.xml" in result.output


def test_a_proof_that_shows_other_numbers_is_refused(tmp_path: Path) -> None:
    """The pages of another proof, with the right document attached to them."""
    import pikepdf

    folder, record = filed(tmp_path), tmp_path / "record.jsonl"
    with pikepdf.open(folder.parent / "plan" / "proof.pdf") as proof:
        for name in [*proof.attachments]:
            del proof.attachments[name]
        document = (folder / "ownership.xml").read_bytes()
        proof.attachments["ownership.xml"] = pikepdf.AttachedFileSpec(proof, document)
        proof.save(tmp_path / "forged.pdf")
    resealed(folder, proof_pdf=(tmp_path / "forged.pdf").read_bytes())
    result = add_filed(folder, record)
    assert (result.exit_code, record.exists()) == (1, False)
    assert "proof.pdf does not show what draft.yaml gives" in result.output


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("plan", "date: 2026-11-18", "date: 2026-11-20", "owed, due"),
        ("plan", 'cik: "0001903439"', 'cik: "0001903440"', "issuer or owners"),
        ("gift", 'form: "4"', 'form: "4/A"', "form"),
    ],
)
def test_a_draft_of_another_filing_in_a_folder_of_another_version_is_refused(
    name: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    """What another version built is not built again; what would be recorded is held against the document."""
    folder, record = filed(tmp_path, name), tmp_path / "record.jsonl"
    draft = (folder / "draft.yaml").read_text()
    assert old in draft
    other = draft.replace(old, new).encode()
    content = opened((folder / "manifest.json").read_bytes()) | {"form4kit": "9.9.9"}
    (folder / "manifest.json").write_bytes(sealed(content))
    resealed(folder, draft_yaml=other)
    result = add_filed(folder, record)
    assert (result.exit_code, record.exists()) == (1, False), result.output
    assert "draft.yaml says other of its" in result.output
    assert said in result.output
    resealed(folder, draft_yaml=draft.encode())
    assert add_filed(folder, record).exit_code == 0


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Path, Path, dt.datetime]:
    """A filed folder, the packet signed for it, and when: the clock of this machine."""
    folder = filed(tmp_path)
    assert run("packet", folder, "--signer", SIGNER, "--out", tmp_path / "p.pdf").exit_code == 0
    assert run("sign", tmp_path / "p.pdf", "--key", pkcs12(tmp_path / "k.p12")).exit_code == 0
    return folder, tmp_path / "p.signed.pdf", dt.datetime.now(NEW_YORK)


def minutes(when: dt.datetime, more: int, form: str = "%Y-%m-%d %H:%M") -> str:
    return f"{when + dt.timedelta(minutes=more):{form}}"


def test_the_record_keeps_the_packet_that_binds_a_filing(
    signed: tuple[Path, Path, dt.datetime], tmp_path: Path
) -> None:
    folder, packet, when = signed
    record = tmp_path / "record.jsonl"
    early = add_filed(folder, record, "--packet", packet, "--accepted", minutes(when, -2))
    assert (early.exit_code, record.exists()) == (1, False)
    assert "its packet was signed" in early.output
    exact = minutes(when, -1, "%Y-%m-%dT%H:%M:%S-05:00").replace("-05:00", f"{when:%z}"[:3] + ":00")
    assert add_filed(folder, record, "--packet", packet, "--accepted", exact).exit_code == 1
    result = add_filed(folder, record, "--packet", packet, "--accepted", minutes(when, 1))
    assert result.exit_code == 0, result.output
    (line,) = [json.loads(each) for each in record.read_text().splitlines()]
    assert line["packet_sha256"] == sha256(packet.read_bytes())
    assert abs(dt.datetime.fromisoformat(line["packet_signed"]) - when) < dt.timedelta(minutes=1)
    moved = correct(record, "--accession", ACCESSION, "--accepted", minutes(when, -2))
    assert moved.exit_code == 1
    assert "after the acceptance" in moved.output


def test_a_packet_that_does_not_bind_the_filing_is_refused(
    signed: tuple[Path, Path, dt.datetime], tmp_path: Path
) -> None:
    folder, packet, when = signed
    record, accepted = tmp_path / "record.jsonl", minutes(when, 1)
    other = live(folder.parent / "plan")
    unsigned, torn = tmp_path / "p.pdf", tmp_path / "torn.signed.pdf"
    torn.write_bytes(packet.read_bytes()[:-400] + b"x" * 400)
    proof = folder / "proof.pdf"
    for place, bound, said in (
        (other, packet, "is not in the packet"),
        (folder, unsigned, "not signed"),
        (folder, torn, ""),
        (folder, proof, "is not a packet"),
    ):
        result = add_filed(place, record, "--packet", bound, "--accepted", accepted)
        assert (result.exit_code, record.exists()) == (1, False), result.output
        assert said in result.output
    missing = add_filed(folder, record, "--packet", tmp_path / "none.pdf")
    assert (missing.exit_code, record.exists()) == (2, False)


def correct(record: Path, *more: object, wrong: str = ACCESSION) -> Result:
    return run("record", "correct", wrong, "--reason", "typed wrong", "--record", record, *more)


NEW = "0001234567-26-000099"


def test_what_was_typed_wrong_is_put_right_by_a_line_more(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    assert add_filed(filed(tmp_path), record, "--accepted", "2026-12-20 16:30").exit_code == 0
    before = record.read_bytes()
    late = ["late", "--year", 2026, "--record", record]
    assert ACCESSION in run(*late).output
    result = correct(record, "--accession", NEW, "--accepted", "2026-11-19 22:00")
    assert result.exit_code == 0, result.output
    assert record.read_bytes().startswith(before)
    line = json.loads(record.read_text().splitlines()[-1])
    assert (line["accession"], line["accepted"]) == (NEW, "2026-11-19T22:00:00-05:00")
    assert (line["filed"], line["reason"]) == ("2026-11-19", "typed wrong")
    assert line["corrects"]["accession"] == ACCESSION
    assert "No report on record was late." in run(*late).output
    assert "from 1 filing on record" in run(*late).output
    assert (
        f"whole, 1 filing, 1 put right, {line['hash']}" in run("record", "check", "--record", record).output
    )
    third = correct(record, "--accession", ACCESSION, wrong=NEW)
    assert third.exit_code == 0, third.output
    assert len(standing([json.loads(each) for each in record.read_text().splitlines()])) == 1
    again = add_filed(tmp_path / "out" / "gift", record, "--accession", "0001234567-26-000012")
    assert (again.exit_code, "on record already" in again.output) == (1, True)


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--accession", ACCESSION], 1, "nothing to put right"),
        (["--accession", ACCESSION, "--accepted", "2026-11-20 16:30"], 1, "nothing to put right"),
        (["--accession", "0001234567-26-000001"], 1, "is on record already"),
        (["--accession", NEW, "--accepted", "2096-11-20 16:30"], 1, "is still to come"),
        (["--accession", NEW, "--accepted", "2025-11-20 16:30"], 1, "before its trade"),
        (["--accession", "12"], 2, "write it as"),
        (["--accession", NEW, "--accepted", "2026-11-20"], 2, "say the time too"),
        (["--accession", NEW, "--reason", " "], 2, "say why"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    more: list[str], code: int, said: str, record: Path, tmp_path: Path
) -> None:
    assert add_filed(filed(tmp_path), record).exit_code == 0
    before = record.read_bytes()
    result = correct(record, *more)
    assert (result.exit_code, record.read_bytes()) == (code, before), result.output
    assert said in result.output


def test_only_what_stands_is_corrected(record: Path, tmp_path: Path) -> None:
    unknown = correct(record, "--accession", NEW)
    assert (unknown.exit_code, "is not on record" in unknown.output) == (1, True)
    assert correct(record, "--accession", NEW, wrong="0001234567-26-000003").exit_code == 0
    gone = correct(record, "--accession", ACCESSION, wrong="0001234567-26-000003")
    assert (gone.exit_code, f"it is {NEW} since line 6" in gone.output) == (1, True)
    nowhere = tmp_path / "none.jsonl"
    assert correct(nowhere, "--accession", NEW).exit_code == 2
    assert not nowhere.exists()


def chained(entries: list[dict[str, object]]) -> bytes:
    """Write entries as whoever can compute hashes would."""
    data, last = b"", "0" * 64
    for number, entry in enumerate(entries, 1):
        bare = {"number": number} | {k: v for k, v in entry.items() if k not in ("number", "hash")}
        bare["previous"] = last
        last = sha256(json.dumps(bare).encode())
        data += json.dumps({**bare, "hash": last}).encode() + b"\n"
    return data


def test_lines_whose_hash_fits_must_make_sense_too(record: Path) -> None:
    entries = [json.loads(each) for each in record.read_text().splitlines()]
    assert [*faults_in(chained(entries))] == []
    named = {key: entries[1][key] for key in ("number", "accession", "hash")}
    right = {**entries[1], "accession": NEW, "corrects": named, "reason": "typed wrong"}
    assert [*faults_in(chained([*entries, right]))] == []
    for wrong in (
        {**right, "form": "5"},
        {**right, "owners": [{"cik": "1", "name": "Another"}]},
        {**right, "reason": ""},
        {**right, "corrects": {**named, "number": 3}},
        {**right, "corrects": {**named, "hash": "0" * 64}},
        {**right, "corrects": "line 2"},
        {**right, "corrects": None},
        {"accession": NEW},
        {**entries[0], "owed": [{"form": "4"}]},
        {**entries[0], "owners": ["Karin Lindqvist"]},
    ):
        assert len([*faults_in(chained([*entries, wrong]))]) == 1, wrong
    assert len([*faults_in(chained([*entries, right, right]))]) == 1, "corrected twice"


def test_the_last_hash_is_printed_and_expected(record: Path) -> None:
    head = run("record", "head", "--record", record).output.strip()
    assert head == head_of(record).hash
    check = ["record", "check", "--record", record, "--expect"]
    assert run(*check, head).exit_code == 0
    assert run(*check, head.upper()).exit_code == 0
    for wrong in ("", head[:12], head + "0", "g" * 64):
        assert run(*check, wrong).exit_code == 2
    lines = record.read_bytes().splitlines(keepends=True)
    record.write_bytes(b"".join(lines[:-1]))
    cut = run(*check, head)
    assert (cut.exit_code, "cut off or written anew" in cut.output) == (1, True)
    record.write_bytes(b"".join(lines))
    older = run(*check, json.loads(lines[2])["hash"])
    assert (older.exit_code, "is whole up to line 3" in older.output) == (1, True)
    record.write_bytes(b"".join(lines)[:-1])
    assert run("record", "head", "--record", record).exit_code == 1
    assert run("record", "head", "--record", record.with_name("none")).exit_code == 2


def test_the_same_filing_accepted_twice_is_late_once(tmp_path: Path) -> None:
    folder, record = filed(tmp_path), tmp_path / "record.jsonl"
    assert add_filed(folder, record, "--accepted", "2026-12-20 16:30").exit_code == 0
    told = run("late", "--year", 2026, "--record", record, "--format", "json").stdout
    more = ["--accession", NEW, "--again", "sent twice", "--accepted", "2026-12-21 16:30"]
    assert add_filed(folder, record, *more).exit_code == 0
    assert run("late", "--year", 2026, "--record", record, "--format", "json").stdout == told


def test_a_record_that_a_packet_does_not_vouch_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "abel.yaml").write_text("cik: '1903446'\nname: Abel Thomas\n")
    folder, record = filed(tmp_path), tmp_path / "record.jsonl"
    for number in range(3):
        add(record, numbered(number))
    packed = run("packet", folder, "--signer", "abel", "--out", tmp_path / "p.pdf")
    assert packed.exit_code == 0, packed.output
    key = pkcs12(tmp_path / "k.p12")
    assert run("sign", tmp_path / "p.pdf", "--key", key).exit_code == 0
    more = ["--packet", tmp_path / "p.signed.pdf", "--accepted", minutes(dt.datetime.now(NEW_YORK), 1)]
    kept = record.read_bytes()
    for lines, told in ((kept, False), (b"".join(kept.splitlines(keepends=True)[:-1]), True)):
        record.write_bytes(lines)
        result = add_filed(folder, record, *more)
        assert result.exit_code == 0, result.output
        assert ("written anew" in result.output) is told
