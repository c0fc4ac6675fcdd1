"""A CCC may lie in the system's keyring; the environment comes first, and nothing of it is shown."""

from collections.abc import Iterator

import keyring
import pytest
from clean_filings import Good, filing_of
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from form4kit.edgar import ccc, ccc_keyring

CCC = "ab3$efg9"
FILING = filing_of(Good())
CIK = (FILING.owners[0].cik.value or "").lstrip("0")


class Kept(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self, entries: dict[tuple[str, str], str], locked: bool = False) -> None:
        super().__init__()
        self.entries, self.locked = entries, locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("the user said no")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    ccc_keyring.ccc_of.cache_clear()
    yield
    keyring.set_keyring(before)
    ccc_keyring.ccc_of.cache_clear()


def test_a_ccc_is_read_from_the_keyring() -> None:
    keyring.set_keyring(Kept({(ccc_keyring.SERVICE, CIK): CCC}))
    assert ccc.gather(FILING, live=True, environment={}) == ({CIK: CCC}, [])


def test_the_environment_comes_first() -> None:
    keyring.set_keyring(Kept({(ccc_keyring.SERVICE, CIK): "older$$9"}))
    assert ccc.gather(FILING, live=True, environment={ccc.variable(CIK): CCC})[0] == {CIK: CCC}


@pytest.mark.parametrize("locked", [False, True])
def test_what_is_not_there_or_locked_away_is_missed_with_a_way_out(locked: bool) -> None:
    keyring.set_keyring(Kept({}, locked))
    found, (missing,) = ccc.gather(FILING, live=False, environment={})
    assert (found, missing.rule) == ({}, "CCC01")
    assert f"keyring set form4kit {CIK}" in missing.hint


def test_one_of_the_wrong_length_is_not_quoted() -> None:
    keyring.set_keyring(Kept({(ccc_keyring.SERVICE, CIK): "s3cret!"}))
    _, (finding,) = ccc.gather(FILING, live=False, environment={})
    assert finding.rule == "CCC02" and "s3cret" not in finding.message + finding.hint


def test_without_the_library_no_keyring_is_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ccc_keyring, "installed", lambda: False)
    found, (missing,) = ccc.gather(FILING, live=True, environment={})
    assert (found, missing.rule) == ({}, "CCC01")
    assert missing.hint == f"Set {ccc.variable(CIK)} for the build."


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ("ab3$ef\x019", "a control character"),
        ("ab3$efg\x7f", "a control character"),
        ("ab3$efg\x00", "a control character"),
        ("ab3$efg9\n", "a line end"),
        ("ab3$efg9\r\n", "a line end"),
        ("ab3$efg\n", "a line end"),
        ("ab3$ fg9", "a blank"),
        (" ab3$ef9", "a blank"),
        ("        ", "a blank"),
        ("ab3$efg\t", "a blank"),
        ("ab3$efg\u00e9", "a letter or sign beyond ASCII"),
        ("ab3$efg\u200b", "a control character"),
        ("ab3$efg\ufffe", "a control character"),
        ("ab3$efg\udc80", "a control character"),
    ],
)
@pytest.mark.parametrize("live", [False, True])
def test_a_ccc_is_of_letters_digits_and_signs(held: str, told: str, live: bool) -> None:
    found, (finding,) = ccc.gather(FILING, live=live, environment={ccc.variable(CIK): held})
    assert (found, finding.rule, finding.blocks) == ({}, "CCC03", True)
    assert finding.message == f"the CCC of {CIK} holds {told}"


@pytest.mark.parametrize("held", ["ab3$efg9", "<&>\"'1]]", "@#$*@#1a"])
def test_a_ccc_goes_into_the_submission_as_it_is(held: str) -> None:
    assert ccc.gather(FILING, live=True, environment={ccc.variable(CIK): held}) == ({CIK: held}, [])
