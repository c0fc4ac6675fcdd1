"""The mutants of a module, and the runner that puts them into the living program."""

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from mutant_in_place import put
from mutants import mutants_of, without_alternatives

from form4kit.rules import engine
from form4kit.rules.codes import gifts

SAMPLE = '''
"""A module."""

import re
from functools import lru_cache
from dataclasses import dataclass

MOST = 10
LETTERS = frozenset("AB")
DOUBLE = MOST * 2
WORD = re.compile("a|b", re.I)


def fits(number: int, most: int = MOST) -> bool:
    """Tell."""
    return number <= most


@lru_cache
def is_letter(text: str) -> bool:
    return text in LETTERS


@dataclass(frozen=True, slots=True)
class Box:
    size: int = 1

    def holds(self, number: int) -> bool:
        return fits(number, self.size)
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    name = "form4kit_sample"
    (tmp_path / f"{name}.py").write_text(SAMPLE)
    (tmp_path / "form4kit_reader.py").write_text(f"from {name} import *\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module(name)
    for each in (name, "form4kit_reader"):
        sys.modules.pop(each, None)


def mutate(module: ModuleType, key: str) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text())
    mutant = next(each for each in mutants_of(tree) if each.key == key)
    mutant.apply()
    assert put(module, tree, mutant.statement)


def test_what_is_changed_and_what_is_left_alone() -> None:
    keys = [mutant.key for mutant in mutants_of(ast.parse(SAMPLE))]
    assert keys == [
        "MOST: 10 -> 11",
        "MOST: 10 -> 9",
        "LETTERS: 'AB' -> 'B'",
        "LETTERS: 'AB' -> 'A'",
        "DOUBLE: MOST * 2 -> MOST // 2",
        "DOUBLE: 2 -> 3",
        "DOUBLE: 2 -> 1",
        "WORD: pattern without 'a'",
        "WORD: pattern without 'b'",
        "fits: return number <= most -> return",
        "fits: number <= most -> number < most",
        "fits: number <= most -> number > most",
        "is_letter: return text in LETTERS -> return",
        "is_letter: text in LETTERS -> text not in LETTERS",
        "Box: 1 -> 2",
        "Box: 1 -> 0",
        "Box: return fits(number, self.size) -> return",
    ]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("x = a and not b", ["a and (not b) -> a or not b", "not b -> b"]),
        ("x = 'AD' in y", ["'AD' in y -> 'AD' not in y", "'AD' -> '?AD'"]),
        ("for x in y:\n    continue", ["continue -> break"]),
        ("if x is None: pass", ["x is None -> True", "x is None -> False", "x is None -> x is not None"]),
        ("x = {'a': y, 'b': z}", ["without 'a'", "without 'b'"]),
        ("x = y[-1:]", ["-1 -> 1", "1 -> 2", "1 -> 0"]),
        ("x = Decimal('0.50')", ["'0.50' -> '0.51'", "'0.50' -> '0.49'"]),
        ("x = any(y)", ["any(y) -> all(y)"]),
        ("x = f'{a < b} {1}'", []),
        ("x: int | None = y", []),
        ("@rule('A1', x < 1, bad=[Bad({'a': 1})], forms='45')\ndef f(): pass",
         ["'45' -> '5'", "'45' -> '4'", "'45' -> '453'"]),
    ],
)  # fmt: skip
def test_kinds_of_change(line: str, texts: list[str]) -> None:
    assert [mutant.text for mutant in mutants_of(ast.parse(line))] == texts


def test_each_alternative_of_a_pattern_is_left_out() -> None:
    assert [pattern for pattern, _ in without_alternatives(r"a(?:b|[|]c|\|)d|e")] == [
        r"a(?:[|]c|\|)d|e",
        r"a(?:b|\|)d|e",
        r"a(?:b|[|]c)d|e",
        r"e",
        r"a(?:b|[|]c|\|)d",
    ]


def test_a_change_reaches_who_imported_it(module: ModuleType) -> None:
    reader = importlib.import_module("form4kit_reader")
    assert (reader.fits(10), reader.is_letter("A"), reader.Box().holds(1), reader.DOUBLE) == (
        True,
        True,
        True,
        20,
    )
    mutate(module, "fits: number <= most -> number < most")
    assert (reader.fits(10), reader.Box().holds(1)) == (False, False)
    mutate(module, "LETTERS: 'AB' -> 'B'")
    assert (reader.is_letter("A"), reader.is_letter("B")) == (False, True)
    mutate(module, "MOST: 10 -> 11")
    assert (reader.MOST, reader.DOUBLE, reader.fits(11)) == (11, 22, True)
    mutate(module, "WORD: pattern without 'a'")
    assert (bool(reader.WORD.search("a")), bool(reader.WORD.search("B"))) == (False, True)
    mutate(module, "Box: 1 -> 2")
    assert reader.Box().size == 2


def test_a_rule_of_the_catalogue_is_the_mutant(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(each for each in engine.catalogue() if each.code == "COD14")
    tree = ast.parse(Path(gifts.__file__).read_text("utf-8"))
    number = next(n for n, each in enumerate(tree.body) if getattr(each, "name", "") == rule.name)
    code, forms = rule.check.__code__, rule.forms  # type: ignore[attr-defined]
    changes = {mutant.text: mutant for mutant in mutants_of(tree) if mutant.statement == number}
    changes["row.price.value -> False"].apply()
    changes["'45' -> '4'"].apply()
    try:
        assert put(gifts, tree, number)
        assert engine.catalogue() and rule in engine.catalogue()
        assert rule.forms == "4"
        assert rule.check.__code__ is not code  # type: ignore[attr-defined]
        assert "False" in ast.unparse(tree.body[number])
    finally:
        rule.check.__code__ = code  # type: ignore[attr-defined]
        object.__setattr__(rule, "forms", forms)


def test_each_mutant_that_nothing_can_tell_is_one_of_today() -> None:
    """A row about code that has changed would hide nothing, and mislead."""
    root = Path(__file__).resolve().parents[2]
    rows: dict[str, set[str]] = {}
    for line in (root / "tests" / "data" / "mutants-equivalent.tsv").read_text().splitlines():
        if not line.startswith("#"):
            module, key, _ = line.split("\t")
            rows.setdefault(module, set()).add(key)
    assert rows
    for module, keys in rows.items():
        tree = ast.parse((root / f"{module.replace('.', '/')}.py").read_text())
        assert keys <= {mutant.key for mutant in mutants_of(tree)}, module
