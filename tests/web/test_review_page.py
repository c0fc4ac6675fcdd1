"""The page of a review, in a browser: asking, answers of each way, comments on cells, what changed."""

import base64
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from browser_kit import Clock, StepsAsked, chromium_here, files_of, needs_browser, served, tab, until
from review_kit import answered, folder_in, mail, say, state, unsigned_in

from form4kit.steps.review_copy import read_copy
from form4kit.web import review_copy_routes
from form4kit.web.app import standing_alone

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


def _drop(page: Any, name: str, data: bytes) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": "message/rfc822", "buffer": data})


@pytest.mark.parametrize("width", [1280, 820])
def test_a_review_is_asked_answered_and_falls_with_a_change(
    chromium: Any, tmp_path: Path, width: int
) -> None:
    root = tmp_path / "work"
    draft = unsigned_in(root)
    before = files_of(root)
    with (
        served(root, Clock()) as server,
        tab(chromium, server, viewport={"width": width, "height": 900}) as here,
    ):
        page = here.filing("drafts/gift", "review")
        assert page.inner_text("#standing-words") == "Nobody has looked at this yet."
        assert page.locator("#signers input:checked").count() == 0
        assert page.input_value("#dated") == ""
        ended = "Not today: the power of January 12, 2025 ended on January 11, 2026"
        assert ended in page.inner_text("#signers")
        page.get_by_role("button", name="Make the review PDF").click()
        until(lambda: page.evaluate("document.activeElement.name"), "signer")
        assert files_of(root) == before
        page.get_by_label("Prepared by").fill("S. Lee")
        page.get_by_role("radio", name="Thomas Abel").check()
        page.get_by_role("button", name="Today, November 30").click()
        page.get_by_label("Reviewer", exact=True).fill("J. Moreau")
        page.get_by_role("button", name="Make the review PDF").click()
        page.wait_for_selector("#asked:not([hidden])")
        folder = root / "drafts" / "gift"
        code = state(folder).code
        made = [each for each in sorted({*files_of(root)} - {*before}) if not each.startswith(".form4kit/")]
        built = ("draft.yaml", "manifest.json", "ownership.xml", "proof.pdf", "review.jsonl")
        assert made == [*(f"drafts/gift/{name}" for name in built), f"review/gift.{code}.pdf"]
        assert code in page.inner_text("#asked-mail")
        until(lambda: "waiting for J. Moreau" in page.inner_text("#standing-words"))
        _drop(page, "other.eml", mail("Approve 0000-0000-0000-0000-0000-0000-00"))
        until(lambda: "This approves 0000-0000" in page.inner_text("#answer-alert"))
        _drop(page, "own.eml", mail(f"Approve {code}", sender="S. Lee <lee@example.com>"))
        until(lambda: "A second person approves." in page.inner_text("#answer-alert"))
        cell = page.locator('#sheet [data-spot="non_derivative:0:7"]')
        cell.focus()
        page.keyboard.press("c")
        page.get_by_label("Comment", exact=True).fill("Is the price right?")
        page.get_by_role("button", name="Comment", exact=True).click()
        until(lambda: "Comment 1 of 1, open" in page.inner_text("#comments"))
        assert "Table I, row 1, price" in page.inner_text("#comments")
        if width == 1280:
            here.sound_everywhere()
        _drop(page, "early.eml", mail(f"Approve {code}"))
        until(lambda: "1 comment open" in page.inner_text("#answer-alert"))
        page.get_by_role("button", name="Settle").click()
        until(lambda: "Comment 1 of 1, closed" in page.inner_text("#comments"))
        _drop(page, "yes.eml", mail(f"Approve {code}\n\nThanks"))
        stands = "Reviewed: approved at 4:48 p.m., by e-mail of J. Moreau."
        until(lambda: page.inner_text("#standing-words"), stands)
        assert state(folder).reviewed
        assert here.fits()
        _is_held(server, draft)
        draft.write_text(draft.read_text().replace("By Reyes Family Trust", "By Reyes Trust"))
        page.get_by_role("button", name="Make the review PDF").click()
        until(lambda: "The approval no longer counts." in page.inner_text("#standing-words"))
        assert "By Reyes Family Trust" in page.inner_text("#changed")
        assert page.locator("#sheet .changed").count() >= 1
        until(lambda: page.evaluate("document.activeElement.id"), "asked-words")
        spot = "document.querySelector('#sheet').shadowRoot.activeElement?.dataset.spot"
        for key, place in (("]", "non_derivative:1:10"), (".", "non_derivative:0:7")):
            page.keyboard.press(key)
            until(lambda: page.evaluate(spot), place)
        if width == 1280:
            here.sound_everywhere((640,))


def _is_held(server: Any, draft: Path) -> None:
    """No step that edits the draft writes it, whatever page it comes from, until that is said."""
    text = draft.read_text()
    words = "J. Moreau approved this at 4:48 p.m. A change takes the approval back"
    ask = StepsAsked(server)
    asked = {"name": "drafts/gift", "base": text, "text": text.replace("Reyes Family", "Reyes")}
    cell = {"name": "drafts/gift", "cell": "I-1-amount", "value": "9"}
    for step, answers in (("text", asked), ("edit-cell", cell)):
        plan = ask.post(f"{step}/plan", {"answers": answers})[1]
        assert [each["words"] for each in plan["refusals"]] == [words]
        for said in (answers, answers | {"anyway": True}):
            status, told = ask.post(f"{step}/do", {"answers": said, "hash": plan["hash"]})
            assert status in (409, 422) and (words in told["error"] or said is not answers)
        shown = ask.post(f"{step}/plan", {"answers": answers | {"anyway": True}})[1]
        assert shown["refusals"] == [] and shown["told"][-1] == f"{words}."
    board, server.bench.board = server.bench.board, SimpleNamespace(entries=list)
    plan = ask.post("text/plan", {"answers": asked})[1]
    server.bench.board = board
    assert [each["words"] for each in plan["refusals"]] == [words], "nor while the board is not read yet"
    assert draft.read_text() == text


def test_a_review_pdf_is_read_and_answered_without_a_folder(chromium: Any, tmp_path: Path) -> None:
    place, pdf = folder_in(tmp_path / "theirs"), tmp_path / "mine" / "gift.pdf"
    assert say(place, "ask", by="S. Lee", reviewer="J. Moreau", out=pdf, text="Look at row 1.") == []
    copy = read_copy(pdf, pdf.read_bytes())
    (tmp_path / "empty").mkdir()

    def made(bench: Any, gate: Any) -> Any:
        return standing_alone(bench, gate, review_copy_routes.PAGE, review_copy_routes.routes(bench, copy))

    with (
        served(tmp_path / "empty", Clock(), read_only=True, made=made) as server,
        tab(chromium, server) as here,
    ):
        page = here.go("/")
        assert "Look at row 1." in page.inner_text("#word")
        assert copy.code in page.inner_text("#asked")
        page.locator('#sheet [data-spot="non_derivative:0:7"]').focus()
        page.keyboard.press("c")
        page.get_by_label("Comment", exact=True).fill("Is it a gift?")
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("radio", name="Comments alone").check()
        page.get_by_role("button", name="Make the answer file").click()
        until(lambda: "nobody is named" in page.inner_text("#alert"))
        here.sound_everywhere((1280, 640))
        page.get_by_label("Your name").fill("J. Moreau")
        page.get_by_role("button", name="Make the answer file").click()
        page.wait_for_selector("#made:not([hidden])")
    answer = pdf.parent / f"gift.{copy.code}.answer.json"
    assert answered(place, answer.read_bytes(), answer.name) == []
    assert state(place).open[0].line["text"] == "Is it a gift?"


def test_what_no_page_sends_is_refused() -> None:
    from form4kit.web.responses import Refusal
    from form4kit.web.review_routes import _file

    assert _file(None) is None
    given = _file({"name": "../../a.eml", "data": base64.b64encode(b"x").decode()})
    assert given is not None and given.name == "a.eml" and given.data == b"x"
    for wrong in (7, {}, {"name": "a", "data": "*"}, {"name": "a", "data": 7}):
        with pytest.raises(Refusal):
            _file(wrong)


def test_a_folder_without_a_second_person_says_who_signs_and_builds(chromium: Any, tmp_path: Path) -> None:
    root = tmp_path / "alone"
    draft = unsigned_in(root)
    (root / "form4kit.toml").write_text("")
    with served(root, Clock()) as server, tab(chromium, server) as here:
        page = here.filing("drafts/gift", "build")
        page.get_by_role("button", name="Build", exact=True).click()
        page.get_by_role("link", name="Say who signs").click()
        page.wait_for_selector("html[data-ready]", state="attached")
        page.get_by_role("button", name="Only put the signature in").click()
        until(lambda: page.evaluate("document.activeElement.name"), "signer")
        page.get_by_role("radio", name="Thomas Abel").check()
        page.get_by_role("button", name="Today, November 30").click()
        page.get_by_role("button", name="Only put the signature in").click()
        page.get_by_text(
            "It will be signed /s/ Thomas Abel, attorney-in-fact for Antonio J. Reyes"
        ).wait_for()
        assert "Thomas Abel" in draft.read_text()
        page.get_by_role("link", name="Build", exact=True).last.click()
        page.get_by_text("CCC of Reyes Antonio J").first.wait_for()
