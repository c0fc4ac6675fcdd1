"""The workbench in a real browser: from what happened to a sound draft, for every kind of user.

Needs Chromium (FORM4KIT_BROWSER, or where Debian puts it) and Playwright; says so where one is missing.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from signing_kit import FOR_REYES
from workbench_kit import Server, browser, business_day, folder, gift, patience, serving

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright (dependency group test)")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")

pytestmark = pytest.mark.skipif(browser() is None, reason="no Chromium on this machine (FORM4KIT_BROWSER)")

VIEWS = ("/", "/f/drafts/gift/text")
GIFT = "drafts/gift.yaml"
MEANWHILE = 15_000
"""Milliseconds to wait for what takes a moment: a machine that tests may be a busy one."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as kit:
        found = kit.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = folder(tmp_path / "work")
    (place / GIFT).write_text(gift(business_day()))
    return place


class Tab:
    """A page of the workbench that takes any complaint of the browser for a failure."""

    def __init__(self, chromium: Any, server: Server, **how: Any) -> None:
        self.server = server
        self.context = chromium.new_context(viewport={"width": 1440, "height": 900}, **how)
        self.page = self.context.new_page()
        self.page.set_default_timeout(MEANWHILE)
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", self._asked)
        self.page.goto(server.address)

    def _console(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.server.base, "data:", "blob:")):
            self.strangers.append(request.url)

    def go(self, path: str) -> Any:
        self.page.goto(self.server.base + path)
        self.page.wait_for_selector("html[data-ready]")
        return self.page

    def desk(self, file: str) -> Any:
        return self.go(f"/desk?{urlencode({'file': file})}")

    def close(self) -> None:
        self.context.close()
        assert self.complaints == []
        assert self.strangers == []


@pytest.fixture
def tab(chromium: Any, root: Path) -> Iterator[Tab]:
    with serving(root) as server:
        made = Tab(chromium, server)
        yield made
        made.close()


def accessible(tab: Tab) -> list[str]:
    """Return what axe-core objects to on a page; what the browser objects to in axe-core is passed over."""
    before = len(tab.complaints)
    found = axe.Axe().run(tab.page).response["violations"]
    del tab.complaints[before:]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def until(told: Callable[[], Any], wanted: Any) -> None:
    """Wait until something is so; at the end it must be."""
    end = time.monotonic() + MEANWHILE / 1000
    while told() != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert told() == wanted


def judged(page: Any, act: Callable[[], Any]) -> float:
    """Do something at the desk, and wait until it was judged; the seconds it took."""
    before = page.evaluate("document.documentElement.dataset.judged")
    start = time.monotonic()
    act()
    page.wait_for_function("before => document.documentElement.dataset.judged !== before", arg=before)
    return time.monotonic() - start


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


def row(page: Any, file: str) -> str:
    return str(page.locator(f'tr[data-file="{file}"]').inner_text()).replace("\n", " ")


def cell(page: Any, spot: str) -> str:
    return str(page.locator(f'#sheet [data-spot="{spot}"]').inner_text())


# ---------------------------------------------------------------- from what happened to a sound draft


def test_from_a_vesting_to_a_sound_draft(tab: Tab, root: Path) -> None:
    page = tab.go("/")
    page.wait_for_selector('tr[data-file="drafts/annual-grant.yaml"]')
    assert "Grant of 2,400 units" in row(page, "drafts/annual-grant.yaml")
    file = _vest_by_form(tab, root)
    _mended_and_saved(tab.page, root / file)
    page = tab.go("/")
    until(lambda: "Vest of 1,000 units, 387 withheld" in row(page, file), True)
    page = tab.go("/")
    until(lambda: "Draft Look at 1 warning" in row(page, file), True)


def _vest_by_form(tab: Tab, root: Path) -> str:
    """Answer what happened, look at the rows it makes, write the draft; the file that it wrote."""
    page = tab.go("/new")
    page.get_by_role("radio", name="Something happened: Form 4").check()
    page.get_by_role("checkbox", name="Reyes Antonio J").check()
    page.get_by_role("button", name="Add something").click()
    page.get_by_role("button", name="Units vested").click()
    for draft, said in (("annual-grant", "count"), ("gift", "leave")):
        page.check(f'[id="draft.drafts/{draft}.yaml-{said}"]')
    page.get_by_text("A position that no earlier filing has").click()
    page.get_by_role("button", name="Add a position that no filing has").click()
    page.get_by_role("textbox", name="Title of security").fill("Common Stock")
    page.get_by_role("textbox", name="Held before").fill("41,471")
    page.get_by_role("radio", name="Some were withheld for taxes").check()
    units = page.get_by_label("Units that vested")
    until(lambda: units.locator("option").count() > 2, True)
    units.select_option("restricted-stock-units")
    page.get_by_label("Shares came into").select_option("Common Stock, direct: 41,471")
    fields = ("Date", f"{business_day()}"), ("Shares", "1,000"), ("Withheld for taxes", "387")
    for name, value in (*fields, ("Market value per share", "88.10")):
        page.get_by_role("textbox", name=name).fill(value)
    page.get_by_label("Under a Rule 10b5-1 plan").select_option("No plan")
    before = {each.name for each in (root / "drafts").iterdir()}
    owned = page.get_by_role("cell", name="Table I, row 2, owned after, 42,084")
    owned.wait_for()
    assert "387 withheld" in page.locator("#sentence").inner_text()
    assert {each.name for each in (root / "drafts").iterdir()} == before, "nothing is written yet"
    page.get_by_role("button", name="Write this filing").click()
    page.wait_for_url("**/f/**/prepare")
    (new,) = {each.name for each in (root / "drafts").iterdir() if not each.name.startswith(".")} - before
    file = root / "drafts" / new
    text = file.read_text()
    assert "  from: annual-grant.yaml" in text and "shares: 1000" in text and "withheld: 387" in text
    signed = f'signatures:\n  - {{name: "{FOR_REYES}", date: {business_day(0)}}}\n'
    file.write_text(text + signed)
    page = tab.go(f"/desk?file=drafts%2F{new}")
    page.wait_for_selector("html[data-judged]")
    return f"drafts/{new}"


def _mended_and_saved(page: Any, file: Path) -> None:
    """Misspell a key, mend it by its quick fix, see the proof change with what is typed, save."""
    judged(page, lambda: put(page, "withheld: 387", "witheld: 388"))
    page.wait_for_selector("#findings li.error")
    assert "witheld" in page.inner_text("#findings")
    judged(page, lambda: page.locator("#findings button.mend", has_text="withheld").click())
    assert "witheld" not in page.input_value("#editor textarea")
    until(lambda: "42,083" in cell(page, "non_derivative:1:8"), True)
    until(lambda: page.locator("#findings li.error").count(), 0)
    page.locator("#editor textarea").focus()
    judged(page, lambda: page.click("#undo"))
    assert "witheld: 388" in page.input_value("#editor textarea")
    judged(page, lambda: page.click("#redo"))
    assert "withheld: 388" in page.input_value("#editor textarea")
    judged(page, lambda: put(page, "withheld: 388", "withheld: 387"))
    until(lambda: "42,084" in cell(page, "non_derivative:1:8"), True)
    page.keyboard.press("Control+s")
    until(lambda: page.inner_text("#saved"), "Saved")
    assert file.read_text() == page.input_value("#editor textarea")
    assert "withheld: 387" in file.read_text()


# ---------------------------------------------------------------- for everyone


@pytest.fixture(scope="module")
def looked_at(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab before a folder with a draft in which something is wrong; nobody writes there."""
    place = folder(tmp_path_factory.mktemp("shown"))
    (place / GIFT).write_text(gift(business_day(), price="dear"))
    with serving(place) as server:
        made = Tab(chromium, server)
        yield made
        made.close()


@pytest.mark.parametrize("path", VIEWS)
def test_axe_has_nothing_to_object_to(looked_at: Tab, path: str) -> None:
    tab = looked_at
    tab.page.set_viewport_size({"width": 1440, "height": 900})
    tab.go(path)
    assert accessible(tab) == []


@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize("size", [(720, 450), (820, 1180)], ids=["200 percent", "tablet"])
def test_nothing_runs_out_of_the_page(looked_at: Tab, path: str, size: tuple[int, int]) -> None:
    tab = looked_at
    page = tab.go(path)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert accessible(tab) == []


def test_the_keyboard_does_it_all(tab: Tab, root: Path) -> None:
    (root / GIFT).write_text(gift(business_day(), price="dear"))
    page = tab.desk(GIFT)
    page.keyboard.press("F8")
    assert _line_of_caret(page) == _line_with(root / GIFT, "price:")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#hover:not([hidden])")
    assert "NUM01" in page.inner_text("#hover")
    page.keyboard.press("Escape")
    assert page.is_hidden("#hover")
    page.locator("a.skip").focus()
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if page.evaluate("document.activeElement.id") == "sheet":
            break
    assert {"next", "explain", "zoom", "go", "sheet"} <= seen
    shown = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(shown) != "none"


def _line_of_caret(page: Any) -> int:
    script = (
        "(a => a.value.slice(0, a.selectionStart).split('\\n').length)(document.querySelector('textarea'))"
    )
    return int(page.evaluate(script))


def _line_with(file: Path, words: str) -> int:
    return next(n for n, line in enumerate(file.read_text().split("\n"), 1) if words in line)


# ---------------------------------------------------------------- the desk


def test_line_cell_and_finding_lead_to_each_other(tab: Tab, root: Path) -> None:
    (root / GIFT).write_text(gift(business_day(), price="dear"))
    page = tab.desk(GIFT)
    line = _line_with(root / GIFT, "price:")
    wrong = page.locator("#sheet .found-error")
    assert wrong.inner_text() == "$dear"
    wrong.click()
    assert _line_of_caret(page) == line
    assert page.locator(f"#editor .gutter div:nth-child({line})").get_attribute("class") == "error"
    page.locator("#sheet a.mark").first.click()
    assert _line_of_caret(page) == _line_with(root / GIFT, "  charity:")
    page.locator("#findings .go").first.click()
    assert _line_of_caret(page) == line
    put(page, "date: ", "date: ")
    page.keyboard.press("ArrowRight")
    assert f"{business_day():%m/%d/%Y}" in page.locator("#sheet .now").all_inner_texts()


def test_hover_tells_what_a_code_is(tab: Tab, root: Path) -> None:
    page = tab.desk(GIFT)
    line = _line_with(root / GIFT, "code: G")
    box = page.locator("#editor textarea").bounding_box()
    size = "getComputedStyle(document.querySelector('textarea')).{}"
    high, wide = (page.evaluate(f"parseFloat({size.format(name)})") for name in ("lineHeight", "fontSize"))
    page.mouse.move(box["x"] + 9 + 10.5 * 0.6 * wide, box["y"] + 8 + (line - 0.5) * high)
    page.wait_for_selector("#hover:not([hidden])")
    assert "Code G" in page.inner_text("#hover")


def test_an_allowance_is_one_click_and_a_reason(tab: Tab, root: Path) -> None:
    text = gift(business_day()).replace("price: 0\n", "price: 12.50\n")
    (root / GIFT).write_text(text)
    page = tab.desk(GIFT)
    found = page.locator("#findings li", has=page.locator("button.allow")).first
    code = found.locator(".rule").inner_text().split()[-1]
    found.locator("button.allow").click()
    page.fill(f"#reason-{code}", "part gift, valued under plan terms")
    judged(page, lambda: page.keyboard.press("Enter"))
    assert f"allow:\n  {code}: " in page.input_value("#editor textarea")
    until(lambda: "Allowed: part gift, valued under plan terms" in page.inner_text("#findings"), True)
    page.keyboard.press("Control+s")
    until(lambda: page.inner_text("#saved"), "Saved")
    assert "# a comment to be kept" in (root / GIFT).read_text()


def test_the_form_is_redrawn_within_half_a_second(tab: Tab, root: Path) -> None:
    rows = "".join(
        f"  - {{security: Common Stock, date: {business_day()}, code: S, disposed: 100, price: {30 + n}.10,"
        f" owned_after: {42_000 - 100 * n}, ownership: direct}}\n"
        for n in range(1, 11)
    )
    text = gift(business_day())
    head, _, tail = text.partition("non_derivative:\n")
    (root / GIFT).write_text(f"{head}non_derivative:\n{rows}footnotes:{tail.partition('footnotes:')[2]}")
    page = tab.desk(GIFT)
    times = sorted(
        judged(page, lambda n=n: put(page, f"price: {31 + n}.10", f"price: {31 + n}.20")) for n in range(7)
    )
    assert "$37.20" in page.locator("#sheet table.non-derivative").inner_text()
    assert sorted(times)[len(times) // 2] < 0.5 * patience(), times


# ---------------------------------------------------------------- nothing lost, nothing stale


def test_a_file_changed_by_another_editor_is_shown_at_once(tab: Tab, root: Path) -> None:
    page = tab.desk(GIFT)
    (root / GIFT).write_text(gift(business_day(), shares=777))
    until(lambda: "disposed: 777" in page.input_value("#editor textarea"), True)
    until(lambda: "777" in page.locator("#sheet table.non-derivative tbody").inner_text(), True)
    board = tab.go("/")
    until(lambda: "Gift of 777 shares" in row(board, GIFT), True)
    (root / GIFT).write_text(gift(business_day(), shares=888))
    until(lambda: "Gift of 888 shares" in row(board, GIFT), True)
    (root / GIFT).unlink()
    until(lambda: board.locator(f'tr[data-file="{GIFT}"]').count(), 0)


def test_a_killed_server_loses_nothing(chromium: Any, root: Path) -> None:
    with serving(root) as server:
        first = Tab(chromium, server)
        page = first.desk(GIFT)
        judged(page, lambda: put(page, "disposed: 500", "disposed: ["))  # of no draft, and so not written yet
        until(lambda: list((root / "drafts").glob(".gift.yaml.unsaved")) != [], True)
        server.kill()
        page.wait_for_selector('html[data-line="down"]')
        assert "does not answer" in page.inner_text("#line")
        page.keyboard.press("Control+s")
        page.wait_for_selector("#notices .error")
        assert "disposed: [" in page.input_value("#editor textarea")
        assert "disposed: 500" in (root / GIFT).read_text()
        first.context.close()
    with serving(root) as server:
        second = Tab(chromium, server)
        page = second.desk(GIFT)
        page.wait_for_selector("#restore")
        page.locator("#restore button.first").click()
        assert "disposed: [" in page.input_value("#editor textarea")
        put(page, "disposed: [", "disposed: 512")
        until(lambda: page.inner_text("#saved"), "Saved")
        assert "disposed: 512" in (root / GIFT).read_text()
        assert list((root / "drafts").glob(".gift*")) == []
        second.close()


def test_a_reviewer_looks_and_changes_nothing(chromium: Any, root: Path) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    with serving(root, "--read-only") as server:
        tab = Tab(chromium, server)
        page = tab.desk(GIFT)
        assert page.is_disabled("#save")
        assert page.get_attribute("#editor textarea", "readonly") is not None
        assert page.inner_text("#saved") == "Reading only"
        tab.close()
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before
