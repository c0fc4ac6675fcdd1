"""The record as the page shows it: whole or broken, and who was late."""

from pathlib import Path

from form4kit.history.delinquent_reports import RecordEntry
from form4kit.signoff.record import add
from form4kit.steps.record_book import book_of, late_table


def entry(number: int, filed: str, last: str, name: str = "Reyes Antonio J") -> RecordEntry:
    return {
        "accession": f"0001903415-26-{number:06d}",
        "accepted": f"{filed}T12:00:00-05:00",
        "filed": filed,
        "form": "4",
        "period": last,
        "issuer": {"cik": "0001903415", "name": "HARTWELL INSTRUMENTS INC"},
        "owners": [{"cik": "0001903446", "name": name}],
        "due": f"{last}T22:00:00-05:00",
        "owed": [{"form": "4", "date": last, "last_day": last, "code": "S"}],
    }


def test_who_was_late_stands_in_the_table_and_in_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    assert book_of(tmp_path).sentence.startswith("Nothing is on record.")
    add(file, entry(1, "2026-03-02", "2026-03-03"))
    add(file, entry(2, "2026-05-08", "2026-05-05", "=HYPERLINK(1)"))
    book = book_of(tmp_path)
    assert book.sentence == "2 entries, unbroken." and len(book.head) == 64
    late = late_table(tmp_path, book, 2026)
    assert [(each["reports"], each["transactions"]) for each in late.lines] == [("1", "1")]
    assert "'=HYPERLINK(1)" in late.csv and "filed 2026-05-08" in late.text
    assert not late_table(tmp_path, book, 2020).any


def test_a_changed_entry_is_named_with_those_before_it(tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    for number in range(1, 4):
        add(file, entry(number, "2026-03-02", "2026-03-03"))
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + lines[1].replace(b"Reyes", b"Royes") + lines[2])
    book = book_of(tmp_path)
    assert book.head == "" and book.entries == ()
    assert book.sentence == (
        "Entry 2 was changed after it was written. Entries 1 to 1 are sound. "
        "Ask who touched record.jsonl; a copy of the last hash shows what was cut."
    )
