"""One name, one thing: a class that leaves its module in an import is unmistakable there."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import form4kit

ROOT = Path(form4kit.__file__).parent

ALLOWED: dict[str, str] = {}
"""Names that stand in two modules all the same, each with the reason."""


def public_types(tree: ast.Module) -> Iterator[str]:
    """Yield the public classes and type aliases that a module defines."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        else:
            continue
        if not name.startswith("_") and name[0].isupper() and not name.isupper():
            yield name


def test_no_public_type_stands_in_two_modules() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(ROOT.rglob("*.py")):
        for name in public_types(ast.parse(file.read_text(encoding="utf-8"))):
            found[name].append(file.relative_to(ROOT).as_posix())
    several = {name: files for name, files in found.items() if len(files) > 1}
    assert {name: files for name, files in several.items() if name not in ALLOWED} == {}
    assert ALLOWED.keys() <= several.keys(), "an allowance that nothing needs any more"


def test_what_counts_as_a_type() -> None:
    lines = [
        "class Alpha: ...",
        "class _Beta: ...",
        "Pair = tuple[Alpha, int]",
        "Note: object = 0",
        "MANY = 3",
    ]
    assert [*public_types(ast.parse("\n".join([*lines, "T = 4", "small = Alpha"])))] == [
        "Alpha",
        "Pair",
        "Note",
    ]
