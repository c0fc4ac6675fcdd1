"""EDGAR's API is asked once a call; whatever comes back, nothing is taken for an acceptance that is none."""

import contextlib
import io
import json
import logging
import socket
import time
import traceback

import pytest
from edgar_api import edgar_api
from edgar_tokens import FILER_CIK, filer_token, user_token
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from raw_server import raw_server

from form4kit.transmission.api import ApiReply, EdgarApi, NoAnswer, NotReached
from form4kit.transmission.api_address import ApiAddress, api_address
from form4kit.transmission.polling import await_decision
from form4kit.transmission.posted import posted
from form4kit.transmission.tokens import TokenPair, read_token

PAIR = TokenPair(read_token(filer_token()), read_token(user_token()))
ACCESSION = "0001903415-26-000041"
HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def api(url: str, wait: float = 5.0) -> EdgarApi:
    return EdgarApi(api_address(url), PAIR, FILER_CIK, wait)


def submit(url: str, wait: float = 5.0) -> tuple[ApiReply | Exception, list[str]]:
    begun: list[str] = []
    try:
        return api(url, wait).submit(b"<edgarSubmission/>", "TEST", lambda: begun.append("begun")), begun
    except (NotReached, NoAnswer) as error:
        return error, begun


def test_a_submission_is_asked_as_the_specification_has_it() -> None:
    with raw_server(HEAD + b"\r\n{}") as raw:
        submit(raw.url)
        api(raw.url).status(ACCESSION)
        api(raw.url).statuses([ACCESSION])
    post, status, bulk = (each.decode().split("\r\n\r\n") for each in raw.heard)
    assert post[0].startswith("POST /submission/single/test HTTP/1.1\r\n")
    headers = dict(line.split(": ", 1) for line in post[0].split("\r\n")[1:])
    assert headers["Authorization"] == f"Bearer {filer_token()},{user_token()}"
    assert headers["X-EDGAR-LOGIN-CIK"] == FILER_CIK and len(FILER_CIK) == 10
    assert headers["Content-Type"] == "application/xml"
    assert headers["Content-Length"] == "18" and "Transfer-Encoding" not in headers
    assert headers["User-Agent"].startswith("form4kit/") and "Expect" not in headers
    assert post[1] == "<edgarSubmission/>"
    assert status[0].startswith(f"GET /submission/{ACCESSION}/status HTTP/1.1")
    for asked in (status[0], bulk[0]):
        assert f"Authorization: Bearer {filer_token()}\r\n" in asked + "\r\n"
        assert user_token() not in asked
    assert json.loads(bulk[1]) == {"accessionNumbers": [ACCESSION]}


def test_a_large_submission_expects_to_be_told_to_go_on() -> None:
    with edgar_api(acts=["refuse 413"]) as edgar:
        done = api(edgar.url).submit(b"x" * (1024 * 1024 + 1), "TEST", lambda: None)
    assert done.status == 413
    assert edgar.requests[0][2]["Expect"] == "100-continue"


def test_what_is_no_accession_number_is_put_into_no_address() -> None:
    with pytest.raises(NotReached):
        api("http://127.0.0.1:9").status("../../fm/0001903415")


def test_where_it_may_not_begin_nothing_leaves() -> None:
    def refuse() -> None:
        raise OSError(28, "no space left on device")

    with edgar_api() as edgar, pytest.raises(OSError, match="no space left"):
        api(edgar.url).submit(b"<edgarSubmission/>", "TEST", refuse)
    assert edgar.taken == []


def test_no_connection_is_certain() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    error, begun = submit(url)
    assert isinstance(error, NotReached) and begun == []


BROKEN = {
    "nothing": b"",
    "no HTTP": b"220 mail.example ESMTP\r\n",
    "half a head": b"HTTP/1.1 202 Acc",
    "a head without end": b"HTTP/1.1 202 OK\r\n" + b"A: b\r\n" * 10,
    "too large a head": b"HTTP/1.1 202 OK\r\n" + b"A: " + b"b" * 500_000 + b"\r\n\r\n",
    "a status that is none": b"HTTP/1.1 9999 What\r\n\r\n",
    "two lengths": b"HTTP/1.1 202 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    "bytes": bytes(range(256)) * 4,
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_is_no_answer_leaves_it_open(name: str) -> None:
    with raw_server(BROKEN[name]) as raw:
        error, begun = submit(raw.url)
    assert isinstance(error, NoAnswer) and begun == ["begun"]


BODIES = {
    "half": b"Content-Length: 500\r\n\r\n" + json.dumps({"accessionNumber": ACCESSION}).encode(),
    "HTML": b"\r\n<html>Sign in</html>",
    "no JSON": b"\r\n{accessionNumber: 1}",
    "a list of nothing": b"\r\n[]",
    "null": b"\r\nnull",
    "a number of digits": b'\r\n{"accessionNumber": ' + b"1" * 9_000 + b"}",
    "deep": b"\r\n" + b"[" * 100_000,
    "deep objects": b"\r\n" + b'{"a":' * 100_000,
    "not UTF-8": b'\r\n{"accessionNumber": "\xff\xfe"}',
    "two numbers": b'\r\n[{"accessionNumber": "0001903415-26-000041"},'
    b' {"accessionNumber": "0001903415-26-000042"}]',
    "packed": b"Content-Encoding: gzip\r\n\r\n" + b"\x1f\x8b" + b"0" * 50,
    "nine megabytes": b'\r\n{"a": "' + b"b" * 9_000_000 + b'", "accessionNumber": "0001903415-26-000041"}',
}


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_body_that_says_no_number_leaves_it_open(name: str) -> None:
    with raw_server(b"HTTP/1.1 202 Accepted\r\nConnection: close\r\n" + BODIES[name]) as raw:
        reply, begun = submit(raw.url)
    assert isinstance(reply, ApiReply) and begun == ["begun"]
    assert posted(reply).state == "unknown"


@pytest.mark.parametrize(
    "drip", [b"HTTP/1.1 202 OK\r\nA: ", b"HTTP/1.1 202 OK\r\n\r\n"], ids=["head", "body"]
)
def test_an_answer_that_drips_is_given_up(drip: bytes) -> None:
    def speak(connection: socket.socket) -> None:
        connection.sendall(drip)
        until = time.monotonic() + 8
        with contextlib.suppress(OSError):
            while time.monotonic() < until:
                connection.sendall(b"x")
                time.sleep(0.05)

    started = time.monotonic()
    with raw_server(speak) as raw:
        error, begun = submit(raw.url, wait=0.6)
        took = time.monotonic() - started
    assert isinstance(error, NoAnswer) and begun == ["begun"]
    assert took < 4


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_gets_no_token(status: int) -> None:
    with raw_server(HEAD + b"\r\n{}") as other:
        to = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {other.url}/x\r\nConnection: close\r\n\r\n"
        with raw_server(to.encode()) as raw:
            reply, _ = submit(raw.url)
            asked = api(raw.url).status(ACCESSION)
    assert other.heard == []
    assert isinstance(reply, ApiReply) and reply.elsewhere == asked.elsewhere == "127.0.0.1"
    assert posted(reply).state == ("unknown" if status == 303 else "refused")


def test_what_is_on_this_machine_is_asked_by_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        raw_server(b"HTTP/1.1 502 No\r\nConnection: close\r\n\r\n") as proxy,
        edgar_api(acts=["refuse 400"]) as edgar,
    ):
        for name in ("HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        reply, _ = submit(edgar.url)
    assert isinstance(reply, ApiReply) and reply.status == 400
    assert proxy.heard == []


def test_a_proxy_sees_the_host_and_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(b"HTTP/1.1 403 No\r\nConnection: close\r\n\r\n") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error, begun = submit("https://edgar.invalid")
    assert isinstance(error, NotReached) and begun == []
    (asked,) = proxy.heard
    assert asked.startswith(b"CONNECT edgar.invalid:443 HTTP/1.1\r\n")
    assert b"Bearer" not in asked and filer_token().encode() not in asked


@pytest.mark.parametrize("value", ["socks5://127.0.0.1:1", "nonsense://x", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    error, begun = submit("https://edgar.invalid")
    assert isinstance(error, NotReached) and begun == []


def test_a_certificate_that_nobody_knows_is_refused() -> None:
    with raw_server(b"no TLS here", reads=False) as raw:
        error, begun = submit(raw.url.replace("http", "https"))
    assert isinstance(error, NotReached) and begun == []


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMED = st.dictionaries(
    st.sampled_from(
        [
            "accessionNumber",
            "status",
            "final",
            "mode",
            "type",
            "messages",
            "submissionMessages",
            "registrants",
        ]
        + ["receivedDate", "acceptedDate", "suspendedDate", "notification", "documentCount", "tracking"]
    ),
    SHAPES
    | st.sampled_from([ACCESSION, "ACCEPTED", "SUSPENDED", "LIVE", "TEST", "2026-11-20T21:05:12Z", "true"]),
    max_size=8,
)


class Answering(EdgarApi):
    """An API that answers what it is told."""

    __slots__ = ("reply",)

    def status(self, accession: str) -> ApiReply:
        return self.reply


@given(st.integers(100, 599), SHAPES | NAMED | st.lists(NAMED, max_size=3))
@example(200, {"accessionNumber": ACCESSION, "status": "ACCEPTED"})
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_answer_is_judged_without_a_fault(status: int, value: object) -> None:
    reply = ApiReply(status, value)
    found = posted(reply)
    assert found.state in ("taken", "refused", "unknown")
    if found.state == "taken":
        assert 200 <= status < 300 and found.accession in json.dumps(value)
    asked = Answering(ApiAddress("http://127.0.0.1:1"), PAIR, FILER_CIK)
    object.__setattr__(asked, "reply", reply)
    decision = await_decision(asked, ACCESSION, lambda _: None, lambda _: None)
    if decision.receipt is not None:
        assert status == 200 and decision.receipt.accession == ACCESSION
        assert decision.receipt.status in ("accepted", "suspended")
    else:
        assert decision.words


def test_no_token_is_in_a_trace_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    shown = io.StringIO()
    with caplog.at_level(logging.DEBUG), raw_server(b"HTTP/1.1 202 A\r\nX: \x00\r\n\r\n") as raw:
        for act in (
            lambda: api(raw.url).status(ACCESSION),
            lambda: api("http://127.0.0.1:9").status(ACCESSION),
        ):
            try:
                act()
            except (NoAnswer, NotReached) as error:
                shown.write("".join(traceback.format_exception(error)))
                shown.write(f"{error!r} {api(raw.url)!r}")
    assert "NoAnswer" in shown.getvalue() and "NotReached" in shown.getvalue()
    for part in [*filer_token().split("."), *user_token().split(".")]:
        assert not part or part not in shown.getvalue() + caplog.text
