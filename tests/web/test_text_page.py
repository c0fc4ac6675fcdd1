"""The draft as text, the form beside it: edits on the form, conflicts, other tabs, restarts, the way back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import NOW, Clock, chromium_here, files_of, needs_browser, served, tab, until
from workbench_kit import folder, gift

pytestmark = needs_browser
DRAFT = "drafts/gift.yaml"
TEXT = gift(NOW.date()).replace("price: 0", "price: 48.20")
AMOUNT = "non_derivative:0:5"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = folder(tmp_path / "work")
    (place / DRAFT).write_text(TEXT)
    return place


def put(page: Any, old: str, new: str) -> None:
    """Select a text in the editor and type another in its place."""
    page.evaluate(
        """old => {
            const area = document.querySelector("#editor textarea"), at = area.value.indexOf(old);
            area.focus(); area.setSelectionRange(at, at + old.length);
        }""",
        old,
    )
    page.keyboard.type(new)


def meanwhile(page: Any, draft: Path, text: str) -> None:
    """Write a draft as another program would, just before the page asks what it may write."""

    def written(route: Any) -> None:
        draft.write_text(text)
        route.continue_()

    page.route("**/api/steps/text/plan", written, times=1)


def on_disk(page: Any, draft: Path) -> str:
    """Return what a draft holds, once the browser has had its turn."""
    page.wait_for_timeout(10)
    return draft.read_text()


def shown(page: Any) -> str:
    return str(page.input_value("#editor textarea"))


def changed(before: dict[str, bytes], root: Path) -> set[str]:
    """Return the files that are others than before."""
    now = files_of(root)
    return {name for name in {*before, *now} if before.get(name) != now.get(name)}


def test_a_cell_is_changed_where_it_stands_and_comments_stay(chromium: Any, root: Path) -> None:
    """A8."""
    (root / "drafts/sale.yaml").write_text(
        TEXT.split("non_derivative:")[0]
        + "positions:\n  common: {security: Common Stock, held: 41471}  # of August\n"
        + "events:\n  - sale: {from: common, date: 2026-11-25, shares: 500, price: 47.20}  # hers\n"
    )
    before, draft = files_of(root), root / DRAFT
    with served(root) as server, tab(chromium, server) as here:
        page = here.filing("drafts/gift", "text")
        page.locator(f'#sheet [data-spot="{AMOUNT}"]').focus()
        page.keyboard.press("Enter")
        box = page.get_by_role("dialog", name="Table I, row 1, amount")
        assert box.get_by_label("Amount").input_value() == "500"
        assert here.accessible() == []
        box.get_by_label("Amount").fill("1,00")
        page.keyboard.press("Enter")
        until(lambda: "`1,00` is not a number. Write 100" in box.get_by_role("alert").inner_text())
        box.get_by_label("Amount").fill("250")
        page.keyboard.press("Enter")
        until(draft.read_text, TEXT.replace("500 ^charity", "250 ^charity"))
        assert changed(before, root) == {DRAFT}
        until(lambda: "250" in page.locator(f'#sheet [data-spot="{AMOUNT}"]').inner_text())
        until(
            lambda: page.evaluate("document.querySelector('#sheet').shadowRoot.activeElement?.dataset.spot"),
            AMOUNT,
        )
        page.keyboard.press("Control+z")
        until(draft.read_text, TEXT)
        until(lambda: shown(page) == TEXT)

        page.keyboard.press("Enter")
        box.get_by_role("button", name="Add a footnote").click()
        page.get_by_role("button", name="My own words").click()
        page.get_by_label("The note as it will print").fill("Given to a foundation.")
        page.get_by_label("A short name for it").fill("foundation")
        page.get_by_role("button", name="Hang it here").click()
        until(lambda: "disposed: 500 ^charity ^foundation\n" in draft.read_text())
        assert "foundation: Given to a foundation." in draft.read_text()

        page = here.filing("drafts/sale", "text")
        page.locator('#sheet [data-spot="non_derivative:0:8"]').focus()
        page.keyboard.press("Enter")
        box = page.get_by_role("dialog", name="Table I, row 1, owned after")
        assert "41471 - 500 = 40971." in box.inner_text()
        assert box.get_by_role("textbox").count() == 0
        page.keyboard.press("Escape")

        page = here.filing("drafts/gift", "history")
        assert page.locator("#entries tr").count() == 4
        page.get_by_role("button", name="Compare the two").click()
        until(lambda: "Table I, row 1, amount disposed of" in page.inner_text("#parts"))
        here.sound_everywhere()
        page.get_by_role("button", name="Take back the last").click()
        until(draft.read_text, TEXT)


@pytest.mark.parametrize("width", [820, 1280])
def test_nobody_overwrites_anybody(chromium: Any, root: Path, width: int) -> None:
    """A9 (a) to (c)."""
    draft = root / DRAFT
    with served(root) as server, tab(chromium, server, viewport={"width": width, "height": 900}) as here:
        page = here.filing("drafts/gift", "text")
        put(page, "disposed: 500", "disposed: [")  # cannot be read yet, so that nothing is written
        draft.write_text(TEXT.replace("48.20", "48.02"))
        until(lambda: page.locator("#conflict").count(), 1)
        page.get_by_role("button", name="Set mine aside as gift.mine.yaml").click()
        until(lambda: shown(page) == TEXT.replace("48.20", "48.02"))
        assert "disposed: [" in (root / "drafts/gift.mine.yaml").read_text()

        draft.write_text(TEXT)
        until(lambda: shown(page) == TEXT)
        meanwhile(page, draft, TEXT.replace("48.20", "48.02"))
        put(page, "disposed: 500", "disposed: 600")
        until(
            lambda: on_disk(page, draft),
            TEXT.replace("48.20", "48.02").replace("disposed: 500", "disposed: 600"),
        )
        until(lambda: shown(page) == draft.read_text())
        assert page.locator("#conflict").count() == 0

        theirs = draft.read_text().replace("48.02", "48.03")
        meanwhile(page, draft, theirs)
        put(page, "48.02", "48.21")
        conflict = page.get_by_role("region", name="was changed by another program at 4:48 p.m.")
        conflict.wait_for()
        row = conflict.get_by_role("row", name="Table I, row 1, price")
        assert row.inner_text().split("\t")[:3] == ["Table I, row 1, price", "48.21", "48.03"]
        assert row.get_by_role("radio").count() == 2
        assert row.locator("input:checked").count() == 0
        assert here.accessible() == []
        assert here.fits()
        page.get_by_role("button", name="Write with these answers").click()
        assert "Needs an answer: Table I, row 1, price" in conflict.inner_text()
        assert draft.read_text() == theirs
        row.get_by_label("mine").check()
        page.get_by_role("button", name="Write with these answers").click()
        until(lambda: on_disk(page, draft), theirs.replace("48.03", "48.21"))
        until(lambda: page.locator("#conflict").count(), 0)

        draft.unlink()
        page.get_by_role("button", name="Write it here again").wait_for()
        assert "gift.yaml was deleted or moved while it was open." in page.inner_text("#notices")
        assert here.accessible() == []
        assert here.fits()
        page.get_by_role("button", name="Write it here again").click()
        until(lambda: draft.exists() and draft.read_text() == theirs.replace("48.03", "48.21"))


def test_one_tab_changes_it_and_what_was_typed_outlives_the_server(chromium: Any, root: Path) -> None:
    """A9 (d) and (e)."""
    draft = root / DRAFT
    with served(root) as server, tab(chromium, server) as here:
        page = here.filing("drafts/gift", "text")
        second = here.context.new_page()
        second.goto(page.url)
        second.get_by_role("button", name="Go on here instead").wait_for()
        assert "This filing is being changed in another tab." in second.inner_text("#standing")
        assert second.locator("#editor textarea").get_attribute("readonly") is not None
        put(page, "disposed: 500", "disposed: 600")
        until(lambda: "disposed: 600" in draft.read_text())
        until(lambda: "disposed: 600" in shown(second))
        for each in (page, second):
            assert each.locator("#notices .warning, #conflict").count() == 0
        second.get_by_role("button", name="Go on here instead").click()
        page.get_by_role("button", name="Go on here instead").wait_for()
        until(lambda: second.locator("#editor textarea").get_attribute("readonly"), None)
        second.close()
        until(lambda: page.locator("#editor textarea").get_attribute("readonly"), None)

        server.stop()
        page.wait_for_selector("html[data-line=down]", state="attached")
        put(page, "48.20", "48.21")
        server.again(Clock(NOW.replace(minute=52)))
        until(lambda: "was started again at 4:52 p.m." in page.inner_text("#line"))
        assert here.fits()
        assert "48.21" in shown(page)
        page.goto(server.gate.address)
        page = here.filing("drafts/gift", "text")
        assert "48.21" in shown(page)
        until(lambda: "48.21" in draft.read_text())


def test_the_keyboard_finds_completes_and_goes_through_what_is_found(chromium: Any, root: Path) -> None:
    (root / DRAFT).write_text(TEXT.replace("code: G", "code: Q"))
    with served(root) as server, tab(chromium, server) as here:
        page = here.filing("drafts/gift", "text")
        here.sound_everywhere()
        page.focus("#editor textarea")
        page.keyboard.press("F8")
        until(lambda: page.inner_text("#here").startswith("Line 10: "))
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        page.keyboard.press("Control+f")
        page.keyboard.type("ownership")
        page.keyboard.press("Enter")
        assert page.inner_text("#hits") == "1 found"
        page.keyboard.press("Escape")
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Space")
        page.locator("#offers").get_by_role("option", name="nature").wait_for()
        assert here.accessible() == []
        page.keyboard.type("nat")
        until(lambda: page.locator("#offers").get_by_role("option").count(), 1)
        page.keyboard.press("Enter")
        until(lambda: "    ownership: direct\n    nature: \n" in shown(page))
        page.keyboard.press("Control+z")
        long = "x" * 400
        put(page, "# a comment to be kept", f"# {long}")
        area = "document.querySelector('#editor textarea')"
        wide = f"{area}.scrollWidth > {area}.clientWidth"
        assert page.evaluate(wide) is False
        page.get_by_label("Wrap").uncheck()
        assert page.evaluate(wide) is True


def test_who_may_only_read_changes_nothing(chromium: Any, root: Path) -> None:
    before = files_of(root)
    with served(root, read_only=True) as server, tab(chromium, server) as here:
        page = here.filing("drafts/gift", "text")
        assert page.locator("#editor textarea").get_attribute("readonly") is not None
        page.locator(f'#sheet [data-spot="{AMOUNT}"]').dblclick()
        box = page.get_by_role("dialog", name="Table I, row 1, amount")
        assert box.get_by_role("button").all_inner_texts() == ["Close"]
        page.keyboard.press("Escape")
        answer = page.evaluate(
            """async () => { const asked = await fetch("/api/steps/edit-cell/do", { method: "POST",
              headers: { "Content-Type": "application/json" },
              body: JSON.stringify({ answers: { name: "drafts/gift", cell: "I-1-amount", value: "1" },
                hash: "" }) });
              return asked.status; }"""
        )
        assert answer == 403
        assert files_of(root) == before


def test_prepare_overwrites_nobody(chromium: Any, root: Path) -> None:
    """A9 (a) to (c) where the questions are answered."""
    (root / "drafts/annual-grant.yaml").unlink()
    text = (
        TEXT.split("non_derivative:")[0]
        + "positions:\n  common: {security: Common Stock, held: 41471}  # of August\n"
        + "events:\n  - sale: {from: common, date: 2026-11-25, shares: 500, price: 47.20}  # hers\n"
    )
    draft = root / "drafts/sale.yaml"
    draft.write_text(text)

    def meanwhile_written(now: str) -> None:
        def written(route: Any) -> None:
            draft.write_text(now)
            route.continue_()

        page.route("**/api/steps/prepare/plan", written, times=1)

    with served(root) as server, tab(chromium, server) as here:
        page = here.filing("drafts/sale", "prepare")
        meanwhile_written(text.replace("47.20", "47.02"))
        page.get_by_role("textbox", name="Shares").fill("600")
        both = text.replace("47.20", "47.02").replace("shares: 500", "shares: 600")
        until(lambda: both in on_disk(page, draft))
        until(lambda: page.get_by_role("textbox", name="Price").input_value(), "47.02")
        assert page.locator("#conflict").count() == 0
        page.wait_for_selector("html[data-ready]", state="attached")

        theirs = draft.read_text().replace("47.02", "47.03")
        meanwhile_written(theirs)
        page.get_by_role("textbox", name="Price").fill("47.21")
        conflict = page.locator("#conflict")
        conflict.wait_for()
        row = conflict.get_by_role("row", name="Event 1, sale, price")
        assert row.inner_text().split("\t")[:3] == ["Event 1, sale, price", "47.21", "47.03"]
        assert row.locator("input:checked").count() == 0
        assert page.locator("#questions [role=alert]:visible").count() == 0, "it is said once"
        page.get_by_role("button", name="Go to what is wrong").click()
        assert page.evaluate("document.activeElement.closest('#conflict') !== null")
        here.sound_everywhere((1280, 820))
        assert draft.read_text() == theirs
        row.get_by_label("mine").check()
        page.get_by_role("button", name="Write with these answers").click()
        until(lambda: on_disk(page, draft), theirs.replace("47.03", "47.21"))

        until(lambda: page.locator("#conflict").count(), 0)
        page.wait_for_selector("html[data-ready]", state="attached")
        draft.unlink()
        page.get_by_role("button", name="Write it here again").click()
        until(lambda: draft.exists() and draft.read_text() == theirs.replace("47.03", "47.21"))
