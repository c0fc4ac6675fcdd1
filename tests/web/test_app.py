"""The workbench without a browser: who is let in, what is written where, what the board says."""

import asyncio
import datetime as dt
import http.client
import os
import socket
import stat
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")

from clean_filings import CLEAN
from signing_kit import live
from typer.testing import CliRunner
from workbench_kit import Server, business_day, folder, gift, serving

from form4kit.cli.main import app
from form4kit.law.clock import NEW_YORK
from form4kit.steps import draft_text
from form4kit.steps.draft_text import TextAnswers
from form4kit.storage.sealed import sealed
from form4kit.storage.served_folder import Outside, ServedFolder
from form4kit.web import draft_store
from form4kit.web.access import Gate, Guard
from form4kit.web.board import Board

DRAFT = "drafts/gift.yaml"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = folder(tmp_path_factory.mktemp("work"))
    (place / DRAFT).write_text(gift(business_day()))
    (place.parent / "outside.yaml").write_text(gift(business_day()))
    return place


@pytest.fixture(scope="module")
def server(root: Path) -> "Server":
    with serving(root) as found:
        yield found


# ---------------------------------------------------------------- who is let in


def test_the_address_gives_a_cookie_that_no_script_and_no_other_site_gets(server: Server) -> None:
    path = server.address.removeprefix(server.base)
    answer = server.ask("GET", path, cookie=False)
    assert answer.status == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert server.ask("GET", "/").status == 200


def test_it_listens_on_loopback_alone(server: Server) -> None:
    """A server that listens everywhere answers at 127.0.0.2 too, which Linux has without being told."""
    port = int(server.host.rpartition(":")[2])
    here = {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
    for address in (here | {"127.0.0.2"}) - {"127.0.0.1"}:
        with pytest.raises(OSError):
            socket.create_connection((address, port), timeout=2).close()
    socket.create_connection(("127.0.0.1", port), timeout=2).close()


@pytest.mark.parametrize(
    "path", ["/", "/api/board", "/api/draft?file=drafts/gift.yaml", "/assets/base.css", "/nowhere"]
)
def test_without_the_token_nothing_is_shown(server: Server, path: str) -> None:
    assert server.ask("GET", path, cookie=False).status == 403
    assert server.ask("GET", path, Cookie=f"{server._cookie().partition('=')[0]}=guess").status == 403


def test_a_wrong_token_is_refused_and_gets_no_cookie(server: Server) -> None:
    answer = server.ask("GET", "/?token=guess", cookie=False)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_another_host_name_is_refused(server: Server, host: str) -> None:
    port = server.host.rpartition(":")[2]
    assert server.ask("GET", "/api/board", Host=host.format(port=port)).status in (400, 403)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://{host}", "http://127.0.0.1:1", None]
)
def test_another_origin_writes_nothing(server: Server, root: Path, origin: str | None) -> None:
    before = (root / DRAFT).read_bytes()
    body = {"answers": {"name": DRAFT, "text": "gone", "base": before.decode()}, "hash": ""}
    answer = server.ask(
        "POST", "/api/steps/text/do", body, Origin=origin.format(host=server.host) if origin else None
    )
    assert answer.status == 403
    assert (root / DRAFT).read_bytes() == before


def test_another_origin_reads_nothing(server: Server) -> None:
    assert server.ask("GET", "/api/board", Origin="http://evil.example").status == 403
    assert server.ask("GET", "/api/board", Sec_Fetch_Site="cross-site").status == 403
    assert server.ask("GET", "/api/board", Sec_Fetch_Site="same-site").status == 403
    assert "access-control-allow-origin" not in server.ask("GET", "/api/board").headers


@pytest.mark.parametrize("origin", ["http://evil.example", None, "own"])
def test_a_websocket_is_refused_from_wherever(server: Server, origin: str | None) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Origin": server.base if origin == "own" else origin,
    }
    assert server.ask("GET", "/api/changes-by-websocket", **headers).status in (400, 403, 404)


@pytest.mark.parametrize(
    ("host", "origin", "token", "passes"),
    [
        ("127.0.0.1:1", "http://127.0.0.1:1", "right", True),
        ("localhost:1", "http://localhost:1", "right", True),
        ("127.0.0.1:1", "http://evil.example", "right", False),
        ("127.0.0.1:1", "", "right", False),
        ("evil.example:1", "http://evil.example:1", "right", False),
        ("127.0.0.1:1", "http://127.0.0.1:1", "wrong", False),
    ],
)
def test_the_guard_judges_a_websocket_as_it_does_a_page(
    host: str, origin: str, token: str, passes: bool
) -> None:
    reached, sent = [], []

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        reached.append(scope["path"])

    async def send(message: Any) -> None:
        sent.append(message["type"])

    headers = [(b"host", host.encode()), (b"cookie", f"form4kit-1={token}".encode())]
    headers += [(b"origin", origin.encode())] if origin else []
    scope = {"type": "websocket", "path": "/", "query_string": b"", "headers": headers}
    asyncio.run(Guard(behind, Gate(1, "right"))(scope, None, send))  # type: ignore[arg-type]
    assert (reached, sent) == ((["/"], []) if passes else ([], ["websocket.close"]))


def test_a_form_of_another_site_cannot_pass_for_a_page(server: Server) -> None:
    assert server.ask("POST", "/api/steps/text/do", {}, Content_Type="text/plain").status == 415
    assert (
        server.ask("POST", "/api/steps/text/do", {}, Content_Type="application/x-www-form-urlencoded").status
        == 415
    )


def test_every_answer_keeps_to_this_page(server: Server) -> None:
    for path in ("/", "/api/board", "/assets/base.css", "/nowhere"):
        headers = server.ask("GET", path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"


OUTSIDE = [
    "../outside.yaml",
    "drafts/../../outside.yaml",
    "/etc/hostname.yaml",
    "drafts/link.yaml",
    ".hidden/x.yaml",
    "drafts\\..\\..\\outside.yaml",
    "drafts/x\0.yaml",
    "",
    ".",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_path_leads_out_of_the_folder(server: Server, root: Path, name: str) -> None:
    link = root / "drafts" / "link.yaml"
    if not link.is_symlink():
        link.symlink_to(root.parent / "outside.yaml")
    outside = (root.parent / "outside.yaml").read_bytes()
    for path, body in (
        ("/api/judge", {"file": name, "text": "form: '4'"}),
        ("/api/hover", {"file": name, "text": "form: '4'"}),
        ("/api/complete", {"file": name, "text": "form: '4'"}),
        ("/api/steps/text/plan", {"answers": {"name": name, "text": "x", "base": outside.decode()}}),
        ("/api/steps/edit-cell/plan", {"answers": {"name": name, "cell": "I-1-amount", "value": "1"}}),
        ("/api/forget", {"file": name}),
        ("/api/steps/prepare/plan", {"answers": {"file": name or "x/../.."}}),
        ("/api/steps/prepare/do", {"answers": {"file": name or "x/../.."}, "hash": ""}),
    ):
        assert server.ask("POST", path, body).status == 403, path
    assert (root.parent / "outside.yaml").read_bytes() == outside
    with pytest.raises(Outside):
        ServedFolder(root).draft(name)
    link.unlink()


def test_what_is_no_draft_is_not_opened(server: Server) -> None:
    assert server.ask("GET", "/api/draft?file=form4kit.toml").status == 403


def test_a_proof_is_that_of_a_built_folder(server: Server, root: Path) -> None:
    assert (
        CliRunner().invoke(app, ["build", str(root / DRAFT), "--out", str(root / "printed")]).exit_code == 0
    )
    answer = server.ask("GET", "/api/proof?folder=printed/gift")
    assert answer.status == 200 and answer.body == (root / "printed" / "gift" / "proof.pdf").read_bytes()
    for name in ("drafts", "..", "../printed", "printed", ""):
        assert server.ask("GET", f"/api/proof?folder={name}").status == 403


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize("name", ["продажа", "Müller’s", 'a"b', "a\nSet-Cookie: x=1", "\u202egnp"])
def test_a_review_pdf_is_given_whatever_it_is_called(server: Server, root: Path, name: str) -> None:
    file = root / "review" / f"{name}.pdf"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"%PDF-")
    answer = server.ask("GET", f"/api/review/pdf?file={quote(f'review/{name}.pdf')}")
    assert (answer.status, answer.body) == (200, b"%PDF-")
    told = f"attachment; filename*=utf-8''{quote(f'{name}.pdf')}"
    assert answer.headers["content-disposition"] == told and "set-cookie" not in answer.headers


def test_a_proof_that_is_a_link_out_of_the_folder_is_refused(server: Server, root: Path) -> None:
    made = root / "linked" / "gift"
    made.mkdir(parents=True)
    (made / "manifest.json").write_text("{}")
    (made / "proof.pdf").symlink_to(root.parent / "outside.yaml")
    answer = server.ask("GET", "/api/proof?folder=linked/gift")
    assert answer.status == 403 and b"form:" not in answer.body


def test_it_ends_as_it_is_told_and_says_its_token_once(root: Path) -> None:
    with serving(root) as server:
        server.ask("GET", "/api/board")
        server.ask("GET", server.address.removeprefix(server.base), cookie=False)
    assert server.process.returncode == 0
    said = "".join(server.said)
    assert "Ctrl-C ends it." in said and "Traceback" not in said
    assert said.count(server.address.partition("token=")[2]) == 1


def test_assets_are_ours_alone(server: Server) -> None:
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "nothing.js", "shell.html"):
        assert server.ask("GET", f"/assets/{name}").status == 404


def test_the_token_stands_in_no_page(server: Server) -> None:
    token = server.address.partition("token=")[2]
    pages = b"".join(
        server.ask("GET", path).body
        for path in ("/", "/f/drafts/gift/text", "/sign", "/api/about", "/api/board")
    )
    assert token.encode() not in pages


# ---------------------------------------------------------------- reading only


def test_a_reviewer_writes_nothing(root: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    with serving(root, "--read-only") as server:
        assert server.ask("GET", "/api/about").json["read_only"] is True
        stored = server.ask("GET", f"/api/draft?file={DRAFT}").json
        for step in ("text", "edit-cell", "undo"):
            body = {"answers": {"name": DRAFT, "text": "x", "base": stored["text"]}, "hash": ""}
            assert server.ask("POST", f"/api/steps/{step}/do", body).status == 403
        assert server.ask("POST", "/api/forget", {"file": DRAFT}).status == 403
        new = {"answers": {"file": "drafts/new.yaml"}, "hash": ""}
        assert server.ask("POST", "/api/steps/prepare/do", new).status == 403
        for step in ("build", "pack", "sign", "send", "hand-off", "set-aside", "receive", "put-on-record"):
            body = {"answers": {"names": ["drafts/gift"]}, "hash": ""}
            assert server.ask("POST", f"/api/steps/{step}/do", body).status == 403
        judged = server.ask(
            "POST", "/api/judge", {"file": DRAFT, "text": "form: '4'\n", "keep": stored["hash"]}
        )
        assert judged.status == 200 and judged.json["findings"]
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_wrong_usage_is_a_clear_line(root: Path) -> None:
    result = CliRunner().invoke(app, ["serve", str(root / "nowhere"), "--no-browser"])
    assert result.exit_code == 2
    assert "no such folder" in result.output


def test_a_port_that_is_taken_is_told(server: Server, root: Path) -> None:
    port = server.host.rpartition(":")[2]
    result = CliRunner().invoke(app, ["serve", str(root), "--no-browser", "--port", port])
    assert result.exit_code == 2
    assert f"port {port} is taken" in result.output


# ---------------------------------------------------------------- saving


@pytest.mark.parametrize("data", [b"a: 1\r\nb: 2\r\n", b"\xef\xbb\xbfa: 1\nb: 2\n", b"a: 1\nb: 2"])
def test_line_ends_and_mark_stay_as_they_were(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(data)
    file.chmod(0o600)
    stored = draft_store.load(file)
    assert "\r" not in stored.text and "\ufeff" not in stored.text
    typed = stored.text.replace("1", "3")
    draft_text.carry_out(draft_text.plan(file, TextAnswers(typed, stored.text), dt.datetime.now(NEW_YORK)))
    assert file.read_bytes() == data.replace(b"1", b"3")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_was_not_saved_is_kept_until_it_is_dropped(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one\n")
    draft_store.keep(file, "one and more\n", draft_store.load(file).hash)
    stored = draft_store.load(file)
    assert (stored.text, stored.unsaved) == ("one\n", "one and more\n")
    draft_store.keep(file, "late\n", "the hash of what was saved over")
    assert draft_store.load(file).unsaved == "one and more\n"
    draft_store.forget(file)
    assert draft_store.load(file).unsaved is None
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_no_ccc_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one\n")
    draft_store.keep(file, "ccc: abcd1#23\n", draft_store.load(file).hash)
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


# ---------------------------------------------------------------- the board


def test_the_board_tells_what_each_filing_is(tmp_path: Path) -> None:
    place = folder(tmp_path)
    (place / DRAFT).write_text(gift(business_day()))
    board = Board(place)
    board.refresh()
    lines = {each.file: each for each in board.entries()}
    gift_line, grant = lines[DRAFT], lines["drafts/annual-grant.yaml"]
    assert gift_line.story == "gift of 500 shares"
    assert grant.story == "grant of 2,400 units"
    assert gift_line.owners == ("Reyes Antonio J",)
    assert gift_line.issuer == "HARTWELL INSTRUMENTS INC"
    assert gift_line.state == "clean" and gift_line.due
    assert all(each.judged for each in lines.values())


def test_the_board_sees_what_a_draft_rests_on(tmp_path: Path) -> None:
    place = folder(tmp_path)
    (place / DRAFT).write_text(gift(business_day()))
    told: list[str] = []
    board = Board(place)
    board.refresh()
    board.listeners.append(lambda changed, gone: told.extend([*(each.file for each in changed), *gone]))
    board.refresh()
    assert told == []
    person = place / "people" / "reyes.yaml"
    person.write_text(person.read_text().replace("Reyes Antonio J ", "Reyes Tony      "))
    board.refresh()
    assert DRAFT in told
    assert {each.file: each.owners for each in board.entries()}[DRAFT] == ("Reyes Tony",)
    (place / DRAFT).unlink()
    told.clear()
    board.refresh()
    assert told == [DRAFT]


def test_a_draft_goes_from_built_to_changed(tmp_path: Path) -> None:
    place = folder(tmp_path)
    (place / DRAFT).write_text(gift(business_day()))
    result = CliRunner().invoke(
        app, ["build", str(place / DRAFT), "--only", "xml", "--out", str(place / "built")]
    )
    assert result.exit_code == 0, result.output
    board = Board(place)
    board.refresh()
    lines = {each.file: each for each in board.entries()}
    assert lines[DRAFT].state == "built" and lines[DRAFT].folder == "built/gift"
    assert "built/gift/draft.yaml" not in lines  # it stands there by its draft
    assert board.doubles() == {DRAFT}
    live(place / "built" / "gift")
    record = ["record", "add", str(place / "built" / "gift"), "--record", str(place / "record.jsonl")]
    how = ["--accession", "0001903415-26-000001", "--accepted", f"{dt.datetime.now(NEW_YORK):%Y-%m-%d %H:%M}"]
    assert CliRunner().invoke(app, [*record, *how]).exit_code == 0
    board.refresh()
    assert {each.file: each.state for each in board.entries()}[DRAFT] == "recorded"
    (place / DRAFT).write_text(gift(business_day(), shares=600))
    board.refresh()
    line = {each.file: each for each in board.entries()}[DRAFT]
    assert (line.state, line.remark) == ("clean", "changed since it was built")
    (place / DRAFT).unlink()
    board.refresh()
    assert "built/gift/draft.yaml" in {each.file for each in board.entries()}


def test_a_name_that_is_no_utf_8_stops_neither_board_nor_news(tmp_path: Path) -> None:
    place = folder(tmp_path)
    try:
        (place / "drafts" / os.fsdecode(b"caf\xe9.yaml")).write_text(gift(business_day()))
    except OSError:
        pytest.skip("this disk takes UTF-8 alone")
    with serving(place) as server:
        connection = http.client.HTTPConnection(server.host, timeout=20)
        connection.request("GET", "/api/changes", headers={"Cookie": server._cookie()})
        feed = connection.getresponse()
        (place / DRAFT).write_text(gift(business_day()))
        until(feed, b"gift.yaml")
        connection.close()
        board = server.ask("GET", "/api/board").json
        assert {"drafts/caf\udce9.yaml", DRAFT} <= {each["file"] for each in board}
        assert server.ask("GET", "/api/ledger").status == 200


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that not even root can read")
def test_a_draft_that_cannot_be_opened_is_on_the_board_and_says_so(tmp_path: Path) -> None:
    place = folder(tmp_path)
    (place / DRAFT).symlink_to("/proc/self/mem")
    board = Board(place)
    board.refresh()
    line = {each.file: each for each in board.entries()}[DRAFT]
    assert (line.judged, line.errors, line.remark) == (True, 1, "input/output error")


@pytest.mark.parametrize("data", [b"[" * 100_000, sealed({"binds": {"filings": 5}}), b"null\n", b"\xff", b""])
def test_papers_that_are_nonsense_say_nothing(tmp_path: Path, data: bytes) -> None:
    place = folder(tmp_path)
    (place / DRAFT).write_text(gift(business_day()))
    (place / "built").mkdir()
    for name in ("built/manifest.json", "packet.signed.json", "record.jsonl", "packet.pdf"):
        (place / name).write_bytes(data)
    board = Board(place)
    board.refresh()
    assert {each.file: each.state for each in board.entries()}[DRAFT] == "clean"


def until(feed: http.client.HTTPResponse, word: bytes) -> None:
    """Read news until a word is among them; in time it must be."""
    end = time.monotonic() + 15
    said = b""
    while word not in said and time.monotonic() < end:
        said += feed.readline()
    assert word in said


def test_news_comes_without_asking(server: Server, root: Path) -> None:
    connection = http.client.HTTPConnection(server.host, timeout=20)
    connection.request("GET", "/api/changes", headers={"Cookie": server._cookie()})
    feed = connection.getresponse()
    assert feed.readline()
    (root / "drafts" / "late.yaml").write_text(gift(business_day()))
    until(feed, b"late.yaml")
    connection.close()
    (root / "drafts" / "late.yaml").unlink()


# ---------------------------------------------------------------- the desk


def test_the_desk_knows_line_and_cell_of_each_other(server: Server) -> None:
    text = gift(business_day(), price="dear")
    answer = server.ask("POST", "/api/judge", {"file": DRAFT, "text": text}).json
    line = next(n for n, each in enumerate(text.split("\n"), 1) if "price:" in each)
    (found,) = [each for each in answer["findings"] if each["rule"] == "NUM01"]
    assert found["range"][0] == line
    (spot,) = found["spots"]
    assert answer["spots"][spot][0] == line
    assert "$dear" in answer["html"] and "style=" not in answer["html"] and "<script" not in answer["html"]


def test_a_text_in_a_draft_is_no_markup(server: Server) -> None:
    text = gift(business_day()).replace(
        "A bona fide", "<script>alert(1)</script><img src=x onerror=alert(1)>"
    )
    html = server.ask("POST", "/api/judge", {"file": DRAFT, "text": text}).json["html"]
    assert "<script" not in html and "<img" not in html and "&lt;script&gt;" in html


def test_an_allowance_has_a_reason(server: Server) -> None:
    text = gift(business_day())
    empty = server.ask("POST", "/api/allow", {"text": text, "code": "COD14", "reason": "  "})
    assert empty.status == 400 and "reason" in empty.json["error"]
    answer = server.ask(
        "POST", "/api/allow", {"text": text, "code": "COD14", "reason": 'said: "yes", # twice'}
    )
    (edit,) = answer.json["edits"]
    assert edit["text"] == 'allow:\n  COD14: "said: \\"yes\\", # twice"\n'


def test_a_request_that_comes_late_keeps_nothing_that_was_saved_over(server: Server, root: Path) -> None:
    file = root / "drafts" / "typed.yaml"
    file.write_text("form: '4'\n")
    base = server.ask("GET", "/api/draft?file=drafts/typed.yaml").json["hash"]
    typed = {"file": "drafts/typed.yaml", "text": "form: '4'\n# ty", "keep": base}
    server.ask("POST", "/api/judge", typed)
    assert (root / "drafts" / ".typed.yaml.unsaved").read_text() == typed["text"]
    answers = {"name": typed["file"], "text": "form: '4'\n# typed", "base": "form: '4'\n"}
    shown = server.ask("POST", "/api/steps/text/plan", {"answers": answers}).json["hash"]
    assert server.ask("POST", "/api/steps/text/do", {"answers": answers, "hash": shown}).status == 200
    server.ask("POST", "/api/judge", typed)
    assert not (root / "drafts" / ".typed.yaml.unsaved").exists()
    file.unlink()


def test_a_built_folder_is_not_edited(server: Server, root: Path) -> None:
    CliRunner().invoke(app, ["build", str(root / DRAFT), "--only", "xml", "--out", str(root / "done")])
    name = "done/gift/draft.yaml"
    stored = server.ask("GET", f"/api/draft?file={name}").json
    assert stored["built"] is True
    before = (root / name).read_bytes()
    body = {"answers": {"name": name, "text": "x", "base": stored["text"]}}
    assert server.ask("POST", "/api/steps/text/plan", body).status == 403
    told: dict[str, Any] = {"answers": {"file": name, "rows": {"I-1": {"shares": "7"}}}}
    shown = server.ask("POST", "/api/steps/prepare/plan", told).json
    assert server.ask("POST", "/api/steps/prepare/do", told | {"hash": shown["hash"]}).status == 403
    server.ask("POST", "/api/judge", {"file": name, "text": "x", "keep": stored["hash"]})
    assert (root / name).read_bytes() == before
    assert sorted(each.name for each in (root / "done" / "gift").iterdir() if each.name.startswith(".")) == []


# ---------------------------------------------------------------- signing


@pytest.mark.parametrize("name", ["", "..", "../outside", "/etc/passwd", ".hidden", "a\\b"])
def test_no_packet_and_no_key_is_taken_from_elsewhere(server: Server, root: Path, name: str) -> None:
    (root / "packet.pdf").write_bytes(b"%PDF-")
    for answers in ({"packet": name}, {"packet": "packet", "how": "key", "known_key": name or "../k"}):
        asked = server.ask("POST", "/api/steps/sign/plan", {"answers": answers})
        assert asked.status == 403, asked.body
    assert server.ask("GET", f"/api/packet.pdf?packet={quote(name)}").status == 403
    (root / "packet.pdf").unlink()


def test_the_board_has_a_draft_whose_form_is_broken_and_counts_what_it_passes_over(tmp_path: Path) -> None:
    sound = (CLEAN / "4.yaml").read_text(encoding="utf-8")
    for name, text in {
        "bad.yaml": sound.replace("form:", "from:", 1),
        "deep/indented.yaml": sound.replace("form:", " form:", 1),
        "values.yaml": "replicas: 2\n",
        "deep/pom.xml": "<project/>",
        ".pre-commit-config.yaml": "repos: []\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    board = Board(tmp_path)
    board.refresh()
    assert {each.file: each.errors > 0 for each in board.entries()} == {
        "bad.yaml": True,
        "deep/indented.yaml": True,
    }
    assert board.passed_over == ("deep/pom.xml", "values.yaml")
