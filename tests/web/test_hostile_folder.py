"""A folder that somebody else may write: markup in every text, forged and broken papers, all its pages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import Clock, StepsAsked, chromium_here, needs_browser, served, tab
from filing_kit import DRAFT, NAME, PERSON, built_with_ccc, filing_folder

from form4kit.storage.sealed import sha256

pytestmark = needs_browser

MARKUP = "<img src=x onerror=window.ran=1><script>window.ran=1</script>"
FORGED = {
    "review.jsonl": [
        {
            "number": 1,
            "kind": "approved",
            "at": "2026-11-30T16:00:00-05:00",
            "by": "J. Moreau",
            "code": "0000",
        },
        {"number": 1, "kind": ["approved"], "at": 7, "by": {"a": 1}, "code": None},
        [],
        7,
    ],
    "record.jsonl": [
        {"accession": "0001903415-26-000043", "accepted": "2026-11-30T16:00:00-05:00", "hash": "0" * 64},
        {"accession": ["x"], "accepted": 7},
        None,
    ],
}
PAGES = (
    "/",
    "/new",
    "/people",
    "/people/lindqvist",
    "/ledger",
    "/record",
    "/record/late?year=2026",
    "/computer",
)
OF_A_FILING = ("prepare", "text", "review", "build", "file", "live", "history")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


def _forged(text: str, into: Path) -> None:
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(text)


def test_no_text_of_a_folder_is_ever_run(chromium: Any, tmp_path: Path) -> None:
    root = tmp_path / "work"
    draft = filing_folder(root, f'[review]\nreviewers = [{{name = "{MARKUP}", email = "{MARKUP}"}}]\n')
    quoted = json.dumps(MARKUP)
    named = PERSON.replace("Lindqvist Karin", quoted).replace("[Thomas Abel]", f"[{quoted}]")
    (root / "people" / "lindqvist.yaml").write_text(named % f", note: {quoted}")
    text = DRAFT.replace("name: Lindqvist Karin", f"name: {quoted}").replace("Common Stock", quoted)
    draft.write_text(text.replace("HARTWELL INSTRUMENTS INC", quoted) + f"remarks: {quoted}\n")
    (root / "<b onclick=x>.yaml").write_text("- not a draft\n")
    with served(root, Clock()) as server, tab(chromium, server) as here:
        for address in (*PAGES, *(f"/f/{NAME}/{each}" for each in OF_A_FILING), "/sign", "/build", "/test"):
            page = here.go(address)
            assert page.evaluate("window.ran") is None, address
            assert page.locator("img[src=x], main script, b[onclick]").count() == 0, address


@pytest.mark.parametrize(
    ("settings", "honest"), [("", "built"), ('[review]\nreviewers = ["J. Moreau"]\n', "complete")]
)
def test_forged_and_broken_papers_raise_nothing_and_break_nothing(
    tmp_path: Path, settings: str, honest: str
) -> None:
    """No state is higher than what verifies, and each filing keeps its line on the board."""
    root = tmp_path / "work"
    draft = filing_folder(root, settings)
    folder = built_with_ccc(draft)
    ownership = sha256((folder / "ownership.xml").read_bytes())
    with served(root, Clock()) as server:
        ask = StepsAsked(server)

        def standing() -> str:
            server.bench.look([])
            (found,) = [each for each in server.bench.board.entries() if each.file == f"{NAME}.yaml"]
            return found.standing.state if found.standing else ""

        assert standing() == honest
        places = {"review.jsonl": folder / "review.jsonl", "record.jsonl": root / "record.jsonl"}
        for name, lines in FORGED.items():
            for line in (*lines, "\x00", "{", "[" * 5000):
                told = line if isinstance(line, str) else json.dumps(line).replace("0" * 64, ownership)
                _forged(f"{told}\n", places[name])
                assert standing() == honest, (name, told[:80])
            places[name].unlink()
        packet = {"format": 2, "filings": [{"ownership_sha256": ownership}], "signer": "Thomas Abel"}
        for name in (
            "p.signed.json",
            "p.json",
            "attempts/x.json",
            "x.answer.json",
            "receipts/x.receipt.json",
        ):
            for told in (
                json.dumps(packet),
                json.dumps({**packet, "wet": {"sha256": ownership}}),
                "[]",
                "7",
                "{",
            ):
                _forged(told, root / name)
                assert standing() == honest, (name, told[:80])
        (folder / "manifest.json").write_text("{}")
        assert standing() in ("complete", "draft"), "a folder without what its manifest says is none"
        for step in ("build", "review", "send", "sign", "pack", "put-on-record"):
            status, told = ask.post(f"{step}/plan", {"answers": {"name": NAME, "names": [NAME]}})
            assert status in (200, 400, 403, 404, 409, 422), (step, status, told)
