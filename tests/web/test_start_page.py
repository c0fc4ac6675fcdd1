"""First run in a browser: from an empty folder to the board, at 1280 and 820, by role and label."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import Clock, chromium_here, needs_browser, served, tab, until
from start_kit import filed, kept, zipped

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


def given(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def test_a1_from_an_empty_folder_to_the_board(chromium: Any, tmp_path: Path) -> None:
    form = filed()
    with served(tmp_path, Clock()) as server, tab(chromium, server, reduced_motion="reduce") as here:
        page = here.go("/")
        assert page.get_by_role("heading", name="Set up this folder").is_visible()
        here.size(820)
        word = given("notes.docx", b"PK\x03\x04[Content_Types].xml")
        page.get_by_role("button", name="Choose files").set_input_files([given("reyes.xml", form), word])
        read = page.get_by_role("status").filter(has_text="files read")
        until(read.inner_text, "2 files read: 1 filing used, 1 not used")
        assert kept(tmp_path) == {}
        here.sound_everywhere()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("heading", name="Company", exact=True).wait_for()
        assert list(kept(tmp_path)) == ["filed/reyes.xml"]
        assert page.get_by_role("textbox", name="Name").input_value() == "HARTWELL INSTRUMENTS INC"
        assert page.get_by_role("textbox", name="CIK").input_value() == "1903415"
        year = page.get_by_role("textbox", name="Fiscal year ends")
        assert year.input_value() == "" and page.get_by_role("radio").all()[0].is_checked() is False
        here.sound_everywhere((1280, 820))
        year.fill("2/30")
        page.get_by_text("is no day of a year").wait_for()
        year.fill("12/31")
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("heading", name="Board").wait_for()
        made = kept(tmp_path)
        assert sorted(made) == ["filed/reyes.xml", "form4kit.toml", "people/reyes.yaml"]
        assert made["filed/reyes.xml"] == form
        assert b'fiscal_year_end = "12-31"' in made["form4kit.toml"]
        assert b"foreign_private" not in made["form4kit.toml"]


def test_all_six_steps_and_what_is_hostile_is_only_text(chromium: Any, tmp_path: Path) -> None:
    nasty = filed(owner={"officer": "<img src=x onerror=alert(1)>"})
    power = b"POWER OF ATTORNEY. In effect until January 11, 2027. <script>x</script>\n/s/ A. Reyes\n"
    folder = tmp_path / "in" / "folder"
    folder.mkdir(parents=True)
    with served(folder, Clock()) as server, tab(chromium, server, reduced_motion="reduce") as here:
        page = here.go("/start")
        packed = zipped({"../../<b>x</b>.xml": nasty, "link/../y.txt": b"nothing"})
        page.get_by_label("Choose files").set_input_files([given("old.zip", packed)])
        page.get_by_text("2 files read: 1 filing used, 1 not used").first.wait_for()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("heading", name="Company", exact=True).wait_for()
        page.get_by_role("textbox", name="Fiscal year ends").fill("December 31")
        page.get_by_role("radio", name="No").check()
        page.keyboard.press("Alt+ArrowRight")
        page.get_by_role("heading", name="People", exact=True).wait_for()
        asked = page.get_by_role("group", name="Is Director still right? (last seen August 14, 2026)")
        asked.wait_for()
        assert [each.is_checked() for each in asked.get_by_role("radio").all()] == [False, False]
        asked.get_by_label("Last day").fill("2026-10-31")
        here.sound_everywhere((820,))
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("heading", name="Positions").wait_for()
        page.get_by_role("cell", name="41,471").wait_for()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("heading", name="Powers of attorney").wait_for()
        page.get_by_label("Choose the power's file").set_input_files([given("poa.txt", power)])
        assert page.get_by_label("Ends on").input_value() == ""
        page.get_by_role("button", name="Take it: until January 11, 2027").click()
        assert page.get_by_label("Ends on").input_value() == "2027-01-11"
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("alert").filter(has_text="Who may sign by this power?").wait_for()
        page.get_by_label("Who gave it").select_option(label="Reyes Antonio J")
        page.get_by_label("Who may sign").fill("Thomas Abel")
        page.get_by_label("Form 4").check()
        page.get_by_label("Signed on").fill("2026-01-12")
        here.sound_everywhere((820,))
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("heading", name="Who may act").wait_for()
        page.get_by_role("radio", name="Yes").check()
        page.get_by_role("textbox", name="Name").fill("J. Moreau")
        page.get_by_text("1 person, 1 position and 1 power are known.").wait_for()
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("heading", name="Board").wait_for()
    made = kept(tmp_path)
    names = ("filed/b.xml", "form4kit.toml", "people/reyes-poa.txt", "people/reyes.yaml")
    assert sorted(made) == [f"in/folder/{each}" for each in names]
    person, settings = made["in/folder/people/reyes.yaml"], made["in/folder/form4kit.toml"]
    assert b"to: 2026-10-31" in person and b"expires: 2027-01-11" in person
    assert b'reviewers = ["J. Moreau"]' in settings
