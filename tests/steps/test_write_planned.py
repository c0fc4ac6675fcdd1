"""A plan is carried out whole or not at all, and only while it holds."""

from pathlib import Path

import pytest

from form4kit.steps.step_plan import PlannedRead, PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import NoLongerPlanned, write_planned
from form4kit.storage.sealed import sha256


def test_all_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    writes = (
        PlannedWrite(tmp_path / "a", b"1", private=True),
        PlannedWrite(tmp_path / "b", b"2", before=sha256(b"old")),
    )
    write_planned(StepPlan("Two.", writes))
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"1", b"2"]
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_where_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    writes = (
        PlannedWrite(tmp_path / "a", b"1"),
        PlannedWrite(tmp_path / "b", b"2", before=sha256(b"old")),
        PlannedWrite(tmp_path / "b" / "d", b"3"),
    )
    with pytest.raises(FileExistsError):
        write_planned(StepPlan("Three.", writes))
    assert not (tmp_path / "a").exists()
    assert (tmp_path / "b").read_bytes() == b"old"


@pytest.mark.parametrize("before", ["", "00"])
def test_a_file_that_has_changed_since_is_not_written_over(tmp_path: Path, before: str) -> None:
    (tmp_path / "a").write_bytes(b"of someone else")
    with pytest.raises(NoLongerPlanned):
        write_planned(StepPlan("One.", (PlannedWrite(tmp_path / "a", b"1", before=before),)))
    assert (tmp_path / "a").read_bytes() == b"of someone else"


def test_a_file_that_it_rests_on_has_changed_since(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    reads = (PlannedRead(tmp_path / "a", sha256(b"2")),)
    with pytest.raises(NoLongerPlanned):
        write_planned(StepPlan("One.", (PlannedWrite(tmp_path / "b", b"1"),), reads))
    assert not (tmp_path / "b").exists()


def test_what_stands_in_the_way_stops_it(tmp_path: Path) -> None:
    plan = StepPlan("One.", (PlannedWrite(tmp_path / "a", b"1"),), refusals=(StepRefusal("", "no words"),))
    with pytest.raises(ValueError, match="no words"):
        write_planned(plan)
    assert not (tmp_path / "a").exists()
