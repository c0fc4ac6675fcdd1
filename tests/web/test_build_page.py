"""Build in a browser: no CCC, no green; and one that is typed is in the submission and nowhere else (A10)."""

import base64
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import NOW, SLOW, Clock, chromium_here, files_of, needs_browser, served, tab, until
from filing_kit import CCC, CIK, NAME, OWNER, approved, built_without_ccc, filing_folder
from prepare_kit import folder, many_rows

from form4kit.storage.sealed import sha256

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


def state(page: Any) -> Any:
    script = "(name) => fetch(`/api/filing?name=${encodeURIComponent(name)}`).then((each) => each.json())"
    return page.evaluate(script, NAME)["words"]


def test_no_ccc_no_green(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(f"FORM4KIT_CCC_{CIK}", raising=False)
    draft = filing_folder(tmp_path / "work", "[review]\nrequired = true\n")
    root = tmp_path / "work"
    folder = built_without_ccc(draft)
    approved(folder)
    before = files_of(root)
    with served(root, Clock(NOW)) as server, tab(chromium, server) as here:
        answers: list[bytes] = []
        here.page.on(
            "response", lambda each: answers.append(each.body()) if "/api/steps" in each.url else None
        )
        page = here.filing(NAME, "build")
        until(lambda: state(page), "Reviewed")
        assert page.get_by_text("stays byte for byte what it is").is_visible()
        page.get_by_role("button", name="Build", exact=True).click()
        alert = page.get_by_role("alert")
        until(lambda: f"lacks the CCC of {OWNER}" in alert.inner_text())
        assert alert.inner_text().startswith("Not built.")
        page.get_by_role("button", name="Put it in").click()
        field = page.get_by_label(f"CCC of {OWNER} (CIK {CIK})")
        assert field.evaluate("each => each === document.activeElement")
        assert files_of(root) == before
        assert state(page) == "Reviewed"
        here.sound_everywhere((820,))

        field.fill("short")
        page.get_by_label("Use it once").check()
        page.get_by_role("button", name="Build", exact=True).click()
        until(lambda: "has 5 characters, a CCC has 8" in alert.inner_text())
        assert field.input_value() == ""

        field.fill(CCC)
        page.get_by_label("Use it once").check()
        page.get_by_role("button", name="Build", exact=True).click()
        page.get_by_role("heading", name="Built").wait_for(timeout=SLOW)
        assert field.input_value() == ""
        until(lambda: state(page), "Built")
        after = files_of(root)
        added = {name for name in after if before.get(name) != after[name]}
        assert added == {f"{NAME}/submission.xml"}
        blocks = re.findall(rb"Block>([^<]+)<", after[f"{NAME}/submission.xml"])
        assert any(CCC.encode() in base64.b64decode(each) for each in blocks)
        assert stat.S_IMODE((folder / "submission.xml").stat().st_mode) == 0o600
        assert sha256((folder / "ownership.xml").read_bytes()) == sha256(before[f"{NAME}/ownership.xml"])
        held = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") + page.content()
        assert CCC not in held
        assert answers
        assert not any(CCC.encode() in each for each in answers)
        assert CCC not in "".join(capfd.readouterr())
        after = files_of(root, journal=True)
        assert not any(CCC.encode() in data for name, data in after.items())
        here.sound_everywhere((1280, 640))


def test_a_draft_of_two_filings_is_built_signed_and_filed_as_two(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORM4KIT_CCC_1903446", CCC)
    root = folder(tmp_path / "work")
    (root / "many.yaml").write_text(many_rows(35))
    with served(root, Clock(NOW)) as server, tab(chromium, server) as here:
        page = here.filing("many", "build")
        page.get_by_text("This becomes 2 filings").first.wait_for()
        page.get_by_role("button", name="Build", exact=True).click()
        page.get_by_role("heading", name="Built").wait_for(timeout=SLOW)
        heads = page.locator("#filing-marks a")
        until(lambda: heads.all_inner_texts(), ["Filing 1 of 2: Built", "Filing 2 of 2: Built"])

        page = here.go("/")
        rows = page.locator("tr[data-file^=many]")
        until(lambda: rows.count(), 2)
        assert [
            each.split("\n")[0] for each in rows.locator(".sub", has_text="Filing").all_inner_texts()
        ] == [
            "Filing 1 of 2",
            "Filing 2 of 2",
        ]
        page = here.filing("many", "file")
        page.get_by_text("This is 2 filings, each with a page of its own: many-1 and many-2.").wait_for()
        page = here.filing("many-1/draft", "file")
        page.get_by_role("heading", name="Form 4: Reyes Antonio J, 1 of 2").wait_for()
        assert page.get_by_text("A TEST files nothing").is_visible()
        assert page.locator("#steps a").first.get_attribute("href") == "/f/many/prepare"

        page = here.go("/sign?name=many")
        page.get_by_role("button", name="Make the packet of 2 filings").wait_for()
