"""An attempt is on the disk whole, holds no secret, and counts only with the token that sealed it."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from edgar_tokens import filer_token

from form4kit.storage.sealed import opened, sealed
from form4kit.transmission.attempts import (
    Attempt,
    Attempts,
    InTheWay,
    SentDocument,
    attempts_beside,
    number_in,
)

KEY = filer_token()
DOCUMENT = SentDocument("4", "ab" * 32, {"poa.txt": "cd" * 32 + " EX-24"}, ("1903439",), "ef" * 32)
ATTEMPT = Attempt(
    number=1,
    tag="TEST",
    api="https://api.edgarfiling.sec.gov",
    login="0001903415",
    document=DOCUMENT,
    begun="2026-11-20T17:00:00+00:00",
    state="sending",
)


def beside(root: Path, key: str = KEY) -> Attempts:
    return attempts_beside(root / "record.jsonl", key)


def file_of(root: Path, attempt: Attempt = ATTEMPT) -> Path:
    return root / "receipts" / "attempts" / attempt.name


def test_it_reads_back_as_it_was_put(tmp_path: Path) -> None:
    kept = beside(tmp_path)
    assert kept.every() == []
    kept.begin(ATTEMPT)
    sent = ATTEMPT.now("sent", accession="0001903415-26-000041")
    kept.put(sent)
    (known,) = kept.of(DOCUMENT.ownership)
    assert (known.attempt, known.genuine, known.tag) == (sent, True, "TEST")
    assert known.file.name == "TEST-abababababababab-001.json"
    assert sent.began == dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC)
    assert kept.of("00" * 32) == []


def test_none_is_begun_over_another(tmp_path: Path) -> None:
    kept = beside(tmp_path)
    kept.begin(ATTEMPT)
    kept.begin(ATTEMPT)  # the same, which was begun and not sent
    with pytest.raises(InTheWay):
        kept.begin(replace(ATTEMPT, begun="2026-11-20T17:00:01+00:00"))
    file_of(tmp_path).write_text("{}")
    with pytest.raises(InTheWay):
        kept.begin(ATTEMPT)


def test_no_token_stands_in_it(tmp_path: Path) -> None:
    kept = beside(tmp_path)
    kept.begin(ATTEMPT)
    text = file_of(tmp_path).read_text()
    assert [part for part in KEY.split(".") if part and part in text + repr(kept)] == []


FORGED = {
    "state": lambda told: told | {"state": "accepted", "accession": "0001903415-26-000041"},
    "document": lambda told: told | {"document": told["document"] | {"ownership": "ab" * 31 + "00"}},
    "exhibits": lambda told: told | {"document": told["document"] | {"exhibits": {}}},
    "owners": lambda told: told | {"document": told["document"] | {"owners": ["7"]}},
    "api": lambda told: told | {"api": "http://127.0.0.1:1"},
    "begun": lambda told: told | {"begun": "2026-11-21T17:00:00+00:00"},
    "mark": lambda told: told | {"mark": "0" * 64},
    "no mark": lambda told: {key: value for key, value in told.items() if key != "mark"},
    "another mark": lambda told: told | {"mark": None},
}


@pytest.mark.parametrize("name", sorted(FORGED))
def test_what_was_changed_and_sealed_anew_is_not_genuine(name: str, tmp_path: Path) -> None:
    kept = beside(tmp_path)
    kept.begin(ATTEMPT)
    file = file_of(tmp_path)
    file.write_bytes(sealed(FORGED[name](opened(file.read_bytes()))))
    (known,) = kept.every()
    assert not known.genuine


def test_another_token_does_not_know_it(tmp_path: Path) -> None:
    beside(tmp_path).begin(ATTEMPT)
    (known,) = beside(tmp_path, filer_token(seed=1)).every()
    assert (known.attempt, known.genuine) == (ATTEMPT, False)


def test_one_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    kept = beside(tmp_path)
    kept.begin(ATTEMPT)
    file = file_of(tmp_path)
    file.rename(file.with_name("TEST-abababababababab-002.json"))
    (known,) = kept.every()
    assert (known.attempt, known.genuine) == (None, False)


BROKEN = {
    "empty": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "not sealed": json.dumps({"number": 1}).encode(),
    "other keys": sealed({"number": 1, "mark": "x"}),
    "deep": b"[" * 100_000,
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_is_no_attempt_is_known_as_doubtful(name: str, tmp_path: Path) -> None:
    file = file_of(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_bytes(BROKEN[name])
    (known,) = beside(tmp_path).of(DOCUMENT.ownership)
    assert (known.attempt, known.genuine) == (None, False)
    beside(tmp_path).set_aside(known, "looked")
    assert beside(tmp_path).every() == []
    assert [each.suffix for each in file.parent.iterdir()] == [".doubtful"]


KINDS = [
    *({"number": each} for each in ("1", True, None, 1.5)),
    *({"state": each} for each in ("done", None, 1)),
    *({"tag": each} for each in ("live", None)),
    *({"begun": each} for each in ("", "2026-11-20", "2026-11-20T17:00:00", "soon", None, 1)),
    *({key: 1} for key in ("api", "login", "accession", "answer", "words")),
    *({"document": each} for each in (None, [], {}, "x")),
]


@pytest.mark.parametrize("changes", KINDS, ids=[str(each) for each in KINDS])
def test_values_of_another_kind_are_no_attempt(changes: dict[str, object], tmp_path: Path) -> None:
    kept = beside(tmp_path)
    kept.begin(ATTEMPT)
    file = file_of(tmp_path)
    file.write_bytes(sealed(opened(file.read_bytes()) | changes))
    (known,) = kept.every()
    assert known.attempt is None


def test_numbers_in_names() -> None:
    names = ["TEST-ab-001.json", "LIVE-ab-012.json", "LIVE-ab-x.json", "x", "TEST-ab-9999999.json", ""]
    assert [number_in(each) for each in names] == [1, 12, 0, 0, 0, 0]
