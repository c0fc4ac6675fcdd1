"""The code keeps its order: imports go one way, modules are short, and what is public says what it does."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from form4kit.cli.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400

STOREYS = {
    "ground": "place lazy_re words frozen resources storage",
    "nouns": "findings convert power law model",
    "reading": "source analysis edgar",
    "language": "draft_schema draft footnote_library history registry events",
    "judging": "rules catalogue",
    "compiling": "outcome compiler csv_drafts context pipeline decompiler insiders exhibits",
    "filing room": "proof report folder batch signoff audit precedents transmission",
    "acts": "editor steps",
    "faces": "lsp mcp web cli",
}
"""The storeys of the house from the ground up, each with its packages and modules from left to right.

A part imports from those to its left on its own storey, and from every storey below; docs/architecture.md
shows them.
"""

TOP = {
    *("place", "lazy_re", "words", "frozen", "resources", "findings", "convert", "power", "model"),
    *("catalogue", "outcome", "context", "pipeline"),
}
"""The thirteen modules that stand in no package: what every room stands on, and the joints."""

NEVER = {
    "analysis": "draft_schema draft edgar rules",
    "law": "model",
    "storage": "model",
    "words": "model",
    "place": "model",
    "draft": "edgar",
    "edgar": "draft",
    "events": "rules edgar",
    "compiler": "rules",
    "decompiler": "rules",
    "proof": "rules",
}
"""Which part may never come to another, whatever lies between."""

RULE_SHARES = {f"form4kit.rules.{name}" for name in ("rule", "engine", "allowances", "selection", "faults")}
"""The modules of `rules` that are no rules: what a rule is, who runs them, what passes and what is shown."""

RULE_IMPORTS = {
    *("analysis", "form4kit.rules.rule", "form4kit.edgar.exhibit_content"),
    *(STOREYS["ground"].split() + STOREYS["nouns"].split()),
}
"""What a rule may import beside its siblings, the rules of its own prefix."""

WORKS_OUT_DUE = {
    "form4kit.analysis.due": "from a filing",
    "form4kit.csv_drafts.summary": "from a line of a table, of which no filing is made yet",
    "form4kit.editor.completion_today": "from a day that is offered before a row has it",
    "form4kit.history.delinquent_reports": "of the report that a Form 5 makes up for, which is another form",
    "form4kit.insiders.outlook_reports": "from a fiscal year in which something waits",
    "form4kit.insiders.unreported": "of what stands on no form yet",
    "form4kit.insiders.year_end": "from a fiscal year",
    "form4kit.rules.amendments.rows": "from the date of a row that the form reports too early",
}
"""Who counts the days of `law.deadlines`, and from what; for a filing it is one module."""

ORDER = [part for parts in STOREYS.values() for part in parts.split()]

OUTSIDE = {
    "typer": {"cli"},
    "click": {"cli"},
    "weasyprint": {"proof"},
    "jinja2": {"proof", "signoff", "transmission"},
    "xmlschema": {"edgar"},
    "lxml": {"edgar"},
    "jsonschema": {"draft_schema"},
    "jsonschema_rs": {"draft_schema"},
    "keyring": {"edgar"},
    "httpx": {"transmission"},
    "openpyxl": {"events"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
    "mcp": {"mcp"},
    "pypdfium2": {"mcp"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "watchfiles": {"web"},
}
"""Which parts alone may know of a library, so that it can be replaced, and loads only when it is needed."""

NETWORK = frozenset(["ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib3"])
ASKED_TO = {
    "form4kit.cli.workers": "--cluster looks whether a Dask scheduler is there",
    "form4kit.transmission.api": "submit asks EDGAR's API",
    "form4kit.web.running": "a second start asks at 127.0.0.1 whether the first still runs",
    "form4kit.web.server": "the workbench listens at 127.0.0.1",
}
"""The modules that may reach another machine, and only when they are told which."""


@cache
def modules() -> dict[str, Path]:
    """Return the modules of the package by their dotted names."""
    found = {}
    for file in sorted((ROOT / "form4kit").rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def part(module: str) -> str:
    """Return the part of form4kit that a module belongs to: `rules` of `form4kit.rules.engine`."""
    return module.split(".")[1] if "." in module else module


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Return what a module imports, in functions too, and the line; what is for types alone is left out."""
    pending: list[ast.AST] = [tree(module)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports by a relative name"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in modules() else str(node.module)), node.lineno
        pending += ast.iter_child_nodes(node)


@cache
def graph() -> dict[str, frozenset[str]]:
    """Return which modules each module imports."""
    return {
        name: frozenset(each for each, _ in imports(name) if each in modules() and each != name)
        for name in modules()
    }


@cache
def reached(module: str) -> dict[str, str]:
    """Return every module that is imported with this one, and by which."""
    found: dict[str, str] = {}
    pending = [module]
    while pending:
        name = pending.pop()
        for each in graph()[name]:
            if each not in found and each != module:
                found[each] = name
                pending.append(each)
    return found


def _way(start: str, end: str) -> str:
    """Write the chain of imports that leads from one module to another."""
    chain = [end]
    while chain[-1] != start:
        chain.append(reached(start)[chain[-1]])
    return " imports ".join(reversed(chain))


@pytest.mark.parametrize("name", ORDER)
def test_imports_go_one_way(name: str) -> None:
    later = list(ORDER)[list(ORDER).index(name) + 1 :]
    mine = [module for module in modules() if part(module) == name]
    assert mine, f"there is no form4kit.{name}"
    ways = [_way(module, each) for module in mine for each in reached(module) if part(each) in later]
    assert ways == []


def test_every_part_has_its_place_and_one_alone() -> None:
    assert sorted(ORDER) == sorted({part(module) for module in modules()} - {"form4kit"})


def test_what_stands_in_no_package_stands_there_on_purpose() -> None:
    assert {file.stem for file in (ROOT / "form4kit").glob("*.py")} - {"__init__"} == TOP
    assert len(TOP) == 13


@pytest.mark.parametrize(("name", "strangers"), NEVER.items(), ids=NEVER)
def test_some_never_meet(name: str, strangers: str) -> None:
    mine = [module for module in modules() if part(module) == name]
    assert mine
    assert set(strangers.split()) <= set(ORDER)
    ways = [
        _way(module, each) for module in mine for each in reached(module) if part(each) in strangers.split()
    ]
    assert ways == []


def test_a_rule_stands_on_the_nouns_and_on_rules_of_its_own_prefix() -> None:
    rules = [name for name in modules() if name.startswith("form4kit.rules.") and name not in RULE_SHARES]
    assert len(rules) > 40
    found = [
        f"{name} imports {each}"
        for name in rules
        for each in graph()[name]
        if not {each, part(each)} & RULE_IMPORTS and each.split(".")[:3] != name.split(".")[:3]
    ]
    assert found == []


def test_nobody_takes_from_a_rule_what_rules_share() -> None:
    found = [
        f"{name} imports {each}"
        for name, used in graph().items()
        if part(name) != "rules"
        for each in used
        if part(each) == "rules" and each not in RULE_SHARES
    ]
    assert found == []


def test_a_report_reads_no_source() -> None:
    """It finds a place again in the bytes that it is given, and says what an edit changes there."""
    used = {
        each
        for name in modules()
        if part(name) == "report"
        for each in graph()[name]
        if part(each) == "source"
    }
    assert used <= {"form4kit.source.decode", "form4kit.source.fixes", "form4kit.source.limits"}


def test_what_is_known_of_a_filing_is_put_together_in_one_place() -> None:
    makes = {
        name
        for name in modules()
        if any(each == "form4kit.model.Context" for each in _names(name))
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Context"
    }
    assert makes == {"form4kit.context"}


def test_a_due_date_is_worked_out_in_one_place() -> None:
    counts = {
        f"form4kit.law.deadlines.{name}" for name in ("form3_due", "form4_due", "form5_due", "combined_due")
    }
    assert {name for name in modules() if counts & set(_names(name))} == set(WORKS_OUT_DUE)


def test_an_assistant_neither_signs_nor_sends() -> None:
    barred = ("form4kit.signoff", "form4kit.transmission", "form4kit.edgar.ccc", "form4kit.steps.build")
    mine = {name: used for name, used in graph().items() if name.startswith("form4kit.mcp")}
    assert len(mine) > 5
    assert [
        f"{name} imports {each}" for name, used in mine.items() for each in used if each.startswith(barred)
    ] == []


def test_a_command_imports_no_other_command() -> None:
    commands = {f"form4kit.cli.{target.split('.')[0]}" for target in COMMANDS.values()}
    assert commands <= set(modules())
    found = [f"{name} imports {each}" for name, used in graph().items() for each in used & commands]
    assert found == []


def test_a_package_begins_with_its_docstring_and_nothing_more() -> None:
    packages = [name for name, file in modules().items() if file.name == "__init__.py" and name != "form4kit"]
    assert len(packages) > 30
    assert [name for name in packages if [type(node) for node in tree(name).body] != [ast.Expr]] == []


def _names(module: str) -> Iterator[str]:
    """Return the names that a module imports from others, dotted, those for types left out."""
    hidden = {
        id(inner)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and id(node) not in hidden:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_imports_itself_by_way_of_others() -> None:
    circles = [
        f"{_way(name, each)} imports {name}"
        for name in modules()
        for each in reached(name)
        if name in graph()[each]
    ]
    assert circles == []


def test_nothing_imports_the_command_line() -> None:
    found = [name for name, used in graph().items() if part(name) != "cli" and "cli" in map(part, used)]
    assert found == []


@pytest.mark.parametrize("library", OUTSIDE)
def test_a_library_is_known_where_it_is_needed_and_nowhere_else(library: str) -> None:
    users = {part(name) for name in modules() for each, _ in imports(name) if each.split(".")[0] == library}
    assert users <= OUTSIDE[library]


def test_nothing_speaks_to_the_network_unasked() -> None:
    users = {name for name in modules() for each, _ in imports(name) if each.split(".")[0] in NETWORK}
    assert users == set(ASKED_TO)


def test_a_module_is_short() -> None:
    lengths = {name: file.read_text(encoding="utf-8").count("\n") for name, file in modules().items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_a_module_says_in_a_sentence_what_it_is_for() -> None:
    said = {name: ast.get_docstring(tree(name)) or "" for name in modules()}
    assert [name for name, words in said.items() if "." not in words] == []


def test_what_is_public_says_what_it_does() -> None:
    silent = [
        f"{module}:{node.lineno} {name}"
        for module in modules()
        for name, node in _public(tree(module))
        if not ast.get_docstring(node)
    ]
    assert silent == []


Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(body: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Named]]:
    """Return the public functions and classes of a module, and the public methods of those classes."""
    for node in body.body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            name = f"{prefix}{node.name}"
            yield name, node
            if isinstance(node, ast.ClassDef):
                yield from _public(node, f"{name}.")


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "core", "manager", "base", "common", "misc"}
    assert [module for module in modules() if module.rpartition(".")[2] in drawers] == []


def test_a_fault_is_declared_where_the_catalogue_looks() -> None:
    makes = {
        name
        for name in modules()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault"
    }
    assert {name for name in makes if name.rpartition(".")[2] != "faults"} == set()
    assert len(makes) > 5


BUILT = {"manifest.json", "ownership.xml", "submission.xml", "proof.pdf", "draft.yaml"}


def test_the_files_of_a_built_folder_are_spelled_in_one_place() -> None:
    spelled = {
        name
        for name in modules()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Constant) and node.value in BUILT
    }
    assert spelled == {"form4kit.storage.names"}


def test_exit_codes_have_names() -> None:
    bare = [
        f"{name}:{node.lineno}"
        for name in modules()
        if part(name) == "cli"
        for call in ast.walk(tree(name))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("typer.Exit", "sys.exit")
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, int)
    ]
    assert bare == []


PACKAGE = ROOT / "form4kit"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_page_on_the_architecture_has_the_storeys_as_they_are() -> None:
    table = re.findall(r"^\| ([a-z ]+) \| [^|]+ \| ((?:`[a-z_]+` ?)+) \|$", PAGE, re.MULTILINE)
    assert {storey: parts.replace("`", "") for storey, parts in table} == STOREYS
    assert [storey for storey, _ in table] == list(reversed(STOREYS))
    assert "](images/storeys.svg)" in PAGE


def test_every_part_has_its_word_on_that_page() -> None:
    heads = " ".join(re.findall(r"^\*\*(`.*?`)\.\*\*", PAGE, re.MULTILINE))
    assert sorted(re.findall(r"`([a-z_]+)/?`", heads)) == sorted(ORDER)


def test_what_that_page_names_is_there() -> None:
    """A path in code marks, `rules/` or `web/app`, leads to a folder or to a module; a star is any."""
    named = set(re.findall(r"`([a-z_*]+(?:/[a-z_*.]*)+)`", PAGE))
    gone = [
        name
        for name in named
        if not any([*base.glob(name.rstrip("/")), *base.glob(f"{name}.py")] for base in (ROOT, PACKAGE))
    ]
    assert gone == []
    assert len(named) > 20
