"""What docs/security.md claims is held by tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_each_line_of_the_tables_names_a_test_that_is_there() -> None:
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py")]
    there = {name for text in sources for name in re.findall(r"^ *def (test_\w+)", text, re.M)}
    lines = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert len(lines) > 30
    for number, line in enumerate(lines):
        proof = line.rstrip("| ").rpartition(" | ")[2]
        named = set(re.findall(r"`(test_\w+)`", proof))
        assert named <= there, (line, named - there)
        assert named or "`make " in proof or (proof == "the same" and "`test_" in lines[number - 1]), line


def test_each_target_of_make_that_it_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"`make ([a-z-]+)", PAGE))
    assert {"fuzz", "kill", "lock", "lint"} <= named <= targets
