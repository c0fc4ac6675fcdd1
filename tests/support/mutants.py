"""Make mutants of a module: copies of its syntax tree with one small thing changed each.

Changed are comparisons and their boundaries, and/or, not, arithmetic, numbers, texts that are compared or are
members of a set, what conditions come to, jumps and returns, default arguments, the `forms`, `since`, `until`
and `sources` of a rule, and the alternatives of patterns. Left alone are docstrings, messages, citations,
annotations, and the examples of rules.
"""

import ast
import copy
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

Place = tuple[ast.AST, str, int | None]
Change = tuple[ast.AST, str]

_COMPARED: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
_TURNED: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}
_MATCHING = frozenset(["startswith", "endswith", "get", "split", "partition", "strip", "mentions", "count"])
_RULE_KEYS = frozenset(["forms", "since", "until", "sources"])
_TEXTUAL = (ast.JoinedStr, ast.Tuple, ast.List)


@dataclass(frozen=True, eq=False)
class Mutant:
    """One change: `owner.field[index]` of a module's top-level statement `statement` becomes `new`.

    `within` is the name the statement binds; `inner` the innermost statement around the change, whose
    lines say which tests come near it. `key` names the mutant whatever its line.
    """

    statement: int
    within: str
    inner: ast.AST
    owner: ast.AST
    field: str
    index: int | None
    new: ast.AST
    line: int
    text: str
    key: str = ""

    def apply(self) -> None:
        """Change the tree, for good."""
        if self.index is None:
            setattr(self.owner, self.field, self.new)
        else:
            getattr(self.owner, self.field)[self.index] = self.new


def mutants_of(tree: ast.Module) -> list[Mutant]:
    """Return every mutant of a module; those of one text in one statement are numbered."""
    examples, seen, found = _only_in_examples(tree), Counter[str](), []
    for number, statement in enumerate(tree.body):
        names = bound(statement)
        if isinstance(statement, ast.Import | ast.ImportFrom | ast.Expr) or names & examples:
            continue
        if isinstance(statement, ast.If) and loaded(statement.test) == {"TYPE_CHECKING"}:  # nothing runs
            continue
        for place, node, inner in _nodes((tree, "body", number), statement, statement):
            for new, text in _changes(place, node):
                mutant = Mutant(number, min(names, default=""), inner, *place, new, _line(node, inner), text)
                key = f"{mutant.within}: {text}"
                seen[key] += 1
                found.append(replace(mutant, key=key + (f" #{seen[key]}" if seen[key] > 1 else "")))
    return found


def bound(statement: ast.AST) -> set[str]:
    """Return the names that a top-level statement binds."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    return {node.id for each in targets if each for node in ast.walk(each) if isinstance(node, ast.Name)}


def loaded(node: ast.AST, examples: bool = False) -> set[str]:
    """Return the names that a part of a module reads; those in examples of rules only when asked."""
    return {
        each.id
        for _, each, _ in _nodes((node, "", None), node, node, examples)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)
    }


def _only_in_examples(tree: ast.Module) -> set[str]:
    """Return the private names that only examples of rules read, and what only such names read."""
    private = {name for statement in tree.body for name in bound(statement) if name.startswith("_")}
    unread = set[str]()
    for statement in reversed(tree.body):
        names = bound(statement) & private
        readers = [each for each in tree.body if names & loaded(each) and not bound(each) <= unread]
        if names and not readers:
            unread |= names
    return unread


def _nodes(
    place: Place, node: ast.AST, inner: ast.AST, examples: bool = False
) -> Iterator[tuple[Place, ast.AST, ast.AST]]:
    """Yield the nodes whose changes count, each with its place and the innermost statement around it."""
    if isinstance(node, ast.stmt):
        inner = node
    yield place, node, inner
    for field, value in ast.iter_fields(node):
        if _left_alone(node, field, examples):
            continue
        for index, each in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(each, ast.AST) and not (field == "body" and _is_docstring(each)):
                if not examples and _is_example(node, each):
                    continue
                yield from _nodes((node, field, index), each, inner, examples)


def _left_alone(node: ast.AST, field: str, examples: bool) -> bool:
    if field in ("annotation", "returns", "bases", "type_params", "exc"):
        return True
    if isinstance(node, ast.JoinedStr) and not examples:
        return field == "values"
    return field == "args" and _is_rule(node)


def _is_rule(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "rule"


def _is_example(node: ast.AST, part: ast.AST) -> bool:
    return isinstance(part, ast.keyword) and _is_rule(node) and part.arg not in _RULE_KEYS


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _line(node: ast.AST, inner: ast.AST) -> int:
    return int(getattr(node, "lineno", 0) or inner.lineno)  # type: ignore[attr-defined]


def _changes(place: Place, node: ast.AST) -> Iterator[Change]:
    owner, field, _ = place
    if field in ("test", "ifs"):
        for outcome in (True, False):
            if not (isinstance(owner, ast.While) and outcome):
                yield ast.Constant(outcome), f"{_said(node)} -> {outcome}"
    for kind, change in _BY_KIND.items():
        if isinstance(node, kind):
            for new in change(owner, field, node):
                yield new if isinstance(new, tuple) else (new, f"{_said(node)} -> {_said(new)}")


def _said(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:160]


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _compare(owner: ast.AST, field: str, node: ast.Compare) -> Iterator[ast.AST]:
    for n, op in enumerate(node.ops):
        for other in _COMPARED[type(op)]:
            yield _with(node, ops=[*node.ops[:n], other(), *node.ops[n + 1 :]])
        members = node.comparators[n]
        if isinstance(op, ast.In | ast.NotIn) and isinstance(members, ast.Constant):
            for fewer in _fewer(str(members.value)):
                yield _with(node, comparators=[*node.comparators[:n], fewer, *node.comparators[n + 1 :]])


def _operation(owner: ast.AST, field: str, node: ast.BinOp | ast.BoolOp | ast.AugAssign) -> Iterator[ast.AST]:
    parts = [value for _, value in ast.iter_fields(node)]
    joins = any(isinstance(part, _TEXTUAL) or _is_text(part) for part in parts)
    if type(node.op) in _TURNED and not joins:
        yield _with(node, op=_TURNED[type(node.op)]())


def _is_text(node: object) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _unary(owner: ast.AST, field: str, node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _constant(owner: ast.AST, field: str, node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        if not (isinstance(owner, ast.keyword) and owner.arg in ("strict", "frozen", "slots", "kw_only")):
            yield ast.Constant(not value)
    elif isinstance(value, int) and not (isinstance(owner, ast.keyword) and owner.arg == "maxsize"):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str):
        yield from _text(owner, field, value)


def _text(owner: ast.AST, field: str, value: str) -> Iterator[ast.AST]:
    called = getattr(owner, "func", None)
    name = getattr(called, "id", None) or getattr(called, "attr", None)
    if isinstance(owner, ast.keyword) and owner.arg in ("since", "until"):
        day = dt.date.fromisoformat(value)
        yield from (ast.Constant(str(day + n * dt.timedelta(days=1))) for n in (1, -1))
    elif isinstance(owner, ast.keyword) and owner.arg == "forms":
        yield from _fewer(value)
        yield from (ast.Constant(value + form) for form in "345" if form not in value)
    elif name == "Decimal":
        number = Decimal(value)
        unit = Decimal((0, (1,), number.as_tuple().exponent))  # type: ignore[arg-type]
        yield from (ast.Constant(f"{number + n * unit:f}") for n in (1, -1))
    elif name in ("frozenset", "set"):
        yield from _fewer(value)
    elif name in _MATCHING or _is_compared(owner, field) or _alone(owner, field):
        yield ast.Constant(f"?{value}")


def _is_compared(owner: ast.AST, field: str) -> bool:
    if isinstance(owner, ast.Compare):
        return field == "left" or not isinstance(owner.ops[0], ast.In | ast.NotIn)
    return isinstance(owner, ast.MatchValue)


def _alone(owner: ast.AST, field: str) -> bool:
    return isinstance(owner, ast.Set | ast.List | ast.Tuple) and len(owner.elts) == 1 and field == "elts"


def _fewer(text: str) -> Iterator[ast.AST]:
    """Yield a text that is a set of letters with each of them left out."""
    if 1 < len(text) <= 12 and " " not in text:
        yield from (ast.Constant(text[:n] + text[n + 1 :]) for n in range(len(text)))


def _display(owner: ast.AST, field: str, node: ast.Set | ast.List | ast.Tuple) -> Iterator[Change]:
    if len(node.elts) > 1 and all(isinstance(each, ast.Constant) for each in node.elts):
        for n, each in enumerate(node.elts):
            yield _with(node, elts=[*node.elts[:n], *node.elts[n + 1 :]]), f"without {_said(each)}"


def _mapping(owner: ast.AST, field: str, node: ast.Dict) -> Iterator[Change]:
    if len(node.keys) > 1 and all(isinstance(each, ast.Constant) for each in node.keys):
        for n, each in enumerate(node.keys):
            keys, values = ([*of[:n], *of[n + 1 :]] for of in (node.keys, node.values))
            yield _with(node, keys=keys, values=values), f"without {_said(each)}"  # type: ignore[arg-type]


def _jump(owner: ast.AST, field: str, node: ast.Return | ast.Continue | ast.Break) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Return):
        yield ast.Break() if isinstance(node, ast.Continue) else ast.Continue()
    elif node.value is None:
        yield ast.Pass()
    elif not (isinstance(node.value, ast.Constant) and not node.value.value):
        yield ast.Return(None)


def _call(owner: ast.AST, field: str, node: ast.Call) -> Iterator[Change | ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in _SWAPPED:
        yield _with(node, func=ast.Name(_SWAPPED[node.func.id], ast.Load()))
    compiled = isinstance(node.func, ast.Attribute) and node.func.attr == "compile"
    if compiled and isinstance(node.args[0], ast.Constant):
        for pattern, part in without_alternatives(str(node.args[0].value)):
            yield _with(node, args=[ast.Constant(pattern), *node.args[1:]]), f"pattern without {part!r}"


def without_alternatives(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield a pattern with each of its alternatives left out, and which that was."""
    groups: list[tuple[int, list[int]]] = [(0, [])]
    ends: list[tuple[int, list[int], int]] = []
    for found in re.finditer(
        r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|P<\w+>))?|\)|\|", pattern, re.S
    ):
        if found[0].startswith("("):
            groups.append((found.end(), []))
        elif found[0] == "|":
            groups[-1][1].append(found.start())
        elif found[0] == ")":
            ends.append((*groups.pop(), found.start()))
    for start, bars, end in [*ends, (*groups.pop(), len(pattern))]:
        cuts = [start - 1, *bars, end]
        for left, right in pairwise(cuts) if bars else ():
            first = left == start - 1
            kept = pattern[: left + first] + pattern[right + first :]
            yield kept, pattern[left + 1 : right]


_BY_KIND: dict[type | tuple[type, ...], Callable[..., Iterator[Change | ast.AST]]] = {
    ast.Compare: _compare,
    (ast.BinOp, ast.BoolOp, ast.AugAssign): _operation,
    ast.UnaryOp: _unary,
    ast.Constant: _constant,
    (ast.Set, ast.List, ast.Tuple): _display,
    ast.Dict: _mapping,
    (ast.Return, ast.Continue, ast.Break): _jump,
    ast.Call: _call,
}
