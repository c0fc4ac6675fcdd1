"""The tables of a data set on disk: what is damaged or hostile is refused in words, nothing is unpacked."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from clean_filings import filing_of
from data_set_writer import write_data_set

from form4kit.model import Filing
from form4kit.pipeline import run
from form4kit.rules.rule import Good
from form4kit.source.data_set_tables import NEEDED, SUBMISSIONS
from form4kit.source.discover import Found, Unreadable, find
from form4kit.source.faults import TOO_LARGE
from form4kit.source.limits import LARGEST_FORM

HEADER = b"ACCESSION_NUMBER\tFOOTNOTE_ID\tFOOTNOTE_TXT\n"
NUMBER = b"0000000001-24-000000"
DAMAGE = {
    "a bomb": (b" " * 30_000_000, "would unpack to 30,000,000 bytes"),
    "a column is missing": (b"ACCESSION_NUMBER\tFOOTNOTE_ID\n", "lacks the columns FOOTNOTE_TXT"),
    "a column is there twice": (HEADER[:-1] + b"\tFOOTNOTE_ID\n", "has a column twice"),
    "a field that is larger than any": (
        HEADER + NUMBER + b"\tF1\t" + b"".join(b"%d " % (n * 7919) for n in range(20_000)),
        "field larger than field limit",
    ),
    "a line without an end": (
        b"".join(b"%d " % (n * 7919) for n in range(300_000)),
        "a line of more than 1,048,576 characters",
    ),
    "a row is cut off": (HEADER + NUMBER + b"\tF1\n", "line 2: 2 cells, and 3 columns"),
    "no accession number": (HEADER + b"../x\tF1\tt\n", "'../x' is no accession number"),
    "no header": (b"", "lacks the columns ACCESSION_NUMBER"),
    "not UTF-8": (HEADER + NUMBER + b"\tF1\tna\xefve\n", "FOOTNOTES.tsv is not in UTF-8"),
}


def two_filings() -> list[tuple[str, dt.date, Filing]]:
    filing = filing_of(Good({"published": True}))
    return [(f"0000000001-24-{n:06}", dt.date(2026, 11, 2), filing) for n in range(2)]


def repacked(file: Path, changed: dict[str, bytes | None], named: str = "{}") -> Path:
    """Write a set anew, with other bytes for some tables, or without them, under other names."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()} | changed
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            if data is not None:
                archive.writestr(named.format(name), data)
    return file


def refusal(file: Path) -> str:
    (refused,) = find([str(file)], archives=True)
    assert isinstance(refused, Unreadable)
    assert refused.name == str(file)
    assert "\n" not in refused.why
    return refused.why


@pytest.mark.parametrize("what", sorted(DAMAGE))
def test_a_damaged_table_is_refused_in_one_line(tmp_path: Path, what: str) -> None:
    text, said = DAMAGE[what]
    write_data_set(tmp_path / "q.zip", two_filings())
    assert said in refusal(repacked(tmp_path / "q.zip", {"FOOTNOTES.tsv": text}))


def test_names_in_a_zip_are_no_paths(tmp_path: Path) -> None:
    """A member is known by its own name, wherever the ZIP would unpack it to; nothing is unpacked."""
    write_data_set(tmp_path / "q.zip", two_filings())
    found = find([str(repacked(tmp_path / "q.zip", {"x.exe": b"MZ"}, "../../{}"))], archives=True)
    assert [each.name.rsplit("/", 1)[-1] for each in found] == [number for number, *_ in two_filings()]
    assert [each.name for each in tmp_path.iterdir()] == ["q.zip"]


@pytest.mark.parametrize("member", sorted(NEEDED))
def test_without_a_table_no_filing_is_whole(tmp_path: Path, member: str) -> None:
    write_data_set(tmp_path / "q.zip", two_filings())
    file = repacked(tmp_path / "q.zip", {member: None})
    if member == SUBMISSIONS:  # it is no data set then, but a file that is no filing
        assert [each.name for each in find([str(file)], archives=True)] == [str(file)]
    else:
        assert f"lacks {member}" in refusal(file)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("cut off", "damaged"),
        ("doubled", "FOOTNOTES.tsv is there twice"),
        ("encrypted", "is encrypted"),
        ("filed twice", "0000000001-24-000000 stands twice"),
    ],
)
def test_a_hostile_zip_is_refused_in_one_line(tmp_path: Path, how: str, said: str) -> None:
    file, filings = tmp_path / "q.zip", two_filings()
    write_data_set(file, [*filings, filings[0]] if how == "filed twice" else filings)
    data = file.read_bytes()
    if how == "cut off":
        start = data.index(b"REPORTINGOWNER.tsv") + 60
        file.write_bytes(data[:start] + bytes(9) + data[start + 9 :])
    elif how == "doubled":
        with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning):
            archive.writestr("FOOTNOTES.tsv", "")
    elif how == "encrypted":
        changed, at = bytearray(data), data.index(b"PK\1\2")
        while at >= 0:
            changed[at + 8] |= 1
            at = data.find(b"PK\1\2", at + 4)
        file.write_bytes(changed)
    assert said in refusal(file)


def test_a_filing_of_too_many_rows_is_read_as_far_as_its_size_is_objected_to(tmp_path: Path) -> None:
    write_data_set(tmp_path / "q.zip", two_filings())
    notes = HEADER + b"".join(b"%s\tF%d\t%s\n" % (NUMBER, n, b"word " * 5_000) for n in range(2_000))
    large, small = find([str(repacked(tmp_path / "q.zip", {"FOOTNOTES.tsv": notes}))], archives=True)
    assert isinstance(large, Found)
    assert isinstance(small, Found)
    assert len(large.read()) < 2 * LARGEST_FORM
    assert [found.rule for found in run(large).findings] == [TOO_LARGE.code]
    assert run(small).filing is not None
