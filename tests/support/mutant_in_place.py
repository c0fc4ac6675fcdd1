"""Put a changed statement of a module into the living program, as if the module had been loaded with it.

Functions get the new code, methods too; constants are replaced wherever they were imported, with what was
computed from them; what a rule declares is written over the catalogue. So no mutant costs an import.
"""

import ast
import functools
import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from mutants import bound, loaded

from form4kit.law.table import LawTable
from form4kit.rules.rule import DECLARED

_KEPT = (
    "form4kit.edgar.",
    "form4kit.draft_schema",
    "form4kit.schemas",
    "form4kit.proof",
    "form4kit.resources",
)
"""Modules whose caches hold what is dear to build and knows no rule."""


def _ours() -> Iterator[ModuleType]:
    for name, module in list(sys.modules.items()):
        if module is not None and name.startswith(("form4kit", "tests.")):
            yield module


@functools.lru_cache(maxsize=1)
def _caches() -> list[Any]:
    """Return the caches in which a mutated answer could hide, or an unmutated one stay."""
    return [
        value
        for module in _ours()
        if not module.__name__.startswith(_KEPT)
        for value in vars(module).values()
        if hasattr(value, "cache_clear") and value.__module__ == module.__name__ and value.__name__ != "clean"
    ]


def forget() -> None:
    """Empty the caches of the program and of the tests."""
    for cache in _caches():
        cache.cache_clear()


def put(module: ModuleType, tree: ast.Module, changed: int) -> bool:
    """Put a changed top-level statement into a living module, and what was computed from it.

    Returns whether the module would still load.
    """
    names = set(bound(tree.body[changed]))
    reach = set(names)  # what is computed from them, through functions too
    for _ in range(3):
        reach |= {name for each in tree.body if loaded(each) & reach for name in bound(each)}
    for number, statement in enumerate(tree.body[changed:], changed):
        if number == changed or _is_computed_from(statement, reach):
            try:
                space = _executed(module, statement)
            except Exception:  # as an import would
                return False
            for name in bound(statement) & space.keys():
                _replace(module, name, space[name])
    for table in (value for each in _ours() for value in vars(each).values() if isinstance(value, LawTable)):
        for name in ("_entries", "_lines", "about"):  # it reads its file once more
            vars(table).pop(name, None)
    forget()
    return True


def _is_computed_from(statement: ast.stmt, names: set[str]) -> bool:
    if isinstance(statement, ast.FunctionDef):
        heads = [*statement.decorator_list, *statement.args.defaults, *statement.args.kw_defaults]
        return any(loaded(head) & names for head in heads if head)
    return isinstance(statement, ast.Assign | ast.AnnAssign) and bool(loaded(statement) & names)


def _executed(module: ModuleType, statement: ast.stmt) -> dict[str, Any]:
    """Run a statement beside a living module; what a rule declares is written over the catalogue's."""
    space = dict(vars(module))
    declared = len(DECLARED)
    code = compile(ast.fix_missing_locations(ast.Module([statement], [])), str(module.__file__), "exec")
    exec(code, space)
    for rule in DECLARED[declared:]:
        old = next(each for each in DECLARED if each.code == rule.code)
        for each in ("forms", "sources", "since", "until"):
            object.__setattr__(old, each, getattr(rule, each))
    del DECLARED[declared:]
    return space


def _replace(module: ModuleType, name: str, new: Any) -> None:
    old = vars(module)[name]
    if isinstance(new, type) or hasattr(new, "__code__") or hasattr(new, "__wrapped__"):
        _transplant(old, new)
        return
    for each in _ours():
        for key, value in list(vars(each).items()):
            if value is old and (key == name or not isinstance(value, int | str | None)):
                setattr(each, key, new)


def _transplant(old: Any, new: Any) -> None:
    """Give a living function, or the methods of a living class, the code of another."""
    if isinstance(old, type):
        for name, value in vars(new).items():
            if name in vars(old) and not isinstance(value, type):
                _transplant(vars(old)[name], value)
        return
    for inner in ("__wrapped__", "__func__", "fget", "func"):
        if not isinstance(old, FunctionType) and getattr(old, inner, None) is not None:
            _transplant(getattr(old, inner), getattr(new, inner))
            return
    if isinstance(old, FunctionType):
        if len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
            old.__code__ = new.__code__
            for mine, other in zip(old.__closure__ or (), new.__closure__ or (), strict=True):
                if not isinstance(other.cell_contents, type):
                    mine.cell_contents = other.cell_contents
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
