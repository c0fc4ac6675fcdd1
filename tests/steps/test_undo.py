"""The journal and the way back: byte for byte, never over another's work, never out of the folder."""

import datetime as dt
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from record_kit import line

from form4kit.law.clock import NEW_YORK
from form4kit.signoff.record import add as add_entry
from form4kit.steps.history import NOW, compare, of_filing, versions
from form4kit.steps.journal import Doing, journaled
from form4kit.steps.journal_entry import ENTRY, Unsound, entries
from form4kit.steps.step_plan import PlannedWrite, StepPlan
from form4kit.steps.undo import UndoAnswers, carry_out, plan
from form4kit.steps.write_planned import NoLongerPlanned, write_planned
from form4kit.storage.names import JOURNAL, MANIFEST, OWNERSHIP, RECORD
from form4kit.storage.sealed import sealed, sha256

CLOCK = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)
NAME = "2026/reyes"
FIRST = b'form: "4"\r\n# hers\r\nremarks: one\r\n'
SECOND = FIRST.replace(b"one", b"two")


def write(
    root: Path,
    files: dict[str, bytes],
    *,
    step: str = "prepare",
    filing: str = NAME,
    minutes: int = 0,
    of: str = "",
) -> None:
    planned = StepPlan(
        f"{step} of {filing}", tuple(_write(root / name, data) for name, data in files.items())
    )
    do(root, planned, step, filing, minutes, of)


def do(root: Path, planned: StepPlan, step: str, filing: str, minutes: int = 0, of: str = "") -> None:
    now = CLOCK + dt.timedelta(minutes=minutes)
    with journaled(Doing(root, step, filing, now, by="S. Lee", of=of), planned):
        write_planned(planned)


def _write(file: Path, data: bytes) -> PlannedWrite:
    before = sha256(file.read_bytes()) if file.exists() else ""
    return PlannedWrite(file, data, before, private=file.name == "submission.xml")


def undo(root: Path, minutes: int = 60) -> StepPlan:
    planned = plan(root, UndoAnswers(NAME), CLOCK)
    if not planned.refusals:
        do(root, planned, "undo", NAME, minutes, planned.facts["of"])
    return planned


def words(root: Path, filing: str = NAME) -> str:
    refusals = plan(root, UndoAnswers(filing), CLOCK).refusals
    return refusals[0].words if refusals else ""


def test_each_plan_is_taken_back_in_turn_byte_for_byte(tmp_path: Path) -> None:
    draft, fills = tmp_path / f"{NAME}.yaml", tmp_path / f"{NAME}.sold.csv"
    write(tmp_path, {f"{NAME}.yaml": FIRST})
    write(tmp_path, {f"{NAME}.yaml": SECOND, f"{NAME}.sold.csv": b"a,b\n"}, minutes=1)
    write(tmp_path, {"2026/other.yaml": b"x"}, filing="2026/other", minutes=2)
    planned = undo(tmp_path, 3)
    assert planned.sentence == f"Take back what was done at 4:49 p.m. on November 30: prepare of {NAME}"
    assert [each.kind for each in planned.writes] == ["removed", "changed"]
    assert draft.read_bytes() == FIRST
    assert not fills.exists()
    assert (tmp_path / "2026/other.yaml").read_bytes() == b"x"
    undo(tmp_path, 4)
    assert not draft.exists()
    assert words(tmp_path) == "Nothing was done here in the last 30 days that could be taken back."
    assert [(each.step, each.by) for each in of_filing(tmp_path, NAME)] == [
        ("undo", "S. Lee"),
        ("undo", "S. Lee"),
        ("prepare", "S. Lee"),
        ("prepare", "S. Lee"),
    ]


def test_plans_of_one_instant_are_taken_back_in_their_order(tmp_path: Path) -> None:
    texts = [FIRST + b"%d\n" % number for number in range(9)]
    for text in texts:
        write(tmp_path, {f"{NAME}.yaml": text})
    for text in reversed(texts[:-1]):
        undo(tmp_path, 0)
        assert (tmp_path / f"{NAME}.yaml").read_bytes() == text


def test_what_was_changed_since_is_not_lost(tmp_path: Path) -> None:
    write(tmp_path, {f"{NAME}.yaml": FIRST})
    planned = plan(tmp_path, UndoAnswers(NAME), CLOCK)
    (tmp_path / f"{NAME}.yaml").write_bytes(SECOND)
    assert words(tmp_path) == (
        "2026/reyes.yaml was changed since 4:48 p.m. on November 30; to take that back would lose the change."
    )
    with pytest.raises(NoLongerPlanned):
        carry_out(planned)
    (tmp_path / f"{NAME}.yaml").unlink()
    assert "was changed since" in words(tmp_path)


@pytest.mark.parametrize(
    ("step", "said"), [("live", "filed"), ("record", "put on record"), ("send", "sent"), ("sign", "signed")]
)
def test_what_is_final_stays_and_no_bytes_of_it_are_kept(tmp_path: Path, step: str, said: str) -> None:
    write(tmp_path, {f"{NAME}.yaml": FIRST})
    write(tmp_path, {f"{NAME}/receipt.json": b"{}"}, step=step, minutes=1)
    assert words(tmp_path) == f"It was {said} at 4:49 p.m. on November 30, and that cannot be taken back."
    newest = next(entries(tmp_path))
    assert [each.name for each in (tmp_path / JOURNAL / newest.name).iterdir()] == [ENTRY]


@pytest.mark.parametrize(("kind", "said"), [("record", "put on record"), ("signed", "signed")])
def test_what_was_done_before_a_signature_stays(tmp_path: Path, kind: str, said: str) -> None:
    """The journal may know nothing of it: it was signed on the command line, or as a packet of several."""
    draft, folder = tmp_path / f"{NAME}.yaml", tmp_path / NAME
    write(tmp_path, {f"{NAME}.yaml": FIRST})
    write(tmp_path, {f"{NAME}.yaml": SECOND, "packets/p.pdf": b"x"}, minutes=1)
    folder.mkdir()
    document = sha256(b"<ownershipDocument/>")
    source = {"name": draft.name, "sha256": sha256(SECOND)}
    (folder / MANIFEST).write_bytes(sealed({"source": source, "sha256": {OWNERSHIP: document}}))
    assert not words(tmp_path)
    if kind == "signed":
        binds = {"filings": [{"sha256": {OWNERSHIP: document}}]}
        (tmp_path / "packets/p.signed.json").write_bytes(sealed({"binds": binds}))
    else:
        add_entry(tmp_path / RECORD, line(ownership_sha256=document))
    refused = f"It was {said} since, and what was done before cannot be taken back."
    assert words(tmp_path) == refused
    draft.write_bytes(FIRST)
    write(tmp_path, {f"{NAME}.yaml": FIRST + b"# later\n"}, minutes=2)
    assert not words(tmp_path)  # a change after it is taken back
    write(tmp_path, {f"{NAME}/{OWNERSHIP}": b"<x/>"}, minutes=3)
    assert words(tmp_path) == refused


def test_a_step_that_writes_by_itself_leaves_a_line(tmp_path: Path) -> None:
    with journaled(Doing(tmp_path, "review", NAME, CLOCK), StepPlan("Reviewed")):
        pass
    (entry,) = of_filing(tmp_path, NAME)
    assert (entry.sentence, entry.undoable, entry.by != "") == ("Reviewed", False, True)
    with (
        pytest.raises(OSError, match="disk"),
        journaled(Doing(tmp_path, "review", NAME, CLOCK), StepPlan("x")),
    ):
        raise OSError("disk")
    assert len(of_filing(tmp_path, NAME)) == 1


def test_what_failed_is_not_in_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {f"{NAME}.yaml": FIRST})
    monkeypatch.setattr("form4kit.steps.write_planned.write_file", _full)
    with pytest.raises(OSError, match="full"):
        write(tmp_path, {f"{NAME}.yaml": SECOND}, minutes=1)
    assert len(list(entries(tmp_path))) == 1
    assert (tmp_path / f"{NAME}.yaml").read_bytes() == FIRST


def _full(file: Path, data: bytes) -> None:
    raise OSError(28, "the disk is full", str(file))


def test_no_ccc_is_kept_nor_a_hash_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORM4KIT_CCC_1903446", "c4n@ry!7")
    submission = b"<edgarSubmission><filerCcc>c4n@ry!7</filerCcc></edgarSubmission>"
    write(tmp_path, {f"{NAME}/submission.xml": submission, f"{NAME}/manifest.json": b"{}"}, step="build")
    write(tmp_path, {f"{NAME}.yaml": FIRST + b"# ccc: c4n@ry!7\n"}, minutes=1)
    for file in (tmp_path / JOURNAL).rglob("*"):
        if file.is_file():
            assert b"c4n@ry!7" not in file.read_bytes()
            assert sha256(submission).encode() not in file.read_bytes()
    assert "cannot be taken back: what it wrote may hold a CCC" in words(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_the_journal_is_for_its_owner_alone_and_forgets_after_thirty_days(tmp_path: Path) -> None:
    write(tmp_path, {f"{NAME}.yaml": FIRST})
    write(tmp_path, {f"{NAME}.yaml": SECOND}, minutes=60 * 24 * 29)
    assert len(list(entries(tmp_path))) == 2
    for file in [tmp_path / ".form4kit", *(tmp_path / ".form4kit").rglob("*")]:
        assert stat.S_IMODE(file.stat().st_mode) == (0o700 if file.is_dir() else 0o600)
    write(tmp_path, {f"{NAME}.yaml": FIRST}, minutes=60 * 24 * 30 + 1)
    assert len(list(entries(tmp_path))) == 2


def entry_of(root: Path) -> Path:
    return root / JOURNAL / next(entries(root)).name


def rewritten(root: Path, change: Callable[[dict[str, object]], object]) -> None:
    file = entry_of(root) / ENTRY
    value = json.loads(file.read_text())
    change(value["writes"][0])
    file.write_text(json.dumps(value))


@pytest.mark.parametrize(
    "name",
    [
        "../outside.yaml",
        "2026/../../outside.yaml",
        "/etc/passwd",
        "link.yaml",
        "linked/outside.yaml",
        ".git/config",
        ".form4kit/undo/x",
        "record.jsonl",
        "receipts/a.json",
        "a/submission.xml",
        "..\\outside.yaml",
        "C:outside.yaml",
        "",
        ".",
        "2026",
        "a\0b",
    ],
)
def test_a_journal_that_was_tampered_with_leads_nowhere(tmp_path: Path, name: str) -> None:
    root, outside = tmp_path / "in", tmp_path / "outside.yaml"
    write(root, {f"{NAME}.yaml": FIRST})
    outside.write_bytes(FIRST)
    (root / "link.yaml").symlink_to(outside)
    (root / "linked").symlink_to(tmp_path)
    for each in (".git/config", "record.jsonl", "receipts/a.json", "a/submission.xml"):
        (root / each).parent.mkdir(exist_ok=True)
        (root / each).write_bytes(FIRST)
    rewritten(root, lambda one: one.update(file=name))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert "cannot be taken back: " in words(root)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_kept_bytes_that_were_exchanged_are_not_written(tmp_path: Path) -> None:
    write(tmp_path, {f"{NAME}.yaml": FIRST})
    write(tmp_path, {f"{NAME}.yaml": SECOND}, minutes=1)
    newest = entry_of(tmp_path)
    kept = newest / "0.before"
    kept.write_bytes(b"evil")
    assert words(tmp_path).endswith("cannot be taken back: what the journal kept was changed since.")
    kept.unlink()
    (tmp_path / "secret").write_bytes(FIRST)
    kept.symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="not a file"):
        plan(tmp_path, UndoAnswers(NAME), CLOCK)
    for value in ("[]", "{", '{"writes": 1}', "[" * 100_000):
        (newest / ENTRY).write_text(value)
        assert [each.sentence for each in entries(tmp_path)] == [f"prepare of {NAME}"]


@pytest.mark.parametrize("linked", [".form4kit", ".form4kit/undo"])
def test_nothing_is_kept_nor_read_through_a_link(tmp_path: Path, linked: str) -> None:
    root, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    write(elsewhere, {f"{NAME}.yaml": FIRST})
    (root / linked).parent.mkdir(parents=True, exist_ok=True)
    (root / linked).symlink_to(elsewhere / linked)
    assert not list(entries(root))
    with pytest.raises(NotADirectoryError, match="is a link"):
        write(root, {f"{NAME}.yaml": FIRST})
    assert not (root / f"{NAME}.yaml").exists()


def test_any_two_texts_of_a_draft_are_compared_in_the_words_of_the_form(tmp_path: Path) -> None:
    draft = b'form: "4"\nnon_derivative:\n  - {security: Common Stock, code: S, price: 48.20}\n'
    write(tmp_path, {f"{NAME}.yaml": draft})
    write(tmp_path, {f"{NAME}.yaml": draft.replace(b"48.20", b"48.21") + b"remarks: x\n"}, minutes=1)
    newer, older = of_filing(tmp_path, NAME)
    assert [len(versions(each)) for each in (older, newer)] == [1, 2]
    parts = compare(tmp_path, NAME, versions(older)[0], versions(newer)[1])
    assert [(each.where, each.before, each.after) for each in parts] == [
        ("Table I, row 1, price", "48.20", "48.21"),
        ("Remarks", "", "x"),
    ]
    assert compare(tmp_path, NAME, versions(newer)[1], NOW) == []
    (tmp_path / f"{NAME}.yaml").write_bytes(draft + b"# a comment\n")
    assert [each.where for each in compare(tmp_path, NAME, versions(older)[0], NOW)] == ["Line 4"]
    for name in ("x.before", "../../x.after", f"{newer.name}.of", "20261130T214800000000Z-00000000.after"):
        with pytest.raises(Unsound):
            compare(tmp_path, NAME, name, NOW)
    with pytest.raises(Unsound):
        compare(tmp_path, "../x", NOW, NOW)
    with pytest.raises(Unsound):
        compare(tmp_path, "2026/other", versions(newer)[1], NOW)
