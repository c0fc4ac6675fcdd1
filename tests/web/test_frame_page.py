"""The frame that all pages share, in a browser: its look, its line, a filing's steps, what became of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from browser_kit import NOW, Clock, chromium_here, needs_browser, served, tab, until
from workbench_kit import folder, gift

from form4kit.web.app import SCREENS
from form4kit.web.pages import Page, route_of

pytestmark = needs_browser
FAULT: dict[str, Any] = {
    "error": "form4kit failed here (KeyError). Your answers are here.",
    "report": {"error": "KeyError", "way": ["form_page.py:12 spots"]},
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = folder(tmp_path / "work")
    (place / "drafts" / "gift.yaml").write_text(gift(NOW.date()))
    return place


def test_the_frame_is_told_whether_the_line_stands(chromium: Any, root: Path) -> None:
    with served(root, Clock()) as server, tab(chromium, server) as here:
        page = here.go("/")
        page.wait_for_selector("html[data-line=up]", state="attached")
        assert page.inner_text("#folder") == "work"
        page.fill("#find", "what I typed")
        server.stop()
        page.wait_for_selector("html[data-line=down]", state="attached")
        said = "The workbench does not answer. What you type stays on this page and in this browser."
        assert said in page.inner_text("#standing")
        here.sound_everywhere([1280, 640])
        assert page.input_value("#find") == "what I typed"
        server.again(Clock(NOW.replace(minute=52)))
        page.wait_for_selector("html[data-line=again]", state="attached")
        assert "was started again at 4:52 p.m." in page.inner_text("#standing")
        here.sound_everywhere([820])
        other = here.context.new_page()
        other.goto(server.gate.address)  # opened from its icon: the key is in the browser again
        page.bring_to_front()
        page.wait_for_selector("html[data-line=up]", state="attached", timeout=20_000)
        until(lambda: page.is_hidden("#standing"))


LATE = """(() => {
    const asked = window.fetch;
    window.fetch = async (...what) => {
        if (`${what[0]}`.includes("/api/about")) await new Promise((done) => setTimeout(done, 1000));
        return asked(...what);
    };
})()"""
"""Who tells the time answers after who tells the deadline."""


def test_a_filing_has_its_steps_and_says_what_later_ones_lack(chromium: Any, root: Path) -> None:
    head = Page("/f/{name:path}/try", "board", "Try", "/", "review")
    page_of_it = SimpleNamespace(routes=lambda bench: [route_of(head)], doors=dict)
    with served(root, screens=[*SCREENS, page_of_it]) as server, tab(chromium, server) as here:
        here.page.add_init_script(LATE)
        page = here.go("/f/drafts/gift/try")
        until(lambda: page.inner_text("#filing-title"), "Form 4: Reyes Antonio J")
        assert "Wed, Dec 2, 10:00 p.m." in page.inner_text("#filing-due")
        steps = page.locator("#steps > li").all_inner_texts()
        assert [each.split("\n")[-1] for each in steps][-1] == "Record" and len(steps) == 7
        assert page.locator("#steps [aria-current=step]").inner_text().endswith("Review")
        page.click("#steps summary:has-text('Sign')")
        assert "Not yet: nobody has signed it." in page.inner_text("#steps")
        page.keyboard.press("Escape")
        assert page.locator("#steps details[open]").count() == 0
        assert here.fits()
        page.goto(server.base + "/f/drafts/nothing/try")
        until(lambda: "There is no such filing in this folder." in page.inner_text("#standing"))


def test_one_tab_changes_a_filing_and_the_other_says_so(chromium: Any, root: Path) -> None:
    hold = """() => import("/assets/frame.js").then((frame) => frame.holdFiling("drafts/gift", {
        held: () => { document.title = "held"; }, elsewhere: () => { document.title = "elsewhere"; } }))"""
    with served(root) as server, tab(chromium, server) as here:
        one = here.go("/")
        one.evaluate(hold)
        until(lambda: one.title(), "held")
        two = here.context.new_page()
        two.goto(server.base + "/")
        two.wait_for_selector("html[data-ready]", state="attached")
        two.evaluate(hold)
        until(lambda: two.title(), "elsewhere")
        assert "This filing is being changed in another tab." in two.inner_text("#standing")
        two.click("#standing button")
        until(lambda: (one.title(), two.title()), ("elsewhere", "held"))
        assert two.is_hidden("#standing") and one.is_visible("#standing")


def test_answers_not_saved_and_a_fault_of_ours_are_said(chromium: Any, root: Path) -> None:
    with served(root) as server, tab(chromium, server) as here:
        page = here.go("/")
        page.evaluate("import('/assets/frame.js').then((frame) => frame.unsaved(2))")
        until(lambda: page.inner_text("#line"), "Not saved: 2 answers")
        here.sound_everywhere([1280])
        page.evaluate("import('/assets/frame.js').then((frame) => frame.saved())")
        until(lambda: page.inner_text("#line"), "Saved, 4:48 p.m.")
        page.route("**/api/computer*", lambda route: route.fulfill(status=500, json=FAULT))
        page.evaluate("import('/assets/shared.js').then((it) => it.ask('/api/computer')).catch(() => {})")
        until(lambda: FAULT["error"] in page.inner_text("#standing"))
        here.sound_everywhere([1280])
        with page.expect_download() as saved:
            page.click("#standing button")
        assert json.loads(Path(saved.value.path()).read_text()) == FAULT["report"]
