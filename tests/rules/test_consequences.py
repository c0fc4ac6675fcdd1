"""One fault is one finding: what follows from another stays hidden until that is mended; no cause does."""

import copy
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from clean_filings import CLEAN, clean
from seeded import KINDS, Kind

from form4kit.edgar.write import write
from form4kit.findings import Finding
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.rules.selection import Selection

NAMES = sorted(path.stem for path in CLEAN.glob("*.yaml"))
FILED = Options(filed=dt.date(2026, 11, 19))


def findings(text: str, name: str = "draft.yaml") -> tuple[Finding, ...]:
    return run_bytes(text.encode(), name, CLEAN, FILED).findings


def shown(text: str, name: str = "draft.yaml") -> list[Finding]:
    return Selection().of(findings(text, name))


def dumped(draft: Any) -> str:
    return yaml.dump(draft, allow_unicode=True, sort_keys=False, width=10_000)


@cache
def usual(text: str, name: str = "draft.yaml") -> Counter[tuple[str, str]]:
    return Counter((each.rule, each.message) for each in shown(text, name))


def new(text: str, before: str, name: str = "draft.yaml") -> list[str]:
    """Return the codes of what is shown of a text and was not shown before."""
    known = usual(before, name)
    return [each.rule for each in shown(text, name) if (each.rule, each.message) not in known]


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for step in tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield (*path, step)
        yield from places(tree[step], (*path, step))


def walk(tree: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


KEYS = [
    pytest.param(name, path, id=f"{name}-{'.'.join(map(str, path))}")
    for name in NAMES
    for path in places(clean(name))
    if isinstance(path[-1], str) and len(path[-1]) > 3 and path[0] != "footnotes"
]


@pytest.mark.parametrize(("name", "path"), KEYS)
def test_a_misspelt_key_is_one_finding(name: str, path: tuple[Any, ...]) -> None:
    draft = copy.deepcopy(clean(name))
    around, key = walk(draft, path[:-1]), path[-1]
    wrong = key.replace("ive", "ve") if "ive" in key else key[:2] + key[3] + key[2] + key[4:]
    if wrong == key:
        wrong = f"{key}s"
    renamed = {wrong if each == key else each: value for each, value in around.items()}
    around.clear()
    around.update(renamed)
    assert new(dumped(draft), dumped(clean(name))) == ["DRF01"]


def test_what_stands_under_a_misspelt_key_is_judged_too() -> None:
    draft = copy.deepcopy(clean("4"))
    draft["non_derivitive"] = draft.pop("non_derivative")
    draft["non_derivitive"][0]["price"] = "$31.07"
    assert sorted(new(dumped(draft), dumped(clean("4")))) == ["DRF01", "NUM01"]


VALUES = {
    "date": ("11/18/2026", "DAT01"),
    "expires": ("Never", "DAT01"),
    "exercisable": ("None", "DAT01"),
    "code": ("SELL", "COD01"),
    "owned_after": ("41 471", "NUM01"),
    "disposed": ("1,000", "NUM01"),
    "acquired": ("500 shares", "NUM01"),
    "exercise_price": ("See footnote", "NUM01"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", VALUES)
def test_a_value_that_cannot_be_read_is_one_finding(name: str, key: str) -> None:
    text, code = VALUES[key]
    for path in places(clean(name)):
        if path[-1] == key and path[0] in ("non_derivative", "derivative"):
            draft = copy.deepcopy(clean(name))
            kept = " ^".join(walk(draft, path).split(" ^")[1:])  # its footnotes are not at fault
            walk(draft, path[:-1])[key] = f"{text} ^{kept}" if kept else text
            unused = {"FTN04"} if walk(clean(name), path).startswith("^") else set()
            assert set(new(dumped(draft), dumped(clean(name)))) - unused == {code}, path


@pytest.mark.parametrize("key", ["form", "issuer", "owners"])
@pytest.mark.parametrize("name", NAMES)
def test_a_missing_part_is_one_finding(name: str, key: str) -> None:
    draft = {each: value for each, value in clean(name).items() if each != key}
    found = new(dumped(draft), dumped(clean(name)))
    assert [code for code in found if code != "DUE06"] == ["DRF02"]


@pytest.mark.parametrize("text", ["True", "", "yes"])
@pytest.mark.parametrize("tag", ["isDirector", "isOfficer", "aff10b5One", "equitySwapInvolved"])
def test_a_flag_of_a_document_that_cannot_be_read_is_one_finding(tag: str, text: str) -> None:
    name = "4-option" if tag == "isOfficer" else "4"
    outcome = run_bytes(dumped(clean(name)).encode(), "draft.yaml", CLEAN, FILED)
    assert outcome.filing
    before = write(outcome.filing, published=False).text
    start = before.index(f"<{tag}>")
    after = before[: start + len(tag) + 2] + text + before[before.index("<", start + 1) :]
    assert new(after, before, "ownership.xml") == ["XML06"]


REGISTRY = "[people.reyes]\ncik = '1903446'\ndirector = true\n"


def test_of_an_unknown_person_nothing_else_is_said(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(REGISTRY)
    draft = clean("4") | {"owners": ["reyess"]}
    outcome = run_bytes(dumped(draft).encode(), "draft.yaml", tmp_path, FILED)
    found = Selection().of(outcome.findings)
    assert [each.rule for each in found] == ["REG01"]
    assert "reyes" in found[0].hint


def test_what_is_written_beside_an_unknown_name_is_judged(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(REGISTRY)
    owner = {
        "name": "reyess",
        "director": "true",
        "address": {"street": "1 Main", "city": "x" * 31, "state": "NY"},
    }
    outcome = run_bytes(dumped(clean("4") | {"owners": [owner]}).encode(), "draft.yaml", tmp_path, FILED)
    codes = {each.rule for each in Selection().of(outcome.findings)}
    assert {"REG01", "OWN17"} <= codes
    assert "OWN02" not in codes


def test_a_single_mapping_for_a_list_is_one_finding() -> None:
    for key in ("owners", "signatures"):
        draft = copy.deepcopy(clean("4"))
        draft[key] = draft[key][0]
        assert new(dumped(draft), dumped(clean("4"))) == ["DRF03"]


def test_what_is_selected_by_name_is_shown() -> None:
    draft = copy.deepcopy(clean("4"))
    del draft["issuer"]
    found = findings(dumped(draft))
    assert {each.rule for each in Selection(select=("ISS",)).of(found)} == {"ISS01", "ISS02"}
    shown, hidden = Selection().divide(found)
    assert {each.rule for each in shown} == {"DRF02"}
    assert {"ISS01", "ISS02"} <= {each.rule for each in hidden}


def planted(text: str, *kinds: Kind) -> str | None:
    draft = yaml.load(text, Loader=yaml.BaseLoader)
    return dumped(draft) if all(kind.plant(draft) for kind in kinds) else None


@cache
def named(name: str, kind: Kind) -> frozenset[str]:
    """Return the rules that name a fault planted by itself in a clean filing; none where it has no place."""
    before = dumped(clean(name))
    text = planted(before, kind)
    return frozenset(new(text, before)) & frozenset(kind.rules) if text else frozenset()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_planted_fault_is_hidden_by_what_follows_from_it(kind: Kind) -> None:
    for name in NAMES:
        before = dumped(clean(name))
        text = planted(before, kind)
        if text is None:
            continue
        all_found = {each.rule for each in findings(text)} - {each.rule for each in findings(before)}
        if all_found & set(kind.rules):
            assert named(name, kind), f"{name}: only {new(text, before)} is shown"


@pytest.mark.parametrize("name", ["4", "4-option", "3"])
def test_of_two_faults_both_are_shown(name: str) -> None:
    """Two faults in different parts of a form: neither is taken for what follows from the other."""
    apart = [kind for kind in KINDS[::11] if named(name, kind)]
    before = dumped(clean(name))
    lost = []
    for one, other in itertools.combinations(apart, 2):
        text = planted(before, one, other)
        if text is None:
            continue
        everything = {each.rule for each in findings(text)}
        seen = {each.rule for each in shown(text)}
        lost += [
            (one.name, other.name, kind.name)
            for kind in (one, other)
            if everything & named(name, kind) and not seen & set(kind.rules)
        ]
    assert lost == []
