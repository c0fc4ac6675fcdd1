"""What is printed and signed beside the form follows from the draft, or is told as the preparer's word."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forgery_kit import Honest, Scene, honest, reterm, rewritten, sign_with
from signing_kit import run

from form4kit.signoff.assemble import NotItself, make_again
from form4kit.signoff.attached import attachments_of, terms_of

pytest.importorskip("pyhanko")
LATER = "2027-11-20T22:00:00-05:00"
EXCUSE = {"rule": "DUE01", "where": "The form", "message": "late", "reason": "so be it"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Honest:
    return honest(tmp_path_factory.mktemp("honest"))


@pytest.fixture
def scene(made: Honest, tmp_path: Path) -> Scene:
    return made.scene(tmp_path / "scene")


def _due(terms: dict[str, Any]) -> None:
    terms["filings"][1]["due"] = LATER


def _due_on_the_proof(terms: dict[str, Any]) -> None:
    terms["filings"][1]["beside"]["due"] = "November 20, 2027, 22:00 Eastern"


def _closed(terms: dict[str, Any]) -> None:
    terms["filings"][1]["known"] = {"closures": ["2026-11-19", "2026-11-20"]}


def _allowed(terms: dict[str, Any]) -> None:
    terms["filings"][1]["allowed"] = [EXCUSE]


def _signer(terms: dict[str, Any]) -> None:
    terms["signer"] = "Ann Colleague"


def _error(terms: dict[str, Any]) -> None:
    terms["filings"][1]["judged"][0]["severity"] = "error"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_allowed, "allowed"),
        (_closed, "due"),
        (_due, "due"),
        (_due_on_the_proof, "due"),
        (_error, "other of plan than the rules find"),
        (_signer, "not Ann Colleague, and no reason says why"),
    ],
)
def test_what_follows_from_the_draft_is_held_to_it(
    change: Callable[[dict[str, Any]], None], said: str, scene: Scene
) -> None:
    data = scene.packet.read_bytes()
    terms, attached = terms_of(data), attachments_of(data)
    assert make_again(terms, attached) == data
    change(terms)
    with pytest.raises(NotItself, match=said):
        make_again(terms, attached)


def test_a_false_due_instant_is_neither_packed_nor_signed_nor_verified(scene: Scene) -> None:
    forged = rewritten(scene.packet.read_bytes(), lambda pdf: reterm(pdf, _due))
    file = scene.root / "forged.pdf"
    file.write_bytes(forged)
    key = scene.honest.abel.p12(scene.root / "abel.p12")
    result = run("sign", file, "--key", key)
    assert result.exit_code == 1
    assert "packet.json says other of plan than its draft.yaml gives: due" in result.output
    scene.put(sign_with(forged, scene.honest.abel))
    result = scene.verify()
    assert result.exit_code == 1
    assert "says other of plan than its draft.yaml gives: due" in result.output
    scene.reseal("plan", lambda manifest: manifest.update(due=LATER))
    result = run("packet", scene.out, "--signer", "Thomas Abel", "--out", scene.root / "again.pdf")
    assert result.exit_code == 1
    assert "manifest.json says other than its draft.yaml gives: due" in result.output
    assert not (scene.root / "again.pdf").exists()


def test_an_excuse_that_the_draft_does_not_give_is_not_packed(scene: Scene) -> None:
    scene.reseal("plan", lambda manifest: manifest.update(allowed=[EXCUSE]))
    result = run("packet", scene.out, "--signer", "Thomas Abel", "--out", scene.root / "again.pdf")
    assert result.exit_code == 1
    assert "says other than its draft.yaml gives: allowed" in result.output
