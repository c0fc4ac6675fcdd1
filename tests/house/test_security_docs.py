"""What SECURITY.md and docs/security.md claim is held by tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("SECURITY.md", "docs/security.md")}
FEWEST = {"SECURITY.md": 10, "docs/security.md": 45}


@pytest.mark.parametrize("page", PAGES)
def test_each_line_of_the_tables_names_a_test_that_is_there(page: str) -> None:
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py")]
    there = {name for text in sources for name in re.findall(r"^ *def (test_\w+)", text, re.M)}
    rows = [line for line in PAGES[page].splitlines() if line.startswith("| ")]
    lines = [line for line in rows if not line.startswith("| threat")]
    assert len(lines) >= FEWEST[page]
    for number, line in enumerate(lines):
        assert line.count(" | ") == 2, f"three columns: {line}"
        proof = line.rstrip("| ").rpartition(" | ")[2]
        named = set(re.findall(r"`(test_\w+)`", proof))
        assert named <= there, (line, named - there)
        assert named or "`make " in proof or (proof == "the same" and "`test_" in lines[number - 1]), line


def test_each_target_of_make_that_it_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"`make ([a-z-]+)", "".join(PAGES.values())))
    assert {"fuzz", "kill", "lock", "lint"} <= named <= targets
