"""What is ready, what is open and what stands in the way is told, and never a secret."""

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from edgar_tokens import filer_token, user_token

from form4kit.edgar import ccc_keyring
from form4kit.law.clock import NEW_YORK
from form4kit.transmission import ready_machine
from form4kit.transmission.readiness import Readiness, ReadyLine, as_json, as_text, is_ready
from form4kit.transmission.ready_for import looked_at

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=NEW_YORK)
PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ccc_keyring, "installed", lambda: False)
    ccc_keyring.ccc_of.cache_clear()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "form4kit.toml").write_text(
        '[issuer]\ncik = "1903415"\nname = "HARTWELL INC"\nsymbol = "HWLI"\n'
    )
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "reyes.yaml").write_text('cik: "0001903446"\nname: Reyes Antonio J\n')
    for file in [tmp_path, *tmp_path.rglob("*")]:
        os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    return tmp_path


def line(
    topic: str, folder: Path, environment: Mapping[str, str] | None = None, now: dt.datetime = NOW
) -> ReadyLine:
    return next(each for each in looked_at(folder, now, environment or {}) if each.topic == topic)


def test_every_extra_of_the_package_is_looked_for() -> None:
    declared = tomllib.loads(PYPROJECT.read_text())["project"]["optional-dependencies"]
    assert sorted(ready_machine.EXTRAS) == sorted(declared)
    for extra, (_, modules) in ready_machine.EXTRAS.items():
        assert sorted(modules) == sorted(each.partition(">")[0] for each in declared[extra])


def test_a_machine_that_lacks_something_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready_machine, "find_spec", lambda _: None)
    found = line("extra edgar", tmp_path)
    assert (found.state, "form4kit[edgar]" in found.hint) == (Readiness.OPEN, True)

    def broken() -> dict[str, str]:
        raise OSError("cannot load library 'libpango-1.0-0'\nand more")

    monkeypatch.setattr("form4kit.proof.weasyprint_setup.versions", broken)
    pango = line("Pango", tmp_path)
    assert (pango.state, "apt-get install" in pango.hint) == (Readiness.IN_THE_WAY, True)
    assert pango.words == "no proof can be printed: cannot load library 'libpango-1.0-0'"


def test_a_clock_behind_the_files_stands_in_the_way(tmp_path: Path) -> None:
    assert line("clock", tmp_path).state is Readiness.READY
    (tmp_path / "a").touch()
    os.utime(tmp_path / "a", (4e9, 4e9))
    assert line("clock", tmp_path).state is Readiness.IN_THE_WAY
    early = line("clock", tmp_path, now=dt.datetime(1970, 1, 1, tzinfo=NEW_YORK))
    assert early.hint == "Set the clock."


def test_the_registry_in_force_is_named_with_what_is_in_it(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = line("registry", repository / "people")
    assert found.words == f"{repository / 'form4kit.toml'}: 1 person, 1 issuer"
    for name, text in (("people/reyes.yaml", "name: [\n"), ("form4kit.toml", "[issuer\n")):
        before = (repository / name).read_text()
        (repository / name).write_text(text)
        broken = line("registry", repository)
        assert (broken.state, "1 error: " in broken.words) == (Readiness.IN_THE_WAY, True)
        (repository / name).write_text(before)
    assert line("registry", tmp_path_factory.mktemp("bare")).state is Readiness.OPEN


def test_closures_are_known_to_a_day(repository: Path) -> None:
    assert line("closures", repository).state is Readiness.READY
    later = line("closures", repository, now=NOW + dt.timedelta(days=400))
    assert (later.state, "closures" in later.hint) == (Readiness.OPEN, True)


CCCS = {
    "": (Readiness.OPEN, "not here"),
    "abc": (Readiness.IN_THE_WAY, "in FORM4KIT_CCC_1903446, but it has 3 characters, a CCC has 8"),
    "abcd1@x\n": (Readiness.IN_THE_WAY, "in FORM4KIT_CCC_1903446, but it holds a line end"),
    "qzvk7@wm": (Readiness.READY, "in FORM4KIT_CCC_1903446"),
}


@pytest.mark.parametrize("ccc", sorted(CCCS))
def test_a_ccc_is_told_by_where_it_lies(repository: Path, ccc: str) -> None:
    state, words = CCCS[ccc]
    found = line("CCC of reyes", repository, {"FORM4KIT_CCC_1903446": ccc})
    assert (found.state, found.words.startswith(words)) == (state, True)


def test_a_ccc_of_nobody_in_the_registry_is_told_too(repository: Path) -> None:
    assert line("CCC of CIK 77", repository, {"FORM4KIT_CCC_0000000077": "qzvk7@wm"}).topic == "CCC of CIK 77"


def test_tokens_say_whose_they_are_and_until_when(repository: Path) -> None:
    environment = {
        "FORM4KIT_FILER_TOKEN": filer_token(),
        "FORM4KIT_USER_TOKEN": user_token("2026-11-25T03:00:00Z"),
    }
    filer, user = line("filer token", repository, environment), line("user token", repository, environment)
    assert "CIK 0001903415, good until 2099" in filer.words
    assert (user.state, user.hint) == (Readiness.READY, "Make a new one before it ends.")
    assert "0ebc7681-11" in user.words
    past = {"FORM4KIT_USER_TOKEN": user_token("2026-11-01T03:00:00Z"), "FORM4KIT_FILER_TOKEN": "nonsense"}
    assert line("user token", repository, past).state is Readiness.IN_THE_WAY
    assert line("filer token", repository, past).state is Readiness.IN_THE_WAY
    assert line("filer token", repository).state is Readiness.OPEN


def test_no_secret_is_told(repository: Path) -> None:
    environment = {
        "FORM4KIT_CCC_1903446": "qzvk7@wm",
        "FORM4KIT_CCC_1903439": "zz#canary",
        "FORM4KIT_FILER_TOKEN": filer_token(),
        "FORM4KIT_USER_TOKEN": user_token()[:-1] + "!",
    }
    lines = looked_at(repository, NOW, environment)
    told = as_text(lines) + str(as_json(lines)) + repr(lines)
    for secret in environment.values():
        pieces = [piece for piece in secret.split(".") if len(piece) > 4]
        assert [piece for piece in pieces if piece in told] == []


def test_ready_is_what_nothing_stands_in_the_way_of() -> None:
    lines = (ReadyLine("a", Readiness.READY, "b"), ReadyLine("cc", Readiness.OPEN, "d", "do e"))
    assert is_ready(lines)
    assert as_text(lines).endswith("open        cc  d\n                do e\n\nNothing stands in the way.\n")
    blocked = (*lines, ReadyLine("f", Readiness.IN_THE_WAY, "g"))
    assert not is_ready(blocked)
    assert as_text(blocked).endswith("In the way: 1.\n")
    assert as_json(blocked)["ready"] is False
