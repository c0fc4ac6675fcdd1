"""What an editor knows of one draft: its findings at their words, its rows at their events."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from edited_drafts import BROKEN, EVENTS, EXAMPLES, PIECES, ROWS, TOML, desk, pointed, repository, shown

from form4kit.editor import outline, rename
from form4kit.editor.code_actions import actions
from form4kit.editor.completion import complete
from form4kit.editor.format import formatted, layout_edits
from form4kit.editor.hover import hover
from form4kit.editor.text import Range, applied, normal
from form4kit.outcome import Options

ROOT = Path(__file__).resolve().parents[2]
FILED = Options(filed=dt.date(2026, 11, 19))


def test_a_text_is_judged_where_it_would_stand(tmp_path: Path) -> None:
    path = repository(tmp_path)
    text = ROWS.replace(ROWS[ROWS.index("owners:") : ROWS.index("non_")], "owners: [federico]\n")
    judged = desk(text.replace("disposed: 500 ^lot", 'disposed: "500 ^own(count=two)"'), path)
    assert judged.filing is not None and not path.exists()
    assert judged.filing.owners[0].cik.text == "0001234567"
    assert "Held in two lots." in [note.text.text for note in judged.filing.footnotes]


def test_fills_are_read_from_the_folder_of_the_draft(tmp_path: Path) -> None:
    text = EVENTS.replace("[[300, 31.07 ], [200, 31.09]]", "fills.csv")
    assert "EVT" in {each.rule[:3] for each in desk(text, tmp_path / "draft.yaml").findings}
    (tmp_path / "fills.csv").write_text("shares,price\n300,31.07\n200,31.09\n")
    assert desk(text, tmp_path / "draft.yaml").findings == ()


def test_findings_are_those_that_check_shows(tmp_path: Path) -> None:
    path = repository(tmp_path)
    text = ROWS.replace("code: S", "code: Q").replace("price: 31.07", "price: 31.07 ^nowhere")
    found = [each.rule for each in desk(text, path).findings]
    assert "COD01" in found and not any(rule.startswith("XSD") for rule in found)
    (tmp_path / "form4kit.toml").write_text(TOML + '[rules]\nignore = ["COD"]\n')
    assert "COD01" not in [each.rule for each in desk(text, path).findings]
    lines = [each.place.line for each in desk(text, path).findings]
    assert lines == sorted(lines)


def test_a_finding_is_marked_at_the_word_that_it_is_about() -> None:
    text = ROWS.replace("code: S", "code: Q").replace("director: true", "directr: true")
    marked = {each.rule: shown(text, desk(text).range_of(each)) for each in desk(text).findings}
    assert marked["COD01"] == "Q"
    assert marked["DRF01"] == "directr"


def test_the_innermost_part_at_a_point() -> None:
    judged = desk(ROWS)
    assert judged.place_at(*pointed(ROWS, "495")) == ("owners", 0, "address", "street")
    assert judged.place_at(*pointed(ROWS, "disposed")) == ("non_derivative", 0, "disposed")
    assert judged.place_at(*pointed(ROWS, "# on")) == ("non_derivative", 0)
    assert judged.place_at(99, 1) is None
    assert shown(ROWS, judged.span(("non_derivative", 0, "code"))) == "code: S"
    assert shown(ROWS, judged.span(("footnotes", "lot"))) == "lot: One of several lots."
    assert judged.span(("footnotes", "no")) is None


def test_rows_of_the_filing_lead_back_to_their_events() -> None:
    judged = desk(EVENTS)
    line = {"vest": pointed(EVENTS, "- vest")[0], "sale": pointed(EVENTS, "- sale")[0]}
    made = [(row.path, row.source, row.line) for row in judged.rows]
    assert made == [
        (("non_derivative", 0), ("events", 0), line["vest"]),
        (("non_derivative", 1), ("events", 0), line["vest"]),
        (("non_derivative", 2), ("events", 1), line["sale"]),
        (("derivative", 0), ("events", 0), line["vest"]),
    ]
    assert len(judged.rows_of(("events", 0, "vest", "date"))) == 3


def damaged() -> Iterator[str]:
    chance = random.Random("desk")
    whole = [ROWS, EVENTS, *(file.read_text(encoding="utf-8") for file in (*EXAMPLES[:3], *BROKEN[:4]))]
    for text in whole:
        for _ in range(4):
            yield text[: chance.randrange(len(text))]
            start, stop = chance.randrange(len(text)), chance.randrange(len(text))
            yield text[:start] + chance.choice(PIECES) + text[start + chance.randrange(3) :]
            yield text[:start] + text[stop:]


def test_any_text_will_do() -> None:
    chance = random.Random("points")
    path = ROOT / "examples" / "none.yaml"
    for text in damaged():
        judged = desk(text, path)
        outline.symbols(judged), outline.folds(judged), judged.rows
        for finding in judged.findings:
            range_ = judged.range_of(finding)
            assert range_[:2] <= range_[2:]
        for _ in range(6):
            point = chance.randrange(1, text.count("\n") + 3), chance.randrange(1, 60)
            hover(judged, *point)
            rename.definition(judged, *point), rename.references(judged, *point)
            rename.rename(judged, *point, "brand-new")
            for each in complete(text, path, *point):
                assert each.range[:2] <= each.range[2:]
            for action in actions(judged, Range(*point, point[0], point[1] + 40)):
                applied(text, action.edits)
        assert applied(text, layout_edits(text)) == normal(formatted(text))
