"""TEST, LIVE and the record in a browser, against a server on loopback that plays EDGAR (A12)."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import SLOW, Clock, chromium_here, files_of, needs_browser, served, tab, until
from edgar_api import edgar_api
from edgar_notices import notice
from filing_kit import CCC, NAME, SIGNER, apart, built_with_ccc, filing_folder
from sent_folder import answer
from signing_kit import PASSWORD, pkcs12
from submit_kit import FILER, USER

pytest.importorskip("pyhanko")
pytest.importorskip("httpx")

from form4kit.folder.read import read_built
from form4kit.law.clock import NEW_YORK
from form4kit.signoff.record import entries_in, faults_in
from form4kit.steps import pack, sign
from form4kit.steps.sign_answers import KeyFile, SignAnswers
from form4kit.storage.sealed import sha256

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A signed filing; tokens in the environment, and no waiting between two questions."""
    for name in [*os.environ]:
        if name.upper().endswith("_PROXY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("FORM4KIT_FILER_TOKEN", FILER)
    monkeypatch.setenv("FORM4KIT_USER_TOKEN", USER)
    monkeypatch.setattr("form4kit.transmission.polling.FIRST_WAITS", (0.05,) * 20)
    monkeypatch.setattr("form4kit.web.file_routes.PATIENCE", 1.0)
    place, now = tmp_path / "work", dt.datetime.now(NEW_YORK)
    folder = built_with_ccc(filing_folder(place, "[sign]\nrequired = true\n"))
    packet = place / "packets" / "packet.pdf"
    answers = pack.PackAnswers((read_built(folder, NAME),), SIGNER, packet)
    pack.carry_out(pack.plan(place, answers, now))
    key = pkcs12(tmp_path / "abel.p12", name=SIGNER)
    signing = SignAnswers(key=KeyFile("abel.p12", key.read_bytes(), PASSWORD), root=place)
    apart(lambda: sign.carry_out(sign.plan(packet, signing, now), signing, now))
    return place


def asked(page: Any, step: str, **answers: Any) -> Any:
    """Ask for a plan as a page does."""
    script = """([step, answers]) => fetch(`/api/steps/${step}/plan`, {method: "POST",
        headers: {"Content-Type": "application/json"}, body: JSON.stringify({answers})})
        .then((answer) => answer.json())"""
    return page.evaluate(script, [step, answers])


def state(page: Any) -> Any:
    script = "(name) => fetch(`/api/filing?name=${encodeURIComponent(name)}`).then((each) => each.json())"
    return page.evaluate(script, NAME)["words"]


def test_test_live_and_record(chromium: Any, root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    clock = Clock(dt.datetime.now(NEW_YORK))
    folder = root / NAME
    document = sha256((folder / "ownership.xml").read_bytes())
    with (
        edgar_api(acts=["take", "take and drop"]) as edgar,
        served(root, clock) as server,
        tab(chromium, server) as here,
    ):
        server.bench.api = edgar.url
        alert = here.page.get_by_role("alert")
        live = here.page.get_by_role("button", name="File it live")
        page = here.filing(NAME, "live")
        assert page.get_by_text("Waits for an accepted TEST of exactly this form.").is_visible()
        assert not live.is_visible()
        assert [e["code"] for e in asked(page, "send", name=NAME, tag="LIVE")["refusals"]] == ["untested"]
        by_hand = asked(page, "hand-off", name=NAME, tag="LIVE")
        assert by_hand["refusals"][0]["code"] == "untested"

        page = here.go(f"/test?name={NAME}")
        assert page.get_by_role("heading", name="Send 1 TEST").is_visible()
        here.sound_everywhere((820,))

        late: list[Any] = []
        page.route("**/assets/file.js", lambda route: late.append(route), times=1)
        page.goto(f"{server.base}/f/{NAME}/file", wait_until="commit")
        page.get_by_label("form4kit sends it").check()
        until(lambda: page.evaluate("0") or len(late), 1)
        late[0].continue_()  # what is chosen before a page's script has come counts
        page.wait_for_selector("html[data-ready]", state="attached")
        assert page.get_by_text(f"This goes to {edgar.url}").is_visible()
        page.get_by_role("button", name="Send the TEST").click()
        page.get_by_role("heading", name="EDGAR accepted it").wait_for(timeout=SLOW)
        until(lambda: state(page), "Tested")
        assert [each.mode for each in edgar.taken] == ["TEST"]
        here.sound_everywhere((820,))
        edgar.not_found = 10_000

        page = here.filing(NAME, "live")
        here.sound_everywhere((1280, 820))
        assert page.get_by_text(
            "This puts Form 4 of Lindqvist Karin in HARTWELL INSTRUMENTS INC"
        ).is_visible()
        before = files_of(root)
        page.get_by_label("form4kit sends it").check()
        field = page.get_by_label("To file, type the last name")
        for typed in ("", "Lindquist"):
            field.fill(typed)
            field.press("Enter")
            live.click()
            until(lambda: "Type Lindqvist to file it" in alert.inner_text())
        field.fill("Lindqvist")
        field.press("Enter")
        page.wait_for_timeout(200)
        assert len(edgar.taken) == 1
        assert files_of(root) == before
        live.click()
        page.get_by_role(
            "heading", name="We do not know whether EDGAR has it. Do not send it again."
        ).wait_for()
        assert not live.is_visible()
        assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]
        again = asked(page, "send", name=NAME, tag="LIVE", typed="Lindqvist")
        assert again["act"] == "find out", "no second is ever sent"
        assert state(page) == "Sent, answer unknown"

        page = here.filing(NAME, "file")
        assert page.get_by_role("button", name="Send the TEST").is_visible() is False
        page.get_by_role("button", name="EDGAR does not have it").first.click()
        page.get_by_role("button", name="EDGAR does not have it").last.click()
        until(lambda: "How do you know" in alert.inner_text())
        page.get_by_role("button", name="Ask EDGAR again").click()
        page.get_by_role("heading", name="Not accepted yet").wait_for(timeout=SLOW)
        assert [each.mode for each in edgar.taken] == ["TEST", "LIVE"]

        test, filed = edgar.taken
        refused = asked(page, "put-on-record", name=NAME, accession=test.accession)
        assert refused["refusals"], "a TEST is never put on record"
        at = clock.at.replace(microsecond=0)
        given = answer(
            accession=filed.accession,
            ciks=("0001903439", "0001903415"),
            documents=1,
            received=at,
            accepted=at,
            filed=at,
        )
        page.get_by_label("Choose the message").set_input_files(
            files=[{"name": "m.eml", "mimeType": "message/rfc822", "buffer": notice(given).encode()}]
        )
        page.get_by_text(f"Accepted as {filed.accession}, LIVE").wait_for()
        page.get_by_role("button", name="Keep this answer").click()
        until(lambda: state(page), "Filed")
        page.get_by_role("button", name="Put it on record").click()
        page.get_by_role("heading", name="On record").wait_for(timeout=SLOW)
        until(lambda: state(page), "Recorded")
        record = (root / "record.jsonl").read_bytes()
        assert not [*faults_in(record)]
        (entry,) = entries_in(record)
        assert (entry["accession"], entry["ownership_sha256"]) == (filed.accession, document)
        assert (root / "receipts" / f"{filed.accession}.eml").is_file()
        assert sum(each.mode == "LIVE" for each in edgar.taken) == 1
        held = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") + page.content()
        said = held + "".join(capfd.readouterr())
        after = {
            name: data for name, data in files_of(root, journal=True).items() if "submission.xml" not in name
        }
        for secret in (FILER, USER, CCC, PASSWORD):
            assert secret not in said
            assert not [name for name, data in after.items() if secret.encode() in data]
