"""The test of a module stands where one looks for it, in tests/<package>/test_<module>.py, or is listed.

A package inside a package has one file: form4kit/rules/codes/gifts.py is tested by tests/rules/test_codes.py.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTED = [
    line.split("\t")
    for line in (ROOT / "tests" / "data" / "mirror-exceptions.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
"""A test file, the modules without one of their own that it covers, and why."""
EXCEPTIONS = [(f"form4kit.{name}", file) for file, names, _ in LISTED for name in names.split()]

BY_NAME = {"form4kit.rules.engine": "form4kit.rules.", "form4kit.cli.commands": "form4kit.cli."}
"""Modules that find others by their names, and how those begin."""


@cache
def modules() -> dict[str, Path]:
    """Return the modules of the package by their dotted names, without those that are a docstring alone."""
    files = [file for file in sorted((ROOT / "form4kit").rglob("*.py")) if file.name != "__init__.py"]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}


def own_test(module: str) -> str:
    """Return where the test of a module is looked for."""
    *package, name = module.split(".")[1:3]
    return "/".join(["tests", *package, f"test_{name.rstrip('_')}.py"])


@cache
def named_in(file: Path) -> frozenset[str]:
    """Return the modules and helpers that a file imports, or names as a text, as a list of commands does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(re.findall(r"form4kit(?:\.\w+)+", node.value))
    return frozenset(found)


@cache
def next_to(file: Path) -> frozenset[str]:
    """Return what a file names, and what those that find others by their names would find."""
    names = named_in(file)
    found = tuple(BY_NAME[name] for name in names if name in BY_NAME)
    return names | {module for module in modules() if found and module.startswith(found)}


@cache
def reached(test: str) -> frozenset[str]:
    """Return the modules of form4kit that a test can come by, straight or through others."""
    pending, found = [ROOT / test], set[str]()
    helpers = {file.stem: file for file in (ROOT / "tests" / "support").glob("*.py")}
    while pending:
        for name in next_to(pending.pop()):
            file = modules().get(name) or helpers.get(name)
            if file and name not in found:
                found.add(name)
                pending.append(file)
    return frozenset(found)


def test_every_module_has_a_test_of_its_own_or_a_listed_one() -> None:
    listed = {module for module, _ in EXCEPTIONS}
    bare = [name for name in modules() if not (ROOT / own_test(name)).exists()]
    assert [f"{name}: write {own_test(name)}" for name in bare if name not in listed] == []


@pytest.mark.parametrize(("module", "file"), EXCEPTIONS, ids=[module for module, _ in EXCEPTIONS])
def test_no_listed_module_has_gone_or_got_a_test_of_its_own(module: str, file: str) -> None:
    assert module in modules(), f"there is no {module}"
    assert not (ROOT / own_test(module)).exists(), f"{module} has {own_test(module)}: take it from the list"
    assert module in reached(file), f"{file} does not come by {module}"


def test_the_list_has_each_module_once_and_a_reason_for_each_file() -> None:
    assert len({module for module, _ in EXCEPTIONS}) == len(EXCEPTIONS)
    assert [file for file, names, why in LISTED if not why.strip() or not names.strip()] == []
