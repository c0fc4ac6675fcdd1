"""The record in a browser: EDGAR's message goes on it, a TEST and a suspension do not, and who was late."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import NOW, Clock, chromium_here, needs_browser, served, tab
from edgar_notices import notice
from sent_folder import answer, sendable
from start_kit import kept

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@pytest.fixture(autouse=True)
def later_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("form4kit.signoff.acceptance.new_york_now", lambda: NOW)


def given(**changes: Any) -> dict[str, Any]:
    return {"name": "message.eml", "mimeType": "message/rfc822", "buffer": notice(answer(**changes)).encode()}


def test_a12_a_test_is_refused_an_acceptance_goes_on_record(chromium: Any, tmp_path: Path) -> None:
    sendable(tmp_path)
    with served(tmp_path, Clock()) as server, tab(chromium, server, reduced_motion="reduce") as here:
        page = here.go("/record")
        assert page.get_by_role("status").filter(has_text="Nothing is on record.").is_visible()
        before = kept(tmp_path)
        choose = page.get_by_label("Choose the message")
        choose.set_input_files([given(test=True)])
        page.get_by_role("alert").filter(has_text="was a TEST, which files nothing").wait_for()
        assert not page.get_by_role("button", name="Put it on record").is_visible()
        choose.set_input_files([given(status="suspended")])
        page.get_by_role("alert").filter(has_text="was SUSPENDED").wait_for()
        assert kept(tmp_path) == before
        here.size(820)
        choose.set_input_files([given()])
        page.get_by_role("button", name="Put it on record").click()
        page.get_by_text("is put on record").first.wait_for()
        page.get_by_text("1 entry, unbroken.").wait_for()
        made = kept(tmp_path)
        assert set(made) - set(before) == {
            "record.jsonl",
            *(each for each in made if each.startswith("receipts/")),
        }
        choose.set_input_files([given()])
        page.get_by_role("alert").filter(has_text="on record already").wait_for()
        page = here.go("/record/late?year=2026")
        assert page.get_by_text("from 1 filing on record: all were in time.").is_visible()
        assert page.get_by_role("link", name="CSV").get_attribute("href").startswith("blob:")
        here.sound_everywhere((1280, 820))
        page = here.go("/record/year-end?year=2026")
        here.sound_everywhere((1280, 820))
        (tmp_path / "record.jsonl").write_bytes(made["record.jsonl"].replace(b"26-000041", b"26-000042"))
        page = here.go("/record")
        assert page.get_by_text("Entry 1 was changed after it was written.").is_visible()
        here.sound_everywhere()
