"""EDGAR's tokens are read from their own headers, and no part of one is ever told."""

import datetime as dt
import traceback

import pytest
from edgar_tokens import FILER_CIK, filer_token, token, user_token

from form4kit.edgar import ccc_keyring
from form4kit.report.secrets import starred
from form4kit.transmission import tokens
from form4kit.transmission.tokens import BadToken, read_token, token_at_hand, tokens_at_hand

NOW = dt.datetime(2026, 11, 30, 21, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ccc_keyring, "installed", lambda: False)


def test_a_filer_token_says_whose_it_is_and_until_when() -> None:
    found = read_token(filer_token("1903415", "2027-03-01T03:00:00Z"))
    assert (found.kind, found.cik, found.user) == ("filer", "0001903415", "")
    assert found.expires == dt.datetime(2027, 3, 1, 3, tzinfo=dt.UTC)
    told = "filer token of CIK 0001903415, good until 2027-02-28 22:00 New York time, 90 days left"
    assert found.told(NOW) == told


def test_a_user_token_is_told_by_its_user_id() -> None:
    found = read_token(user_token("2026-12-02T03:00:00Z"))
    assert (found.kind, found.cik, found.user) == ("user", "", "0ebc7681-11")
    assert found.told(NOW) == "user token, good until 2026-12-01 22:00 New York time, 1 day left"


def test_a_token_is_over_at_its_very_instant() -> None:
    found = read_token(user_token("2026-12-02T03:00:00Z"))
    assert not found.has_expired(found.expires - dt.timedelta(seconds=1))
    assert found.has_expired(found.expires)
    assert found.told(found.expires) == "user token, expired 2026-12-01 22:00 New York time"


WRONG = {
    "empty": "",
    "a word": "secret-token-q7zk2wx",
    "four parts": "eyJhIjoxfQ.a.b.c",
    "six parts": "eyJhIjoxfQ.a.b.c.d.e",
    "a blank inside": "eyJhIjox fQ.a.b.c.d",
    "a header that is no base64": "A.a.b.c.d",
    "a header that is no JSON": "c2VjcmV0.a.b.c.d",
    "a header that is a list": token([1]),
    "a header that is deep": "W1tbW1tb" * 2000 + ".a.b.c.d",
    "without expiry": token({"cik": "0001903415"}),
    "with an expiry that is none": token({"cik": "0001903415", "expiresAt": "soon"}),
    "with a number for expiry": token({"cik": "0001903415", "expiresAt": 1}),
    "of nobody": token({"expiresAt": "2027-03-01T03:00:00Z"}),
    "of both": token({"cik": "1", "userId": "2", "expiresAt": "2027-03-01T03:00:00Z"}),
    "of a CIK that is none": token({"cik": "12345678901", "expiresAt": "2027-03-01T03:00:00Z"}),
    "with a line end": filer_token() + "\nX-More: 1",
    "too long": "eyJhIjoxfQ." + "a" * 20_000 + ".b.c.d",
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_is_no_token_is_refused_and_not_repeated(name: str) -> None:
    with pytest.raises(BadToken) as told:
        read_token(WRONG[name])
    words = "".join(traceback.format_exception(told.value))
    assert all(part not in words for part in WRONG[name].split(".") if len(part) > 5)


def test_both_are_found_in_the_environment() -> None:
    held = {"FORM4KIT_FILER_TOKEN": f" {filer_token()}\n", "FORM4KIT_USER_TOKEN": user_token()}
    pair = tokens_at_hand(NOW, held)
    assert (pair.filer.cik, pair.filer.secret, pair.user.secret) == (FILER_CIK, filer_token(), user_token())
    assert pair.secrets == (filer_token(), user_token())


def test_else_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"edgar-filer-token": filer_token(), "edgar-user-token": user_token()}
    monkeypatch.setattr(ccc_keyring, "secret_of", kept.get)
    assert tokens_at_hand(NOW, {}).secrets == (filer_token(), user_token())
    other = filer_token("0000000007")
    assert tokens_at_hand(NOW, {"FORM4KIT_FILER_TOKEN": other}).filer.cik == "0000000007"


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ({}, "there is no filer token: set FORM4KIT_FILER_TOKEN"),
        ({"FORM4KIT_FILER_TOKEN": filer_token()}, "there is no user token: set FORM4KIT_USER_TOKEN"),
        ({"FORM4KIT_FILER_TOKEN": user_token()}, "FORM4KIT_FILER_TOKEN holds a user token"),
        ({"FORM4KIT_FILER_TOKEN": "x"}, "FORM4KIT_FILER_TOKEN is not in the form of a token"),
        (
            {"FORM4KIT_FILER_TOKEN": filer_token(expires="2026-11-30T03:00:00Z")},
            "FORM4KIT_FILER_TOKEN is a filer token of CIK 0001903415, expired 2026-11-29 22:00",
        ),
    ],
    ids=["none", "one", "the wrong one", "none at all", "over"],
)
def test_what_is_missing_or_over_is_told(held: dict[str, str], words: str) -> None:
    with pytest.raises(BadToken, match=words):
        tokens_at_hand(NOW, held)


def test_where_there_is_none_nothing_is_told() -> None:
    assert token_at_hand("filer", {}) is None


def test_a_token_stands_in_no_representation_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read_token(filer_token())
    pair = tokens.TokenPair(found, read_token(user_token()))
    assert all(part not in f"{found!r} {pair!r} {found}" for part in filer_token().split(".") if part)
    bare = filer_token().split(".")[3]
    assert filer_token() not in starred(f"sent {filer_token()} there")
    monkeypatch.setenv("FORM4KIT_FILER_TOKEN", filer_token())
    assert bare not in starred(f"a part of it, {bare}, alone")
