"""Which YAML is judged as a draft and which is passed over, case by case from a file."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from form4kit.source.draft_keys import looks_like_draft
from form4kit.source.limits import LARGEST_FORM

DATA = Path(__file__).parents[1] / "data" / "folder-yaml.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_looks_like_a_draft(case: dict[str, Any]) -> None:
    text = "# " + "x" * case.get("filler", 0) + "\n" + case["text"] if "filler" in case else case["text"]
    assert looks_like_draft(text.encode("utf-8")) is case["judged"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_another_encoding_hides_no_draft(encoding: str) -> None:
    for text, judged in (("form: 4\nremarks: José\n", True), ("remarks: José\n", False)):
        assert looks_like_draft(text.encode(encoding)) is judged
    assert looks_like_draft("remarks: José\n  issuer: x\n".encode("cp1252"))  # not YAML: the line tells


@pytest.mark.parametrize(
    "data",
    [
        b"a: form\n" + b"[" * 1_000_000,
        b"a: form\nb: " + b"{a: " * 500_000,
        b"%TAG !a! b\n" * 100_000 + b"--- form\n",
        b"x: form\n" * 2_000_000,
        b"\0\1\2 form",
        b"a: &a form\n" + b"b: *a\n" * 300_000,
    ],
)
def test_what_is_huge_or_hostile_is_told_in_time(data: bytes) -> None:
    start = time.monotonic()
    assert not looks_like_draft(data)
    assert time.monotonic() - start < 10


def test_a_file_larger_than_any_draft_is_told_by_its_first_lines() -> None:
    assert looks_like_draft(b"form: '4'\n# " + b"x" * LARGEST_FORM)
