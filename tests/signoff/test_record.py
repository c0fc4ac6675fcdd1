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
from signing_kit import EXAMPLES, built, run

from form4kit.history.delinquent_reports import fiscal_year
from form4kit.signoff.record import add, faults_in

ENTRY = {"accession": "0001234567-26-000001", "form": "4", "filed": "2026-11-19", "owners": [], "owed": []}


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


def test_a_broken_record_takes_no_line(record: Path, tmp_path: Path) -> None:
    folder = built(tmp_path) / "gift"
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


ADD = ["record", "add", "--accession", "0001234567-26-000009", "--accepted", "2026-11-20 16:30"]


def test_a_filing_is_added_once(tmp_path: Path) -> None:
    folder, record = built(tmp_path) / "gift", tmp_path / "record.jsonl"
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
        "for n in range(20): add(Path(sys.argv[1]),"
        " {'accession': f'{sys.argv[2]}-{n}', 'form': '4', 'filed': '', 'owners': [], 'owed': []})"
    )
    runs = [subprocess.Popen([sys.executable, "-c", program, str(file), str(n)]) for n in range(4)]
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
        result = run(
            *("record", "add", out / name, "--accession", accession, "--accepted", when, "--record", record)
        )
        assert result.exit_code == 0, result.output
    told = run("late", "--year", 2026, "--record", record, "--format", "json")
    assert told.exit_code == 0, told.output
    table = json.loads(told.stdout)
    counts = {each["name"]: (each["late_reports"], each["late_transactions"]) for each in table["people"]}
    assert "Reyes Antonio J" not in counts, "accepted in the last second of the last day"
    assert counts["Brandt Oliver"] == (2, 1)
    assert {name for name in counts if name.startswith("Calder")} == {
        "Calder Ruth",
        "Calder Ventures GP IV LLC",
        "Calder Ventures IV LP",
    }
    assert len(table["amendments"]) == 1
    text = run("late", "--year", 2026, "--record", record).stdout
    assert "Brandt Oliver" in text
    assert "Form 5 due 2026-12-15, filed 2026-12-16" in text
    assert "No report on record was late." in run("late", "--year", 2025, "--record", record).stdout
    assert run("late", "--year", 2026, "--year-end", "13-99", "--record", record).exit_code == 2


def test_fiscal_years() -> None:
    assert fiscal_year(2026) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert fiscal_year(2026, "06-30") == (dt.date(2025, 7, 1), dt.date(2026, 6, 30))
    assert fiscal_year(2025, "02-29") == (dt.date(2024, 3, 1), dt.date(2025, 2, 28))
