"""Help and the computer in a browser: the documentation offline, how the page looks, the end of the run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import chromium_here, needs_browser, served, tab, until
from workbench_kit import folder

from form4kit.catalogue import faults
from form4kit.web import help_pages
from form4kit.web.pages import ASSETS, PAGES

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


def test_the_documentation_is_read_and_searched_offline(chromium: Any, tmp_path: Path) -> None:
    with served(folder(tmp_path / "work")) as server, tab(chromium, server) as here:
        page = here.go("/help")
        assert page.inner_text("h1") == "The workbench"
        here.sound_everywhere()
        page.fill("#words", "fiscal year end")
        page.wait_for_selector("#text .found")
        here.sound_everywhere([1280])
        page.fill("#words", "zzzz")
        until(lambda: "Nothing in the help has" in page.inner_text("#text"))
        page = here.go("/help/SIG01")
        assert "SIG01" in page.inner_text("h1") and page.locator("#text pre").count()
        page = here.go("/help/nothing-of-that-name")
        assert "There is no help on 'nothing-of-that-name'." in page.inner_text("#text")

        page.select_option("#theme", "dark")
        page.select_option("#size", "largest")
        page.uncheck("#keys")
        page = here.go("/")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
        assert here.accessible() == [] and here.fits()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") != "find", "single keys are off"
        page.keyboard.press("F1")
        page.wait_for_url("**/help/board")
        until(lambda: page.locator("#text h2, #text p").count() > 0)


def test_the_computer_is_told_and_the_workbench_is_closed(chromium: Any, tmp_path: Path) -> None:
    with served(folder(tmp_path / "work")) as server, tab(chromium, server) as here:
        server.bench.close = lambda: setattr(server.server, "should_exit", True)
        page = here.go("/computer")
        until(lambda: page.locator("#lines tr").count() > 5)
        told = page.inner_text("#lines")
        assert "Python" in told and "registry" in told
        here.sound_everywhere()
        page.click("#close")
        until(lambda: "The workbench is closed." in page.inner_text("#standing"))
        server.thread.join(10)
        assert not server.thread.is_alive()


def test_a_word_leads_to_its_page() -> None:
    assert help_pages.page("") == help_pages.page("workbench")
    found = help_pages.page("SIG01")
    assert found and found[0] == "SIG01" and faults()["SIG01"].title in found[1]
    board = help_pages.page("board")
    assert board and board[0] == "workbench" and board[2] == "the-board"
    assert help_pages.page("no such word") is None
    assert help_pages.page("../pyproject") is None


def test_the_help_is_searched_heading_first_and_shows_what_stands_around() -> None:
    hits = help_pages.search("doctor ready")
    assert hits and all("ready" in f"{h.section.heading}{h.section.text}".lower() for h in hits)
    assert help_pages.search("FTN04")[0].section.page == "FTN04"
    assert help_pages.search("") == [] and help_pages.search("zzzz qqqq") == []
    assert "\n" not in hits[0].around


def test_the_pages_of_the_help_name_the_screens_that_there_are() -> None:
    """Each screen leads by its name to a section of the documentation, so that `?` is never empty."""
    for each in PAGES:
        if not (ASSETS / f"{each.asset}.html").is_file():
            continue
        found = help_pages.page(each.asset)
        assert found is not None, each.asset
