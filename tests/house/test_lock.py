"""What is installed is pinned with its hashes, as pyproject.toml asks; the wheel tells what it runs on."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import form4kit

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
RUNTIME: list[str] = PROJECT["project"]["dependencies"]
ALL_EXTRAS = [each for extra in EXTRAS.values() for each in extra]
LOCKS = {
    "demo": [*RUNTIME, *GROUPS["build"]],
    "all": [*RUNTIME, *ALL_EXTRAS, *GROUPS["build"]],
    **{name: [*RUNTIME, *extra, *GROUPS["build"]] for name, extra in EXTRAS.items()},
    "dev": [
        *(RUNTIME + ALL_EXTRAS),
        *(each for group in ("build", "fuzz", "lint", "test") for each in GROUPS[group]),
    ],
    "upkeep": GROUPS["upkeep"],
}


def _script() -> ModuleType:
    loader = SourceFileLoader("write_sbom", str(ROOT / "scripts" / "write-sbom"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


SCRIPT = _script()


def locked(name: str) -> Any:
    return SCRIPT.pins(ROOT / "requirements" / f"{name}.txt")


def disagreements(wanted: list[str], pins: Any) -> Iterator[str]:
    """Yield where a lock is not what is asked for: too little, another version, or more."""
    versions: dict[str, list[str]] = {}
    for pin in pins:
        versions.setdefault(pin.name, []).append(pin.version)
    for requirement in map(Requirement, wanted):
        found = versions.get(canonicalize_name(requirement.name), [])
        if not found or not all(requirement.specifier.contains(each) for each in found):
            yield f"{requirement} is pinned as {found or 'nothing'}"
    names = {canonicalize_name(Requirement(each).name) for each in wanted}
    for pin in pins:
        ours = any("pyproject.toml" in via and via.startswith("form4kit") for via in pin.via)
        if ours and pin.name not in names:
            yield f"{pin.name} is pinned, and nobody asks for it"


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_is_what_pyproject_asks_for(name: str) -> None:
    assert [*disagreements(LOCKS[name], locked(name))] == [], "run make lock"


def test_a_lock_that_is_behind_is_told() -> None:
    pins = locked("demo")
    assert [*disagreements([*LOCKS["demo"], "leftpad>=1"], pins)] == ["leftpad>=1 is pinned as nothing"]
    raised = [each.replace("lxml>=", "lxml>=999,>=") for each in LOCKS["demo"]]
    assert len([*disagreements(raised, pins)]) == 1
    fewer = [each for each in LOCKS["demo"] if "lxml" not in each]
    assert [*disagreements(fewer, pins)] == ["lxml is pinned, and nobody asks for it"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_its_hashes(name: str) -> None:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pinned = [n for n, line in enumerate(lines) if "==" in line and not line.startswith((" ", "#"))]
    assert len(pinned) == len(locked(name)) > 3
    assert [lines[n] for n in pinned if not lines[n + 1].startswith("    --hash=sha256:")] == []


@pytest.mark.parametrize("name", sorted(LOCKS.keys() - {"dev", "upkeep"}))
def test_each_lock_is_part_of_that_of_the_tests(name: str) -> None:
    """So each version that is pinned for somebody is one that the tests have passed with."""
    assert {(pin.name, pin.version) for pin in locked(name)} <= {
        (pin.name, pin.version) for pin in locked("dev")
    }


def test_no_lock_is_left_over() -> None:
    assert {file.stem for file in (ROOT / "requirements").glob("*.txt")} == LOCKS.keys()


def test_the_build_backend_is_pinned_too() -> None:
    wanted = {canonicalize_name(Requirement(each).name) for each in PROJECT["build-system"]["requires"]}
    assert wanted <= {pin.name for pin in locked("demo")}
    assert [*disagreements(PROJECT["build-system"]["requires"] + LOCKS["demo"], locked("demo"))] == []


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    assert SCRIPT.SBOM.read_text(encoding="utf-8") == SCRIPT.sbom(), "run make lock"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    pytest.importorskip("hatchling")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        yield archive


def test_the_wheel_lists_what_form4kit_runs_on(wheel: zipfile.ZipFile) -> None:
    version = form4kit.__version__
    data = wheel.read(f"form4kit-{version}.dist-info/sboms/form4kit.cdx.json")
    bill = json.loads(data)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["purl"] == f"pkg:pypi/form4kit@{version}"
    listed = {part["name"]: part["bom-ref"] for part in bill["components"]}
    asked = {canonicalize_name(Requirement(each).name) for each in [*RUNTIME, *ALL_EXTRAS]}
    edges = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert sorted(edges["form4kit"]) == sorted(listed[name] for name in asked)
    assert edges.keys() == {"form4kit", *listed.values()}
    assert set(listed.values()) == {needed for each in edges.values() for needed in each}
    assert "hatchling" not in listed
    asked_of_pip = wheel.read(f"form4kit-{version}.dist-info/METADATA").decode().splitlines()
    plain = [line.partition(": ")[2] for line in asked_of_pip if line.startswith("Requires-Dist: ")]
    assert {canonicalize_name(Requirement(e).name) for e in plain} == asked


def test_each_part_has_its_licence_and_the_hashes_of_its_lock() -> None:
    bill = json.loads(SCRIPT.SBOM.read_text(encoding="utf-8"))
    pinned = {pin.name: pin for pin in locked("all")}
    plain = {pin.name for pin in SCRIPT.runtime(locked("demo"))}
    assert {"pikepdf", "pyhanko", "starlette", "keyring", "pyarrow", "distributed", "pygls"} <= {
        part["name"] for part in bill["components"]
    }
    for part in bill["components"]:
        (licence,) = part["licenses"]
        assert re.fullmatch(r"[A-Za-z0-9.-]+(?: (?:AND|OR) [A-Za-z0-9.-]+)*", licence["expression"]), part
        hashes = [each["content"] for each in part["hashes"] if each["alg"] == "SHA-256"]
        assert tuple(hashes) == pinned[part["name"]].hashes != ()
        assert part["scope"] == ("required" if part["name"] in plain else "optional")


def test_the_licence_is_in_the_repository_and_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    text = (ROOT / "LICENSE").read_bytes()
    assert b"Apache License" in text and b"Version 2.0, January 2004" in text and len(text) > 10_000
    info = f"form4kit-{form4kit.__version__}.dist-info"
    assert wheel.read(f"{info}/licenses/LICENSE") == text
    metadata = wheel.read(f"{info}/METADATA").decode().splitlines()
    assert "License-Expression: Apache-2.0" in metadata and "License-File: LICENSE" in metadata


SEEN = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065"
"""The one action that ours uses, by the commit of its release v5.6.0."""


def test_our_action_uses_pinned_things_alone() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["runs"]["steps"]
    assert [step["uses"] for step in steps if "uses" in step] == [SEEN]
    assert f"{SEEN}  # v5.6.0\n" in text
    runs = [step["run"] for step in steps if "run" in step]
    assert runs[0] == 'bash "$GITHUB_ACTION_PATH/pipelines/install"'
    install = (ROOT / "pipelines" / "install").read_text(encoding="utf-8")
    script = "\n".join([*runs, install]).replace("\\\n", " ")
    first, second = (line for line in script.splitlines() if "pip install" in line)
    assert "--require-hashes" in first and "--only-binary :all:" in first and "requirements/demo.txt" in first
    assert "--no-deps --no-build-isolation" in second and second.endswith('"$home"')
    assert "curl" not in script and "wget" not in script and "${{" not in script


def test_the_wheel_is_typed_and_whole(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert "form4kit/py.typed" in names
    for folder, inside in (("form4kit", ""), ("schemas", "form4kit/"), ("templates", "form4kit/")):
        files = (each.relative_to(ROOT) for each in (ROOT / folder).rglob("*") if each.is_file())
        wanted = {f"{inside}{each.as_posix()}" for each in files if "__pycache__" not in each.parts}
        assert wanted - names == set()
    assert [name for name in names if name.startswith(("tests/", "fuzz/"))] == []


def test_what_is_installed_for_the_tests_comes_by_its_hash() -> None:
    """`make` and CI install nothing but pins, and the project itself without its dependencies."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    lines += (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    installs = [line.strip() for line in lines if "pip install" in line and "benchmarks/" not in line]
    assert len(installs) >= 3
    assert [each for each in installs if "--require-hashes" not in each and "--no-deps" not in each] == []
