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
