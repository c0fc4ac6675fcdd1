"""Prepare and New filing in a real browser: nothing is prefilled, what is shown is what is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import Tab, chromium_here, files_of, needs_browser, served, tab, until
from prepare_kit import MOCK, folder

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


def kept_in(root: Path) -> dict[str, bytes]:
    """Return the files of a folder but for the journal, which has its own tests."""
    return {name: data for name, data in files_of(root).items() if not name.startswith(".form4kit/")}


def begin(here: Tab, kind: str) -> Any:
    page = here.go("/new")
    page.get_by_role("radio", name="Something happened: Form 4").check()
    page.get_by_role("checkbox", name="Reyes Antonio J").check()
    page.get_by_role("button", name="Add something").click()
    page.get_by_role("button", name=kind).click()
    page.wait_for_selector("html[data-shown]", state="attached")
    return page


def test_nothing_is_prefilled_and_a_gift_is_written_as_it_was_shown(chromium: Any, tmp_path: Path) -> None:
    root = folder(tmp_path / "gift")
    before = kept_in(root)
    with served(root) as server, tab(chromium, server) as here:
        page = begin(here, "Gift")
        who = page.get_by_role("group", name="Who gave?")
        assert who.get_by_role("radio").count() == 3
        assert who.get_by_role("radio", checked=True).count() == 0
        assert page.get_by_role("textbox", name="Date").input_value() == ""
        assert page.get_by_label("Given from").locator("option:checked").text_content() == "Choose"
        assert page.get_by_role("button", name="Write this filing").count() == 0
        page.get_by_role("button", name="Go to the first missing answer").click()
        assert page.evaluate("document.activeElement.closest('[data-question]').dataset.question") == (
            "event-1.direction"
        )
        page.get_by_role("radio", name="Reyes Antonio J gave shares away").check()
        page.get_by_role("textbox", name="Date").fill("11/27/2026")
        page.get_by_role("textbox", name="Shares").fill("200")
        page.get_by_label("Under a Rule 10b5-1 plan").select_option("No plan")
        page.get_by_label("Given from").select_option("Common Stock, direct: 41,471")
        form = page.get_by_role("region", name="The form, as it will print")
        until(lambda: form.get_by_role("cell", name="Table I, row 1, amount, 200").count(), 1)
        assert form.get_by_role("cell", name="Table I, row 1, (A) or (D), D").count() == 1
        assert "gave 200 shares" in page.locator("#sentence").inner_text()
        here.sound_everywhere()
        page.get_by_role("radio", name="Moved between two of his own positions").check()
        page.get_by_label("Received into").select_option("Common Stock, direct: 41,471")
        alert = page.get_by_role("alert").filter(
            has_text="From and to are the same position: nothing would change."
        )
        until(lambda: alert.count() > 0)
        assert kept_in(root) == before
        page.get_by_role("radio", name="Reyes Antonio J gave shares away").check()
        page.get_by_role("button", name="Write this filing").click()
        until(lambda: len(kept_in(root)), len(before) + 1)
        page.wait_for_url("**/f/2026-11-27-reyes/prepare")
        assert (
            "gift: {from: common-stock, date: 2026-11-27, shares: 200}"
            in (root / "2026-11-27-reyes.yaml").read_text()
        )


@pytest.mark.parametrize("width", [820, 1280])
def test_pasted_trades_are_accounted_for_and_written(chromium: Any, tmp_path: Path, width: int) -> None:
    root = folder(tmp_path / "paste")
    with served(root) as server, tab(chromium, server) as here:
        here.size(width)
        page = begin(here, "Sold on the market")
        page.get_by_label("Sold from").select_option("Common Stock, direct: 41,471")
        page.get_by_label("Trades from the broker").fill(MOCK)
        page.get_by_text("8 lines read: 1 heading, 5 used, 1 total that agrees, 1 not used.").wait_for()
        assert page.get_by_text("1,000 shares, $47,322.50").count() > 0
        assert "88123456" not in page.content()
        form = page.get_by_role("region", name="The form, as it will print")
        for row, amount, price, owned in (
            (1, "500", "$47.2", "40,971"),
            (2, "150", "$48.2", "40,821"),
            (3, "350", "$47.1214", "40,471"),
        ):
            for name, text in (("amount", amount), ("price", price), ("owned after", owned)):
                cell = form.get_by_role("cell", name=f"Table I, row {row}, {name}, {text}")
                until(lambda cell=cell: cell.count(), 1)  # type: ignore[misc]
        page.get_by_role("button", name="Add it as a purchase").click()
        page.get_by_role("heading", name="2. Bought").wait_for()
        for number, plan in ((1, "Yes: adopted May 12, 2026"), (2, "No plan")):
            card = page.locator(f"#event-{number}")
            card.get_by_label("Under a Rule 10b5-1 plan").select_option(plan)
        if width == 1280:
            here.sound_everywhere((1280, 820))
        here.size(width)
        before = set(kept_in(root))
        page.get_by_role("button", name="Write this filing").click()
        until(lambda: len(kept_in(root)), len(before) + 3)
        after = {name: data.decode() for name, data in kept_in(root).items()}
        sold, bought = (after[f"2026-11-25-reyes.{name}.csv"].splitlines() for name in ("sold", "bought"))
        assert (len(sold), len(bought)) == (6, 2)
        assert not any("88123456" in text for text in after.values())
        page.wait_for_url("**/f/2026-11-25-reyes/prepare")
        page.get_by_text("6 lines read: 1 heading, 5 used. 1,000 shares, $47,322.50, on 2 days.").wait_for()
        assert here.fits()


def test_without_heads_nothing_is_used_and_a_late_answer_is_never_written(
    chromium: Any, tmp_path: Path
) -> None:
    root = folder(tmp_path / "heads")
    before = kept_in(root)
    with served(root) as server, tab(chromium, server) as here:
        page = begin(here, "Sold on the market")
        page.get_by_label("Sold from").select_option("Common Stock, direct: 41,471")
        page.get_by_label("Trades from the broker").fill(
            "94.3\t1000\tHWLI\n95.1\t200\tHWLI\n95.2\t70\tACME\n"
        )
        page.get_by_text("3 lines read: 0 used, 3 not used: say which column has the shares").wait_for()
        columns = [page.get_by_label(f"Column Column {n} is") for n in (1, 2, 3)]
        assert [each.locator("option:checked").text_content() for each in columns] == ["Choose"] * 3
        form = page.get_by_role("region", name="The form, as it will print")
        assert form.get_by_role("cell", name="Table I, row 1, amount, 1").count() == 0
        for each, role in zip(columns, ("Price", "Shares", "Symbol"), strict=True):
            each.select_option(role)
        page.get_by_text("3 lines read: 2 used, 1 not used.").wait_for()
        assert page.get_by_text("1,200 shares").count() > 0
        assert page.get_by_text("ACME").count() > 0
        page.get_by_role("button", name="Paste again").click()
        page.get_by_role("textbox", name="Date").fill("11/27/2026")
        page.get_by_role("textbox", name="Price").fill("47.20")
        page.get_by_label("Under a Rule 10b5-1 plan").select_option("No plan")
        page.get_by_role("textbox", name="Shares").fill("100")
        form.get_by_role("cell", name="Table I, row 1, amount, 100").wait_for()
        write = page.get_by_role("button", name="Write this filing")
        page.route("**/api/steps/prepare/plan", lambda route: route.abort())
        page.get_by_role("textbox", name="Shares").fill("1000")
        write.click()
        page.get_by_role("alert").filter(has_text="This is no longer what was shown").first.wait_for()
        assert kept_in(root) == before
        page.unroute("**/api/steps/prepare/plan")
        page.get_by_role("textbox", name="Shares").fill("1,000")
        form.get_by_role("cell", name="Table I, row 1, amount, 1,000").wait_for()
        write.click()
        until(lambda: len(kept_in(root)), len(before) + 1)
        file = root / "2026-11-27-reyes.yaml"
        assert "shares: 1000" in file.read_text()
        page.get_by_role("textbox", name="Shares").fill("1,250")
        until(lambda: "shares: 1250" in file.read_text())
        file.write_text(file.read_text().replace("events:\n", "events: # kept\n"))
        page = here.filing("2026-11-27-reyes", "prepare")
        form.get_by_role("cell", name="Table I, row 1, amount, 1,250").click()
        page.get_by_role("dialog").get_by_role("textbox").fill("250")
        page.keyboard.press("Enter")
        until(
            lambda: (
                "events: # kept\n  - sale: {from: common-stock, date: 2026-11-27, shares: 250,"
                in file.read_text()
            )
        )
        form.get_by_role("cell", name="Table I, row 1, owned after, 41,221").press("Enter")
        dialog = page.get_by_role("dialog")
        assert "41,471 held, less 250, leaves 41,221" in dialog.inner_text()
        assert dialog.get_by_role("textbox").count() == 0
        page.keyboard.press("Escape")
        page.keyboard.press("Control+z")
        until(lambda: "shares: 1250," in file.read_text() and "# kept" in file.read_text())


def test_an_unfinished_draft_is_asked_about_and_what_is_open_is_saved_as_open(
    chromium: Any, tmp_path: Path
) -> None:
    root = folder(tmp_path / "draft", people=("reyes", "okafor"))
    (root / "2026-11-20-reyes.yaml").write_text(
        'form: "4"\nplan_10b5_1: false\nissuer: hartwell\nowners: [reyes]\n'
        "positions: {from: filed/2026-08-14-reyes.xml}\nevents:\n"
        "  - sale: {from: common-stock, date: 2026-11-20, shares: 500, price: 47}\n"
    )
    before = kept_in(root)
    with served(root) as server, tab(chromium, server) as here:
        page = begin(here, "Sold on the market")
        assert "Common Stock, direct: 41,471" in page.get_by_label("Sold from").inner_text()
        page.get_by_text("From the Form 4 filed August 14, 2026 (on record).").wait_for()
        asked = page.get_by_role("group", name="Also count the draft of November 20, 2026 (not filed)?")
        assert asked.get_by_role("radio", checked=True).count() == 0
        assert kept_in(root) == before
        asked.get_by_role("radio", name="Count it").check()
        page.get_by_label("Sold from").get_by_text("Common Stock, direct: 40,971").wait_for(state="attached")
        page.get_by_role("textbox", name="Date").fill("11/27/2026")
        page.get_by_role("button", name="Save unfinished").click()
        page.wait_for_url("**/f/2026-11-27-reyes/prepare")
        text = (root / "2026-11-27-reyes.yaml").read_text()
        assert "open:" in text and "shares" in text
        page = here.filing("2026-11-27-reyes", "prepare")
        page.get_by_role("button", name="Go to the first missing answer").wait_for()
        assert page.get_by_role("textbox", name="Date").input_value() == "2026-11-27"
        page = here.go("/new")
        page.get_by_role("radio", name="Something happened: Form 4").check()
        page.get_by_role("checkbox", name="Reyes Antonio J").check()
        page.get_by_role("checkbox", name="Okafor Denise M").check()
        page.get_by_role("radio", name="Yes, one form for all").check()
        page.get_by_role("button", name="Add something").click()
        page.get_by_role("button", name="Bought").click()
        acted = page.get_by_label("Who acted?")
        acted.wait_for()
        assert acted.locator("option:checked").text_content() == "Choose"
        page.get_by_role("button", name="who acted", exact=True).wait_for()
        page.get_by_role("button", name="Add something").click()
        page.get_by_role("button", name="Bought (P)").click()
        page.get_by_role("button", name="who acted (event 1)").click()
        assert page.evaluate("document.activeElement.closest('[data-question]').dataset.question") == (
            "event-1.owner"
        )


def test_a_new_insider_a_correction_and_a_dropped_file(chromium: Any, tmp_path: Path) -> None:
    root = folder(tmp_path / "other", people=("reyes", "okafor"))
    with served(root) as server, tab(chromium, server) as here:
        page = here.go("/new")
        page.get_by_role("radio", name="New insider: Form 3").check()
        page.get_by_role("checkbox", name="Okafor Denise M").check()
        page.get_by_role("textbox", name="Day on which").fill("11/24/2026")
        assert not page.get_by_role("checkbox", name="owns no securities").is_checked()
        page.get_by_text("One answer is missing").wait_for()
        page.get_by_role("button", name="Go to the first missing answer").click()
        assert "position" in page.evaluate("document.activeElement.textContent").lower()
        form = page.get_by_role("region", name="The form, as it will print")
        form.get_by_text("What is owned is not said yet").wait_for()
        page.get_by_role("checkbox", name="owns no securities").check()
        form.get_by_text("No securities are beneficially owned").first.wait_for()
        page.get_by_role("button", name="Write this filing").click()
        page.wait_for_url("**/f/2026-11-24-okafor-form3/prepare")
        text = (root / "2026-11-24-okafor-form3.yaml").read_text()
        assert "period: 2026-11-24" in text and "remarks: No securities are beneficially owned." in text
        page = here.go("/new")
        page.get_by_role("radio", name="Correct a filing: 3/A, 4/A, 5/A").check()
        page.get_by_role("button", name="Correct this filing: Filed August 14, 2026").click()
        page.wait_for_url("**/f/2026-08-12-reyes-amended/prepare")
        page.get_by_role("textbox", name="Amount").fill("592")
        why = page.get_by_role("textbox", name="Why is it changed?")
        why.wait_for()
        page.get_by_role("button", name="Go to the first missing answer").wait_for()
        draft = root / "2026-08-12-reyes-amended.yaml"
        until(lambda: "disposed: 592" in draft.read_text() and "open:" in draft.read_text())
        why.fill("Two digits were exchanged; 529 was reported.")
        until(lambda: "disposed: 592 ^why-i-1" in draft.read_text() and "open:" not in draft.read_text())
        here.sound_everywhere((820,))
        page = here.go("/new")
        broker = {"name": "trades.tsv", "mimeType": "text/tab-separated-values", "buffer": MOCK.encode()}
        page.locator("#given").set_input_files(broker)
        page.get_by_role("checkbox", name="Reyes Antonio J").check()
        page.get_by_role("button", name="They were sold").click()
        page.get_by_text("8 lines read: 1 heading, 5 used, 1 total that agrees, 1 not used.").wait_for()


def test_what_is_built_is_only_read_until_it_is_said_otherwise(chromium: Any, tmp_path: Path) -> None:
    root = folder(tmp_path / "built")
    draft = root / "sale.yaml"
    draft.write_text(
        'form: "4"\nplan_10b5_1: false\nissuer: hartwell\nowners: [reyes]\n'
        "positions: {from: filed/2026-08-14-reyes.xml}\nevents:\n"
        "  - sale: {from: common-stock, date: 2026-11-27, shares: 500, price: 47}\n"
        "signatures: [{name: /s/ Antonio J. Reyes, date: 2026-11-30}]\n"
    )
    with served(root) as server, tab(chromium, server) as here:
        page = here.go("/")
        page.route("**/api/filing?*", lambda route: _as_reviewed(route))
        page = here.filing("sale", "prepare")
        shares = page.get_by_role("textbox", name="Shares")
        assert shares.is_disabled()
        page.get_by_role("button", name="Change it all the same").click()
        shares.fill("600")
        until(lambda: "shares: 600" in draft.read_text())
        until(lambda: page.get_by_role("cell", name="Table I, row 1, owned after, 40,871").count(), 1)
        assert page.evaluate(SIDEWAYS) <= 1, "the form still fits after it was patched"
    with served(root, read_only=True) as server, tab(chromium, server) as here:
        page = here.filing("sale", "prepare")
        assert page.get_by_role("textbox", name="Shares").is_disabled()
        assert page.get_by_role("cell", name="Table I, row 1, owned after, 40,871").count() == 1
        here.sound_everywhere((1280,))


SIDEWAYS = """() => {
    const host = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".paper"));
    return host.shadowRoot.querySelector(".paper").getBoundingClientRect().width - host.clientWidth;
}"""


def _as_reviewed(route: Any) -> None:
    """Answer as if a second person had approved it, which is theirs to say and not tried here."""
    answer = route.fetch()
    told = answer.json()
    told["undone"] = "J. Moreau approved this at 4:20 p.m. A change takes the approval back."
    route.fulfill(response=answer, json=told)


def test_what_is_only_opened_is_not_written_and_its_next_step_is_that_of_the_board(
    chromium: Any, tmp_path: Path
) -> None:
    root = folder(tmp_path / "opened")
    examples = Path(__file__).parents[2] / "examples"
    for name in ("gift", "amended-gift", "plan-sale"):
        (root / f"{name}.yaml").write_bytes((examples / f"{name}.yaml").read_bytes())
    lindqvist = 'cik: "0001903439"\nname: Lindqvist Karin\nroles: [{from: 2022-03-01, director: true}]\n'
    lindqvist += "powers_of_attorney: [{attorneys: [Ann Gone], signed: 2025-01-12, expires: 2026-01-11}]\n"
    (root / "people" / "lindqvist.yaml").write_text(lindqvist)
    before = files_of(root)
    with served(root) as server, tab(chromium, server) as here:
        page = here.go("/")
        page.get_by_role("link", name="Fix 1 error").first.click()
        page.wait_for_url("**/f/plan-sale/prepare*")
        page.get_by_role("button", name="Fix 1 error").click()
        page.get_by_role("link", name="SIG11").wait_for()
        assert page.evaluate("document.activeElement.textContent") == "Choose who signs"
        page = here.filing("gift", "prepare")
        page.get_by_role("link", name="Build", exact=True).wait_for()
        assert page.get_by_text("Also count").count() == 0
        page.wait_for_timeout(1000)
        assert files_of(root) == before
