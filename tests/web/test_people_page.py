"""People, a person with a trade tried on, a company, and the ledger, in a browser."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from browser_kit import NOW, Clock, chromium_here, needs_browser, served, tab, until
from start_kit import HARTWELL, filed, kept, set_up
from year_end_cases import ISSUER, OWNER, draft

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    bought = filed(dt.date(2026, 9, 1), shares="200").replace(b"<transactionCode>S", b"<transactionCode>P")
    bought = bought.replace(b"47.20", b"31.00").replace(b">D</value>", b">A</value>", 1)
    set_up(tmp_path, ("a.xml", filed()), ("b.xml", bought), companies=(HARTWELL,))
    form = {"form": "4", "period": "2026-11-25"}
    row = {"security": "Common Stock", "date": "2026-11-25", "code": "G", "shares": "100", "price": "0"}
    row |= {"acquired_disposed": "D", "owned_after": "41371", "ownership": "D"}
    said = yaml.safe_load(draft(form, NOW.date())) | {"non_derivative": [row]}
    (tmp_path / "gift.yaml").write_text(
        yaml.safe_dump(said | {"issuer": ISSUER, "owners": [{**OWNER, "director": True}]})
    )
    return tmp_path


def test_a_person_with_a_trade_tried_on_and_a_change(chromium: Any, root: Path) -> None:
    with served(root, Clock()) as server, tab(chromium, server, reduced_motion="reduce") as here:
        page = here.go("/people")
        here.sound_everywhere((1280, 820))
        page.get_by_role("link", name="Reyes Antonio J").click()
        page.wait_for_selector("html[data-ready]", state="attached")
        page.get_by_role("heading", name="Reyes Antonio J", level=1).wait_for()
        assert page.get_by_role("row", name="Common Stock, direct").is_visible()
        assert "Asked each time." in page.get_by_role("region", name="CCC").inner_text()
        here.size(820)
        tried = page.get_by_role("form", name="Try a trade in HARTWELL INSTRUMENTS INC")
        tried.get_by_role("button", name="What would follow?").click()
        page.get_by_text("Buy or sell? Choose one.").wait_for()
        tried.get_by_role("radio", name="buy").check()
        for label, value in (("Shares", "100"), ("Price", "40"), ("Day", "2026-12-01")):
            tried.get_by_label(label).fill(value)
        tried.get_by_role("button", name="What would follow?").click()
        page.get_by_text("It would be matched").wait_for()
        assert page.get_by_text("For counsel; not legal advice.").is_visible()
        here.sound_everywhere()
        page.get_by_text("Change name or address").click()
        page.get_by_label("City").fill("MENLO PARK")
        page.get_by_text("1 draft will show it.").wait_for()
        page.get_by_role("button", name="Change it", exact=True).click()
        until(lambda: b"MENLO PARK" in kept(root)["people/reyes.yaml"])
        sentence = page.locator("#sentence")
        until(sentence.inner_text, "Nothing is changed.")
        page.get_by_text("Add a plan").click()
        page.get_by_label("Name that filings call it by").fill("2026")
        page.get_by_label("Adopted on").fill("2026-05-12")
        until(lambda: sentence.inner_text().startswith("Reyes Antonio J is changed: reyes.yaml."))
        page.get_by_role("button", name="Change it", exact=True).click()
        page.get_by_text("Adopted May 12, 2026").wait_for()
        page.get_by_role("button", name="Remove this person").click()
        page.get_by_role("alert").filter(has_text="Reyes Antonio J has 3 filings").wait_for()
        page = here.go("/companies/hwli")
        here.sound_everywhere((820,))
        page.get_by_text("Change it").first.click()
        page.get_by_label("Trading symbol").fill("HWX")
        page.get_by_text("This is written: form4kit.toml.").wait_for()
        page.get_by_role("button", name="Change it").click()
        until(lambda: b'symbol = "HWX"\nfiscal' in kept(root)["form4kit.toml"])
        assert b'key = "hwli"' in kept(root)["form4kit.toml"]  # drafts go on saying `issuer: hwli`


def test_the_ledger_has_a_table_first_then_pictures_and_drafts_stay_apart(chromium: Any, root: Path) -> None:
    with served(root, Clock()) as server, tab(chromium, server, reduced_motion="reduce") as here:
        page = here.go("/ledger?who=reyes&issuer=1903415")
        rows = page.get_by_role("region", name="The filings of this position").get_by_role("row")
        assert [each.get_attribute("class") for each in rows.all()[1:]] == [None, "break", "draft"]
        assert "A filing is missing here: drop it in" in rows.all()[2].inner_text()
        assert "A draft, not filed." in rows.all()[3].inner_text()
        marks = page.locator("#plot .mark").evaluate_all("all => all.map(each => each.getAttribute('class'))")
        assert marks == ["mark", "mark broken", "mark draft"]
        assert page.locator("#plot .held").count() == 1
        page.get_by_role("region", name="Purchases and sales within six months").wait_for()
        pair = page.get_by_role("row", name="2026-09-01 purchase")
        assert (
            "200 with the sale of 2026-08-14 at 47.2" in pair.inner_text() and "$3240.00" in pair.inner_text()
        )
        assert page.locator("#swing-plot .pair").count() == 1
        here.sound_everywhere()
