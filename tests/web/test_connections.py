"""The workbench against what means it harm on this machine: bodies without end, and half a request."""

import http.client
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")

from workbench_kit import Server, business_day, folder, gift, patience, serving

from form4kit.web import connections

DRAFT = "drafts/gift.yaml"
MB = 1024 * 1024
PLACES = ("drafts", "people", "footnotes")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = folder(tmp_path_factory.mktemp("work"))
    (place / DRAFT).write_text(gift(business_day()))
    return place


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    with serving(root) as found:
        yield found


def posted(server: Server, path: str, parts: Iterator[bytes] | bytes, **more: str) -> int:
    """Post a body, in chunks where it comes in parts, and return the status of the answer."""
    connection = http.client.HTTPConnection(server.host, timeout=60)
    headers = {"Origin": server.base, "Content-Type": "application/json", "Cookie": server._cookie(), **more}
    try:
        connection.request("POST", path, parts, headers, encode_chunked=not isinstance(parts, bytes))
        return connection.getresponse().status
    finally:
        connection.close()


def memory(server: Server) -> int:
    """Return the most that the server has held so far, in MB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


@pytest.mark.parametrize(
    "path", ["/api/judge", "/api/steps/text/do", "/api/steps/build/do", "/api/steps/prepare/do"]
)
def test_a_body_in_chunks_has_the_limit_of_one_that_says_its_size(server: Server, path: str) -> None:
    assert posted(server, path, (b" " * MB for _ in range(9)), Transfer_Encoding="chunked") == 413
    assert server.ask("GET", "/api/about").status == 200


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="tells the memory by /proc")
def test_a_body_in_chunks_is_not_kept(server: Server) -> None:
    before = memory(server)
    assert posted(server, "/api/judge", (b" " * MB for _ in range(60)), Transfer_Encoding="chunked") == 413
    assert memory(server) - before < 60


@pytest.mark.parametrize("depth", [1_000, 100_000, 2_000_000])
@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_json_that_is_nested_deeply_is_refused(server: Server, depth: int, opening: bytes) -> None:
    if len(opening) * depth < 8 * MB:
        assert posted(server, "/api/judge", opening * depth) == 400
    assert server.ask("GET", "/api/about").status == 200


@pytest.mark.parametrize("key", ["line", "column"])
@pytest.mark.parametrize("value", ["x", "1", None, [], {}, 1.5, -1, 0, True, 10**30, "9" * 5000])
def test_a_bad_line_is_refused(server: Server, key: str, value: Any) -> None:
    answer = server.ask("POST", "/api/hover", {"file": DRAFT, "text": "form: '4'\n", key: value})
    assert answer.status == 400
    assert f"`{key}`" in answer.json["error"]


def test_a_line_beyond_the_text_is_none_that_is_bad(server: Server) -> None:
    asked = {"file": DRAFT, "text": "form: '4'\n", "line": 900, "column": 900}
    assert server.ask("POST", "/api/hover", asked).status == 200


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("/api/judge", {"file": 7, "text": "x"}),
    ("/api/judge", {"file": DRAFT, "text": ["x"]}),
    ("/api/steps/build/plan", {"answers": {"names": 7}}),
    ("/api/steps/build/plan", {"answers": {"names": "drafts"}}),
    ("/api/steps/build/plan", {"answers": {"names": ["a"], "cccs": {"7": 7}}}),
    ("/api/steps/receive/plan", {"answers": {"name": 7}}),
    ("/api/steps/prepare/plan", {"answers": [1]}),
    ("/api/steps/prepare/plan", {"file": DRAFT}),
    ("/api/steps/amend/plan", {"answers": {"filed": 7}}),
    ("/api/prepare/table", {"data": 7}),
    ("/api/steps/text/plan", {"answers": {"name": DRAFT, "text": "x", "base": "x", "chosen": {"a": [1]}}}),
]


@pytest.mark.parametrize(("path", "asked"), WRONG)
def test_what_no_page_sends_is_refused_and_no_bug(server: Server, path: str, asked: dict[str, Any]) -> None:
    answer = server.ask("POST", path, asked)
    assert answer.status == 400, answer.body
    assert "failed here" not in answer.json["error"]


@pytest.mark.parametrize("body", [b"NaN", b"9" * 5000, b'{"line": 1e999}', b"\xff", b"", b"null"])
def test_odd_json_is_refused(server: Server, body: bytes) -> None:
    assert posted(server, "/api/hover", body) == 400


def half_open(server: Server, number: int) -> list[socket.socket]:
    host, port = server.host.split(":")
    found = []
    for _ in range(number):
        each = socket.create_connection((host, int(port)), timeout=30)
        each.sendall(b"GET / HTTP/1.1\r\nHost: ")
        found.append(each)
    return found


def test_nine_hundred_connections_that_say_nothing_keep_nobody(server: Server) -> None:
    waiting = half_open(server, 900)
    try:
        started = time.monotonic()
        assert server.ask("GET", "/api/board").status == 200
        assert time.monotonic() - started < 2 * patience()
        for each in waiting[: -connections.MOST]:
            each.settimeout(5 * patience())
            assert not _read(each), "the oldest end at once"
    finally:
        for each in waiting:
            each.close()


def test_half_a_request_ends_in_time_and_who_listens_is_not_cut_off(server: Server) -> None:
    connection = http.client.HTTPConnection(server.host, timeout=60)
    connection.request("GET", "/api/changes", headers={"Cookie": server._cookie()})
    answer = connection.getresponse()
    (silent,) = half_open(server, 1)
    started = time.monotonic()
    silent.settimeout(connections.PATIENCE + 10 * patience())
    assert not _read(silent)
    assert time.monotonic() - started > connections.PATIENCE - 1
    silent.close()
    time.sleep(1)
    assert server.ask("GET", "/api/board").status == 200
    assert answer.status == 200 and not answer.isclosed()
    connection.close()


def _read(each: socket.socket) -> bytes:
    """Return what comes; nothing where the other side ended the connection."""
    try:
        return each.recv(100)
    except ConnectionResetError:
        return b""


def test_a_pipe_in_the_folder_stops_no_save(server: Server, root: Path) -> None:
    for name in (*(f"{each}/x.yaml" for each in PLACES), "drafts/manifest.json", "record.jsonl"):
        if not (root / name).exists():
            os.mkfifo(root / name)
    time.sleep(0.5)
    shown = server.ask("GET", f"/api/draft?file={DRAFT}").json
    (root / "drafts" / "manifest.json").unlink()
    asked = {"file": DRAFT, "text": shown["text"] + "\n", "base": shown["hash"]}
    assert server.ask("POST", "/api/judge", asked).status == 200
    answers = {"name": DRAFT, "text": asked["text"], "base": shown["text"]}
    plan = server.ask("POST", "/api/steps/text/plan", {"answers": answers})
    told = {"answers": answers, "hash": plan.json["hash"]}
    assert server.ask("POST", "/api/steps/text/do", told).status == 200
    assert server.ask("GET", "/api/draft?file=drafts/x.yaml").status == 409
    piped = {"answers": {"name": "drafts/x.yaml", "text": "x", "base": ""}}
    assert server.ask("POST", "/api/steps/text/plan", piped).status == 507
    named = shown["text"] + "\npositions: {from: x.yaml}\nexhibits: [{file: x.yaml, type: EX-24}]\n"
    found = server.ask("POST", "/api/judge", {"file": DRAFT, "text": named}).json
    assert "x.yaml is not a file" in json.dumps(found["findings"])
    stdin = shown["text"] + "\npositions: {from: /dev/stdin}\n"
    found = server.ask("POST", "/api/judge", {"file": DRAFT, "text": stdin}).json
    assert "absolute path" in json.dumps(found["findings"])
