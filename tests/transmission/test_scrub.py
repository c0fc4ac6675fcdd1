"""Whatever a server answers, no secret stands in what is kept of it."""

import base64
import json
from urllib.parse import quote

import pytest
from edgar_tokens import filer_token, user_token

from form4kit.transmission.scrub import GONE, scrubbed, scrubbed_words

CCC = "q7#zk2wx"
SECRETS = [filer_token(), user_token(), CCC]
SEALED = filer_token().split(".")[3]


def in_base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SPOKEN = {
    "as it is": filer_token(),
    "inside words": f"token 1 of type FILER_API {filer_token()} is over",
    "the sealed part alone": f"sealed {SEALED}.",
    "the CCC": f"Reporting Owner CCC of {CCC} value is inconsistent",
    "in base64": in_base64(f"Authorization: Bearer {filer_token()},{user_token()}"),
    "in base64 with line ends": "\n".join(
        [in_base64(f"xx {CCC} yy" * 9)[n : n + 8] for n in range(0, 120, 8)]
    ),
    "base64 inside words": f"echo: {in_base64('abc' + filer_token() + 'abc')} end",
    "in hexadecimal": f"{CCC} and more".encode().hex(),
    "backwards": CCC[::-1],
}


@pytest.mark.parametrize("name", sorted(SPOKEN))
def test_no_form_of_a_secret_is_kept(name: str) -> None:
    said = {
        "a": [{"content": SPOKEN[name]}],
        SPOKEN[name]: 1,
        "kept": "Value for Period of Report is missing.",
    }
    kept = json.dumps(scrubbed(said, SECRETS))
    forms = [*SECRETS, SEALED, CCC[::-1], SPOKEN[name]]
    assert [each for each in forms if each in kept] == []
    assert "Value for Period of Report is missing." in kept
    (words,) = scrubbed_words([SPOKEN[name]], SECRETS)
    assert [each for each in forms if each in words] == []


def test_what_holds_none_stays_as_it_is() -> None:
    notice = in_base64("THE FOLLOWING SUBMISSION HAS BEEN ACCEPTED\nACCESSION NUMBER: 0001903415-26-000041\n")
    said = {"notification": notice, "final": True, "documentCount": 2, "messages": [None, 1.5, ["x"]]}
    assert scrubbed(said, SECRETS) == said


def test_what_is_too_deep_is_cut_off() -> None:
    deep: object = "x"
    for _ in range(5_000):
        deep = [deep]
    assert len(json.dumps(scrubbed(deep, SECRETS))) < 200


SECRET = "ab#cd123-QtZ3nuOBNJSz"
HIDDEN = {
    "address": quote(SECRET, safe=""),
    "base32": base64.b32encode(SECRET.encode()).decode(),
    "capital hexadecimal": SECRET.encode().hex().upper(),
    "references": "".join(f"&#{ord(each)};" for each in SECRET),
    "spaced": " ".join(SECRET),
    "without width": "\u200b".join(SECRET),
}


@pytest.mark.parametrize("way", sorted(HIDDEN))
def test_a_secret_is_found_however_it_is_written(way: str) -> None:
    assert scrubbed({"a": [HIDDEN[way]], "b": "EDGAR"}, [SECRET]) == {"a": [GONE], "b": "EDGAR"}
    if way != "base32":
        assert scrubbed_words([f"it said {HIDDEN[way]} to us"], [SECRET]) == [GONE]
