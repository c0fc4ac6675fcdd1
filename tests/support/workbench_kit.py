"""What the tests of the workbench share: a folder to work in, a server over it, a browser before it."""

import datetime as dt
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from form4kit.draft_schema.schema import plain_schema_text
from form4kit.law.calendar import EDGAR
from form4kit.law.clock import NEW_YORK
from form4kit.registry.starter import starter

BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
_OPEN = re.compile(r"Open (http://\S+)")


def browser() -> str | None:
    """Return the browser of this machine, by FORM4KIT_BROWSER or where Debian puts it; None where none is."""
    named = os.environ.get("FORM4KIT_BROWSER")
    found = [named] if named else [each for each in BROWSERS if Path(each).exists()]
    return next(iter(found), None) or shutil.which("chromium")


def patience() -> float:
    """Return by how much a time may be longer than asked: 1 on a machine that has a processor to spare."""
    if not hasattr(os, "getloadavg"):
        return 1
    return max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def business_day(back: int = 1) -> dt.date:
    """Return the business day that lies so many before today, in New York."""
    day = dt.datetime.now(NEW_YORK).date()
    while back:
        day -= dt.timedelta(days=1)
        back -= EDGAR.is_business_day(day)
    return day


def folder(root: Path) -> Path:
    """Make a repository with a registry, and in `drafts/` the grant that `form4kit init` writes."""
    today = dt.datetime.now(NEW_YORK).date()
    for name, text in {**starter(today), "filing.schema.json": plain_schema_text()}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def gift(day: dt.date, *, price: str = "0", shares: int = 500, remark: str = "# a comment to be kept") -> str:
    """Return a draft of a gift in rows, by the person and the company of the registry."""
    return f"""\
# yaml-language-server: $schema=../filing.schema.json
{remark}
form: "4"
plan_10b5_1: false
issuer: hartwell
owners: [reyes]
non_derivative:
  - security: Common Stock
    date: {day}
    code: G
    disposed: {shares} ^charity
    price: {price}
    owned_after: {41971 - shares}
    ownership: direct
footnotes:
  charity: A bona fide gift to a charitable organization. The reporting person has no interest in it.
signatures:
  - {{name: /s/ Antonio J. Reyes, date: {dt.datetime.now(NEW_YORK).date()}}}
"""


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """A workbench in a process of its own, as `form4kit serve` starts it."""

    process: "subprocess.Popen[str]"
    address: str
    temporary: Path
    cookie: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def base(self) -> str:
        return f"http://{self.host}"

    def ask(
        self, method: str, path: str, body: Any = None, *, cookie: bool = True, **headers: str | None
    ) -> Answer:
        """Send a request as a page would; `headers` change what it sends or, where None, leave it out."""
        sent: dict[str, str | None] = {"Host": self.host}
        if method == "POST":
            sent |= {"Origin": self.base, "Content-Type": "application/json"}
        if cookie:
            sent["Cookie"] = self._cookie()
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = None if body is None else json.dumps(body).encode()
        return self._send(
            method, path, data, {name: value for name, value in sent.items() if value is not None}
        )

    def _cookie(self) -> str:
        if not self.cookie:
            parts = urlsplit(self.address)
            answer = self._send("GET", f"/?{parts.query}", None, {"Host": self.host})
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self.cookie

    def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            found = connection.getresponse()
            return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            connection.close()

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(root: Path, *options: str, **environment: str) -> Iterator[Server]:
    """Start a workbench over a folder, and end it as Ctrl-C would."""
    temporary = Path(tempfile.mkdtemp())  # not below `root`: the path of a socket must be short
    process = subprocess.Popen(
        [sys.executable, "-m", "form4kit.cli.main", "serve", str(root), "--no-browser", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"XDG_STATE_HOME": str(temporary)} | os.environ | {"TMPDIR": str(temporary)} | environment,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        for line in process.stdout:
            said.append(line)
            if found := _OPEN.search(line):
                yield Server(process, found[1], temporary, said=said)
                break
        else:
            raise AssertionError(f"form4kit serve did not start: {''.join(said)}")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
            said.extend(process.stdout)
        process.stdout.close()
        shutil.rmtree(temporary, ignore_errors=True)
