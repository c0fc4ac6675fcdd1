"""An index is built whole or not at all, and a search finds what fits, however it is asked."""

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from form4kit.precedents.faults import NoIndex
from form4kit.precedents.index import APPLICATION, IndexWriter, opened
from form4kit.precedents.search import LikeWording, search
from form4kit.precedents.told import NO_ADVICE, as_json, as_text
from form4kit.precedents.wordings import FOOTNOTE, REMARKS, Wording

GIFT = Wording(
    *("Shares given to a donor advised fund on May 3, 2026.", FOOTNOTE, "G", "Common Stock", "shares", "4"),
    *(False, "HARTWELL INC", "0001903415-26-000031", "2026-05-05", ("COD08",)),
)
SALE = replace(
    GIFT, text="Sold under a plan adopted on March 1, 2026.", code="S", plan=True, rules=("FTN19",)
)
TRUST = replace(GIFT, text="Shares held by a family trust; given to the trust.", title="Class B Common")
NOTE = replace(GIFT, text="See Exhibit 24.", kind=REMARKS, code="", title="", field="", rules=())


def built(file: Path, filings: Iterable[Wording]) -> Path:
    with IndexWriter(file) as index:
        for each in filings:
            index.add([each])
    return file


@pytest.fixture
def index(tmp_path: Path) -> Path:
    others = [
        replace(GIFT, text=GIFT.text.replace("May 3, 2026", f"June {day}, 2025")) for day in range(1, 21)
    ]
    return built(tmp_path / "precedents.db", [SALE, *others, GIFT, TRUST, NOTE])


def texts(index: Path, wanted: LikeWording) -> list[str]:
    return [each.text for each in search(index, wanted)]


def test_what_folds_is_one_wording_and_says_how_many_others(index: Path) -> None:
    (found,) = search(index, LikeWording("donor advised"))
    assert found.others == 20
    assert (found.codes, found.rules) == (("G",), ("COD08",))


def test_code_and_rule_leave_the_rest_out(index: Path) -> None:
    assert texts(index, LikeWording("shares", code="g"))[0].startswith("Shares given to a donor")
    assert texts(index, LikeWording("shares", code="S")) == []
    assert texts(index, LikeWording("", rule="FTN19")) == [SALE.text]
    assert texts(index, LikeWording("", code="S")) == [SALE.text]


def test_a_row_that_is_more_alike_comes_first(index: Path) -> None:
    other = replace(
        TRUST, text="Given by a trust of shares held in family.", title="Units", plan=True, form="5"
    )
    index = built(index.with_name("alike.db"), [TRUST, other])
    assert texts(index, LikeWording("given trust", title="Class B Common"))[0] == TRUST.text
    assert texts(index, LikeWording("given trust", title="Units"))[0] == other.text
    assert texts(index, LikeWording("given trust", form="4"))[0] == TRUST.text
    assert texts(index, LikeWording("given trust", plan=True))[0] == other.text


def test_without_one_that_has_all_words_those_with_the_rarest_are_found(index: Path) -> None:
    assert texts(index, LikeWording("shares trust zebra")) == [TRUST.text]
    assert texts(index, LikeWording("zebra")) == []


@pytest.mark.parametrize("words", ['"', "* OR NEAR(", "text:", "-", "';--", "\ud800", "a" * 5_000])
def test_nothing_that_is_typed_is_a_query_of_sqlite(index: Path, words: str) -> None:
    assert texts(index, LikeWording(words, code="S", rule='" OR tags : "codeg')) == []


def test_very_many_matches_are_not_all_ranked(tmp_path: Path) -> None:
    letters = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(6_000)]
    many = (replace(GIFT, text=f"Shares given to {each} charity") for each in letters)
    popular = [replace(GIFT, text="Shares given to a school")] * 3
    index = built(tmp_path / "many.db", [*many, *popular])
    began = time.perf_counter()
    found = search(index, LikeWording("shares given", most=5))
    assert time.perf_counter() - began < 0.5
    assert (found[0].text, found[0].others, len(found)) == ("Shares given to a school", 2, 5)


def test_an_index_that_fails_leaves_what_was_there(index: Path) -> None:
    before = index.read_bytes()
    with pytest.raises(KeyError), IndexWriter(index) as writer:
        writer.add([SALE])
        raise KeyError
    assert index.read_bytes() == before
    assert [each.name for each in index.parent.iterdir()] == [index.name]


def test_one_archive_gives_one_index(tmp_path: Path) -> None:
    one, two = (built(tmp_path / name, [SALE, GIFT, TRUST, NOTE]).read_bytes() for name in ("a.db", "b.db"))
    assert one == two


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    text, other, old = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "c.db"
    text.write_text("no database\n" * 100)
    for file, version in ((other, None), (old, 99)):
        with sqlite3.connect(file) as database:
            database.execute("CREATE TABLE t (x)")
            if version:
                database.executescript(f"PRAGMA application_id={APPLICATION}; PRAGMA user_version={version};")
        database.close()
    for file, words in ((text, "no index"), (other, "no index"), (old, "another version")):
        with pytest.raises(NoIndex, match=words):
            search(file, LikeWording("gift"))
    with pytest.raises(FileNotFoundError):
        search(tmp_path / "none.db", LikeWording("gift"))


def test_a_damaged_index_is_refused_or_answers(index: Path) -> None:
    data = index.read_bytes()
    for at in range(2_000, len(data), 4_001):
        index.write_bytes(data[:at] + b"\xff" * 64 + data[at + 64 :])
        try:
            search(index, LikeWording("shares given"))
        except NoIndex:
            continue


def test_an_index_is_never_written_to(index: Path) -> None:
    with opened(index) as database, pytest.raises(sqlite3.OperationalError):
        database.execute("DELETE FROM wordings")


def test_what_is_told_says_that_it_is_no_advice(index: Path) -> None:
    found = search(index, LikeWording("donor"))
    text = as_text(found)
    assert text.startswith("code G, Common Stock, 20 others\n  Shares given to a donor advised fund")
    assert "-- HARTWELL INC, Form 4, 2026-05-05, 0001903415-26-000031" in text
    assert text.endswith(f"{NO_ADVICE}\n")
    told = json.loads(as_json(found))
    assert (told["note"], told["precedents"][0]["others"]) == (NO_ADVICE, 20)
