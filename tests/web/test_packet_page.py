"""Read and sign in a browser: nothing is signed unread; what was read is kept under the signature (A11)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import NOW, SLOW, Clock, chromium_here, files_of, needs_browser, served, tab, until
from filing_kit import NAME, OWNER, PERSON, SIGNER, apart, built_with_ccc, filing_folder
from signing_kit import PASSWORD, pkcs12, run

pytest.importorskip("pyhanko")

from form4kit.storage.sealed import opened, sha256

pytestmark = needs_browser
PACKET = "packets/2026-11-30-thomas-abel"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


def state(page: Any) -> Any:
    script = "(name) => fetch(`/api/filing?name=${encodeURIComponent(name)}`).then((each) => each.json())"
    return page.evaluate(script, NAME)


def test_read_and_sign(chromium: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    draft = filing_folder(tmp_path / "work", "[sign]\nread = true\n")
    root = tmp_path / "work"
    folder = built_with_ccc(draft)
    pkcs12(root / "abel.p12", name=SIGNER)
    (root / "abel.pem").unlink()
    person = root / "people" / "lindqvist.yaml"
    with served(root, Clock(NOW)) as server, tab(chromium, server) as here:
        page = here.go(f"/sign?names={NAME}")
        assert page.get_by_label("Signer").input_value() == SIGNER, "the form itself names who signs"
        assert page.get_by_label(f"{OWNER}: Form 4").is_checked()
        here.sound_everywhere((820,))
        page.get_by_role("button", name="Make the packet").click()
        page.get_by_role("heading", name="Read and sign: 1 filing").wait_for(timeout=SLOW)
        page.wait_for_selector("html[data-ready]", state="attached")
        assert page.url.endswith(f"/sign/{PACKET}")
        before = files_of(root)
        here.sound_everywhere((1280, 820))

        def sign(password: str = PASSWORD) -> None:
            page.get_by_label("With a key").check()
            page.get_by_label("Key", exact=True).select_option("abel.p12")
            page.get_by_label("Password of the key").fill(password)
            page.get_by_role("button", name="Sign 1 filing").click()

        alert = page.get_by_role("alert")
        sign()
        until(lambda: f"not read to its end: {NAME}" in alert.inner_text())
        assert page.evaluate("document.activeElement.id") == "scroll", "the focus is at the form"
        assert page.get_by_label("Password of the key").input_value() == ""
        assert files_of(root) == before

        page.keyboard.press("End")
        page.get_by_role("button", name="I have read this form").click()
        page.get_by_text("read 4:48 p.m.").wait_for()
        person.write_text(PERSON % ", expires: 2026-11-29")
        sign()
        words = f"The power of January 12, 2026 ended on November 29, 2026. {SIGNER} may not sign for {OWNER}"
        until(lambda: words in alert.inner_text())
        done = run("sign", root / f"{PACKET}.pdf", "--key", root / "abel.p12", "--read", "0")
        assert done.exit_code == 1
        assert words in done.output

        person.write_text(PERSON % ", expires: 2027-01-11")
        sign("wrong")
        until(lambda: "the password is wrong" in alert.inner_text())
        assert files_of(root) == before
        assert page.get_by_text("Nobody has looked at this yet.").is_visible()
        sign()
        until(lambda: f"Is the attestation that {SIGNER} signed by hand of which day" in alert.inner_text())
        assert files_of(root) == before
        page.get_by_label("It is kept elsewhere").check()
        sign()
        page.get_by_role("heading", name=f"Signed by {SIGNER}").wait_for(timeout=SLOW)
        place = page.get_by_role("link", name="Send the TEST").get_attribute("href")
        assert place == f"/f/{NAME}/file"
        after = files_of(root)
        assert {name for name in after if before.get(name) != after[name]} == {
            f"{PACKET}.signed.json",
            f"{PACKET}.signed.pdf",
        }
        (read,) = opened(after[f"{PACKET}.signed.json"])["read"]
        assert read["ownership_sha256"] == sha256((folder / "ownership.xml").read_bytes())
        assert read["at"].startswith("2026-11-30T21:48")
        verified = apart(lambda: run("verify", folder, root / f"{PACKET}.signed.pdf"))
        assert verified.exit_code == 0, verified.output
        until(lambda: state(page)["words"], "Signed")
        secrets = (PASSWORD.encode(), *(data for name, data in after.items() if name == "abel.p12"))
        assert not any(each in data for each in secrets for name, data in after.items() if name != "abel.p12")
        held = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert PASSWORD not in held + page.content() + "".join(capfd.readouterr())

        signed = draft.read_text()
        page = here.filing(NAME, "text")
        area = page.locator("#editor textarea")
        assert area.get_attribute("readonly") is not None and "Reading only" in page.inner_text("#saved")
        assert "This is signed. A change takes the signature back." in page.inner_text("#standing")
        page.get_by_role("button", name="Change it all the same").click()
        area.fill(signed.replace("disposed: 500", "disposed: 600"))
        until(lambda: draft.read_text(), signed.replace("disposed: 500", "disposed: 600"))
        until(lambda: state(page)["marks"] != [])
        assert state(page)["words"].startswith("Draft")
        assert any(each["kind"] == "changed" for each in state(page)["marks"])
