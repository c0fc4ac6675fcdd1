"""A server on loopback that plays EDGAR's submission API by its OpenAPI document, contradictions included.

What it took stands in `taken`. How it behaves is told by `acts`, one for each submission that comes (the last
stays), and by how often a status is not found or not decided. `seed` draws the names and spellings in which
the document's schema and its examples differ.
"""

import base64
import datetime as dt
import json
import random
import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from edgar_tokens import FILER_CIK

from form4kit.law.clock import NEW_YORK

ERRORS = [
    {"type": "ERROR", "errorNumber": 400 + number, "errorLabel": "TAG_VALUE_MISSING_OR_INVALID"}
    for number in range(12)
]


@dataclass
class Taken:
    """A submission that was taken."""

    accession: str
    mode: str
    endpoint: str
    body: bytes
    form: str
    ciks: list[str]
    documents: int
    received: dt.datetime
    asked: int = 0


@dataclass
class Edgar:
    """What the server has and how it behaves."""

    acts: list[str] = field(default_factory=lambda: ["take"])
    verdict: str = "ACCEPTED"
    not_found: int = 0
    undecided: int = 0
    number: int = 40
    seed: int = 0
    bulk: bool = True
    accepted: dt.datetime | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    posts: int = 0
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_act(self) -> str:
        with self.lock:
            self.posts += 1
            return self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]

    def take(self, endpoint: str, body: bytes, login: str) -> Taken:
        text = body.decode("utf-8")
        blocks = re.findall(r"<documentMimeBlock>\s*(.*?)\s*</documentMimeBlock>", text, re.S)
        form = base64.b64decode(blocks[0]).decode("utf-8")
        ciks = re.findall(r"<(?:rptOwner|issuer)Cik>(\d+)<", form)
        tag = re.search(r"<testOrLive>(\w+)<", text)
        assert tag is not None
        mode = "LIVE" if tag[1] == "LIVE" and endpoint == "live" else "TEST"
        kind = re.search(r"<submissionType>([^<]+)<", text)
        with self.lock:
            self.number += 1
            now = dt.datetime.now(NEW_YORK)
            accession = f"{login}-{now:%y}-{self.number:06}"
            one = Taken(accession, mode, endpoint, body, kind[1] if kind else "", ciks, len(blocks), now)
            self.taken.append(one)
        return one

    def of(self, accession: str) -> Taken | None:
        return next((each for each in self.taken if each.accession == accession), None)

    def status(self, one: Taken) -> dict[str, Any] | None:
        """Return the answer about a submission; None where it is not found yet."""
        one.asked += 1
        if one.asked <= self.not_found:
            return None
        chance = random.Random(f"{self.seed} {one.accession}")
        decided = one.asked > self.not_found + self.undecided
        suspended = self.verdict == "SUSPENDED"
        at = (self.accepted or one.received).replace(microsecond=0)
        spelt = at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
        when = spelt if chance.random() < 0.5 else at.isoformat()
        said: dict[str, Any] = {
            "accessionNumber": one.accession,
            "status": self.verdict if decided else chance.choice(["PROCESSING", "RECEIVED", "NO_STATUS"]),
            "final": chance.choice([decided, str(decided).lower()]),
            chance.choice(["mode", "type"]): one.mode,
            "documentCount": chance.choice([one.documents, str(one.documents)]),
            "formType": "XXXXXXXXXX" if suspended and decided else one.form,
            "receivedDate": when,
            "registrants": [] if suspended else [{"cik": each, "formType": one.form} for each in one.ciks],
            "messages": [],
        }
        if decided and suspended:
            said["suspendedDate"] = when
            words, place = chance.choice(["content", "message"]), chance.choice(["Num", "Number"])
            said["submissionMessages"] = [
                {**each, words: f"Value {number} is missing or invalid.", f"docSequence{place}": 1}
                for number, each in enumerate(ERRORS)
            ]
        elif decided:
            said |= {"acceptedDate": when, "filingDate": when}
        return said | (self.changes if decided else {})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    edgar: Edgar

    def log_message(self, format: str, *args: Any) -> None:
        return

    def answer(self, status: int, value: object = None, **headers: str) -> None:
        data = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), text)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status: int, words: str, **headers: str) -> None:
        value = {"messages": [{"type": "ERROR", "content": words}], "tracking": "t-1", "locator": "l-1"}
        self.answer(status, value, **headers)

    def drop(self) -> None:
        """End the connection at once, without a word."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def allowed(self, *, user: bool) -> bool:
        tokens = self.headers.get("Authorization", "").removeprefix("Bearer ").split(",")
        kinds = []
        for token in tokens:
            part = token.split(".")[0]
            header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) or b"{}")
            kinds.append("filer" if "cik" in header else "user")
        if kinds != (["filer", "user"] if user else ["filer"]):
            self.refuse(401, "token 1 of type FILER_API is not in expected format")
            return False
        if "/" not in self.headers.get("User-Agent", ""):
            self.refuse(400, "User-Agent is missing")
            return False
        return True

    def do_GET(self) -> None:
        self.edgar.requests.append(("GET", self.path, dict(self.headers)))
        if self.path == "/status":
            self.answer(200, {"condition": "NOT AVAILABLE", "message": "Closed until 6:00 a.m."})
            return
        if not self.allowed(user=False):
            return
        one = self.edgar.of(self.path.split("/")[2])
        said = self.edgar.status(one) if one else None
        if said is None:
            self.refuse(404, "not found")
        else:
            self.answer(200, said)

    def do_POST(self) -> None:
        self.edgar.requests.append(("POST", self.path, dict(self.headers)))
        if self.path == "/submission/status":
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.bulk(json.loads(body)["accessionNumbers"])
            return
        act = self.edgar.next_act()
        if act == "drop before":
            self.drop()
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        login = self.headers.get("X-EDGAR-LOGIN-CIK", "")
        if not re.fullmatch(r"\d{10}", login) or not self.allowed(user=True):
            self.refuse(400, "X-EDGAR-LOGIN-CIK")
            return
        assert self.path in ("/submission/single/test", "/submission/single/live")
        self.act(act, body, login)

    def act(self, act: str, body: bytes, login: str) -> None:
        endpoint = self.path.rpartition("/")[2]
        if act.startswith("refuse "):
            status = int(act.split()[1])
            words = {403: f"User 0ebc may not file for CIK {login}"}.get(status, "no")
            self.refuse(status, words, **({"Retry_After": "1"} if status == 429 else {}))
        elif act.startswith("to "):
            self.answer(307, None, Location=act[3:])
        elif act == "drop unread":
            self.drop()
        else:
            one = self.edgar.take(endpoint, body, login)
            self.tell_taken(act, one)

    def tell_taken(self, act: str, one: Taken) -> None:
        said = {"accessionNumber": one.accession, "status": "RECEIVED", "messages": []}
        said |= {"type" if self.edgar.seed % 2 else "mode": one.mode, "tracking": "t", "locator": "l"}
        if act == "take and drop":
            self.drop()
        elif act == "take and fail":
            self.refuse(500, "internal")
        elif act == "take and 504":
            self.answer(504, b"<html>gateway</html>")
        elif act == "take and break off":
            self.send_response(202)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b'{"accession')
            self.drop()
        elif act == "take and say nothing":
            self.answer(202)
        elif act == "take and wait":
            threading.Event().wait(20)
        elif act == "take and repeat the token":
            self.answer(202, said | {"messages": [{"content": self.headers["Authorization"]}]})
        else:
            self.answer(202, said)

    def bulk(self, wanted: list[str]) -> None:
        if not self.edgar.bulk or not self.allowed(user=False):
            self.refuse(405, "no")
            return
        assert len(wanted) <= 25
        found = [said for each in wanted if (one := self.edgar.of(each)) and (said := self.edgar.status(one))]
        name = random.Random(self.edgar.seed).choice(["responses", "submissions", "statuses"])
        self.answer(200, {name: found}) if found else self.answer(204)


@contextmanager
def edgar_api(**behaviour: Any) -> Iterator[Edgar]:
    """Serve as long as this lasts; `url` is the address to ask."""
    edgar = Edgar(**behaviour)
    handler = type("Handler", (_Handler,), {"edgar": edgar})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    edgar.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield edgar
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


LOGIN = FILER_CIK
