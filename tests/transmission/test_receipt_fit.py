"""EDGAR's answer against the folder that was sent."""

import datetime as dt
from typing import Any

import pytest
from sent_folder import ISSUER, NOON, OWNER, answer, sendable

from form4kit.folder.read import BuiltFolder, find_built
from form4kit.transmission.receipt_fit import fit_of


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltFolder]:
    found = {}
    for tag in ("live", "test"):
        (found[tag],) = find_built(sendable(tmp_path_factory.mktemp(tag), tag))
    return found


def test_where_all_is_well_nothing_is_said(folders: dict[str, BuiltFolder]) -> None:
    assert fit_of(answer(), folders["live"]).all == ()
    assert fit_of(answer(ciks=(OWNER,)), folders["live"]).all == ()
    assert fit_of(answer(ciks=(), form=None, documents=None, filed=None), folders["live"]).all == ()
    assert fit_of(answer(test=True), folders["test"]).all == ()


@pytest.mark.parametrize(
    ("changes", "another", "words"),
    [
        ({"form": "4/A"}, True, "about a Form 4/A, the folder holds a Form 4"),
        ({"ciks": ("0000000007",)}, True, "names none of the owners: 0001903439 Lindqvist Karin"),
        ({"ciks": (ISSUER,)}, True, "names none of the owners"),
        ({"ciks": (OWNER, "0000000007")}, False, "EDGAR names 0000000007, who is no owner here"),
        ({"documents": 1}, False, "EDGAR counts 1 document, the folder sends 2: the form and poa.txt"),
        ({"documents": 3}, False, "EDGAR counts 3 documents"),
        (
            {"test": True},
            False,
            "processed as a TEST, and the file is tagged LIVE: it was sent by the test link",
        ),
        (
            {"filed": NOON + dt.timedelta(days=3)},
            False,
            "LATE by 1 business day: due 2026-11-20, dated 2026-11-23",
        ),
        (
            {"filed": None, "accepted": NOON + dt.timedelta(days=4)},
            False,
            "LATE by 2 business days: due 2026-11-20, dated 2026-11-24",
        ),
    ],
)
def test_what_does_not_fit_is_said(
    folders: dict[str, BuiltFolder], changes: dict[str, Any], another: bool, words: str
) -> None:
    found = fit_of(answer(**changes), folders["live"])
    assert bool(found.another) is another
    assert any(words in each for each in found.all), found


def test_a_live_answer_is_not_of_a_test_file(folders: dict[str, BuiltFolder]) -> None:
    (words,) = fit_of(answer(), folders["test"]).otherwise
    assert "another file was sent" in words


def test_one_of_several_owners_who_is_not_named_is_lacking(folders: dict[str, BuiltFolder]) -> None:
    from dataclasses import replace

    folder = folders["live"]
    form = folder.files["ownership.xml"]
    start, end = form.index(b"    <reportingOwner>"), form.index(b"</reportingOwner>") + 18
    second = form[start:end].replace(b"1903439", b"1903440")
    two = replace(folder, files={**folder.files, "ownership.xml": form[:end] + b"\n" + second + form[end:]})
    found = fit_of(answer(), two)
    assert found.another == ()
    assert [each[:10] for each in found.lacking] == ["0001903440"]
    assert any("EDGAR does not name the owner 0001903440" in each for each in found.otherwise)
