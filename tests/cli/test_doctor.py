"""`form4kit doctor`: line by line, and how it ends."""

from pathlib import Path

import pytest
from commands_run import form4kit

from form4kit.edgar import ccc_keyring


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ccc_keyring, "installed", lambda: False)
    for name in ("FORM4KIT_FILER_TOKEN", "FORM4KIT_USER_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def test_nothing_in_the_way_ends_with_0() -> None:
    found = form4kit("doctor")
    assert (found.code, found.err) == (0, "")
    assert found.out.endswith("Nothing stands in the way.\n")


def test_something_in_the_way_ends_with_1_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORM4KIT_USER_TOKEN", "canary.canary")
    found = form4kit("doctor", "--format", "json")
    assert found.code == 1
    assert found.json["ready"] is False
    assert [each["topic"] for each in found.json["lines"] if each["state"] == "in the way"] == ["user token"]
    assert "canary" not in found.out


def test_a_folder_that_is_none_ends_with_2() -> None:
    assert form4kit("doctor", "nowhere").code == 2
