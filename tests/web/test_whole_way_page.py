"""From a broker's paste to the record, in a browser and nowhere else, against a server that plays EDGAR."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import SLOW, Clock, chromium_here, files_of, needs_browser, served, tab, until
from edgar_api import edgar_api
from prepare_kit import FILED, MOCK, document, folder
from review_kit import mail, state
from signing_kit import PASSWORD, SIGNER, pkcs12
from submit_kit import FILER, USER

pytest.importorskip("pyhanko")
pytest.importorskip("httpx")

from form4kit.law.clock import NEW_YORK
from form4kit.signoff.record import entries_in, faults_in
from form4kit.storage.sealed import opened, sha256

pytestmark = needs_browser
CCC, CIK, NAME = "ab#cd123", "1903446", "2026-11-25-reyes"
SETTINGS = "\n[review]\nrequired = true\n\n[sign]\nread = true\nrequired = true\n"
POWER = "powers_of_attorney:\n  - {attorneys: [Thomas Abel], signed: 2026-01-12}\n"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [*os.environ]:
        if name.upper().endswith("_PROXY"):
            monkeypatch.delenv(name)
    monkeypatch.delenv(f"FORM4KIT_CCC_{CIK}", raising=False)
    monkeypatch.setenv("FORM4KIT_FILER_TOKEN", FILER)
    monkeypatch.setenv("FORM4KIT_USER_TOKEN", USER)
    monkeypatch.setattr("form4kit.transmission.polling.FIRST_WAITS", (0.05,) * 20)
    place = folder(tmp_path / "work")
    for file, more in ((place / "form4kit.toml", SETTINGS), (place / "people" / "reyes.yaml", POWER)):
        file.write_text(file.read_text() + more)
    filed = FILED.format(cik="0001903446", name="Reyes Antonio J", held=41_471)
    by_attorney = filed.replace(
        "/s/ Antonio J. Reyes", '"/s/ Thomas Abel, Attorney-in-Fact for Antonio J. Reyes"'
    )
    (place / "filed" / "2026-08-14-reyes.xml").write_bytes(document(by_attorney))
    return place


def test_from_a_paste_to_the_record_without_a_terminal(
    chromium: Any, root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    now = dt.datetime.now(NEW_YORK)
    sales = "".join(line for line in MOCK.splitlines(keepends=True) if "\tB\t" not in line)
    key = pkcs12(tmp_path / "abel.p12", name=SIGNER)
    with (
        edgar_api() as edgar,
        served(root, Clock(now)) as server,
        tab(chromium, server) as here,
    ):
        server.bench.api = edgar.url

        def stands(words: str) -> None:
            script = "(name) => fetch(`/api/filing?name=${name}`).then((each) => each.json())"
            until(lambda: here.page.evaluate(script, NAME)["words"], words)

        page = here.go("/new")
        page.get_by_role("radio", name="Something happened: Form 4").check()
        page.get_by_role("checkbox", name="Reyes Antonio J").check()
        page.get_by_role("button", name="Add something").click()
        page.get_by_role("button", name="Sold on the market").click()
        page.wait_for_selector("html[data-shown]", state="attached")
        page.get_by_label("Sold from").select_option("Common Stock, direct: 41,471")
        page.get_by_label("Trades from the broker").fill(sales)
        page.get_by_text("7 lines read: 1 heading, 5 used, 1 total that agrees.").wait_for()
        page.get_by_label("Under a Rule 10b5-1 plan").select_option("No plan")
        page.get_by_role("button", name="Write this filing").click()
        page.wait_for_url(f"**/f/{NAME}/prepare")

        page = here.filing(NAME, "review")
        page.get_by_label("Prepared by").fill("S. Lee")
        page.get_by_role("radio", name=SIGNER).check()
        page.get_by_role("button", name=f"Today, {now:%B} {now.day}").click()
        page.get_by_label("Reviewer", exact=True).fill("J. Moreau")
        page.get_by_role("button", name="Make the review PDF").click()
        page.wait_for_selector("#asked:not([hidden])")
        approve = mail(f"Approve {state(root / NAME).code}")
        page.set_input_files("#file", {"name": "yes.eml", "mimeType": "message/rfc822", "buffer": approve})
        until(lambda: page.inner_text("#standing-words").startswith("Reviewed: approved"))
        reviewed = sha256((root / NAME / "ownership.xml").read_bytes())
        stands("Reviewed")

        page = here.filing(NAME, "build")
        page.get_by_label(f"CCC of Reyes Antonio J (CIK {CIK})").fill(CCC)
        page.get_by_label("Use it once").check()
        page.get_by_role("button", name="Build", exact=True).click()
        page.get_by_role("link", name="Read and sign").click()

        page.get_by_role("button", name="Make the packet").click()
        page.get_by_role("heading", name="Read and sign: 1 filing").wait_for(timeout=SLOW)
        assert "Reviewed: approved" in page.inner_text("#review")
        assert "Approved by e-mail of J. Moreau" in page.inner_text("#review")
        page.locator("#scroll").press("End")
        page.get_by_role("button", name="I have read this form").click()
        page.get_by_label("With a key").check()
        page.get_by_label("Key", exact=True).select_option("Another file")
        page.get_by_label("Another file (.p12 or .pfx)").set_input_files(key)
        page.get_by_label("Password of the key").fill(PASSWORD)
        page.get_by_label("Day of the manual attestation").fill("2026-01-12")
        page.get_by_role("button", name="Sign 1 filing").click()
        page.get_by_role("link", name="Send the TEST").click()

        page.get_by_label("form4kit sends it").check()
        page.get_by_role("button", name="Send the TEST").click()
        page.get_by_role("heading", name="EDGAR accepted it").wait_for(timeout=SLOW)
        stands("Tested")
        page.get_by_role("link", name="To the LIVE page").click()
        page.get_by_label("form4kit sends it").check()
        page.get_by_label("To file, type the last name").fill("reyes")
        page.get_by_role("button", name="File it live").click()
        page.get_by_role("heading", name="Filed", exact=True).wait_for(timeout=SLOW)
        stands("Recorded")
        assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]
        record = (root / "record.jsonl").read_bytes()
        assert not [*faults_in(record)]
        (entry,) = entries_in(record)
        assert entry["ownership_sha256"] == reviewed == sha256((root / NAME / "ownership.xml").read_bytes())
        (signed,) = (opened(each.read_bytes()) for each in (root / "packets").glob("*.signed.json"))
        assert [each["ownership_sha256"] for each in signed["read"]] == [reviewed]
        held = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") + page.content()
        said = held + "".join(capfd.readouterr())
        kept = {name: data for name, data in files_of(root).items() if not name.endswith("submission.xml")}
        for secret in (CCC, PASSWORD, FILER, USER):
            assert secret not in said
            assert not [name for name, data in kept.items() if secret.encode() in data]
