"""People, issuers, positions and filings of a folder; which of its files are drafts, and which are copies."""

from pathlib import Path

import pytest
from edited_drafts import EVENTS, ROWS, TOML

from form4kit.editor.drafts_below import drafts_below, filings_below
from form4kit.editor.workspace_symbols import workspace_symbols

DOCUMENT = """<ownershipDocument><documentType>4</documentType><periodOfReport>2026-01-05</periodOfReport>
<reportingOwner><reportingOwnerId><rptOwnerName>Lee Ann</rptOwnerName></reportingOwnerId></reportingOwner>
</ownershipDocument>"""
SUBMISSION = f"""<SEC-DOCUMENT>0001-26-1.txt : 20260107
<SEC-HEADER></SEC-HEADER>
<DOCUMENT>
<TYPE>4
<TEXT>
<XML>
{DOCUMENT}
</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "form4kit.toml": TOML,
        "people/lee.yaml": "name: Ann Lee\n",
        "drafts/rows.yaml": ROWS,
        "drafts/events.yaml": EVENTS,
        "drafts/notes.yaml": "colour: red\n",
        "built/draft.yaml": ROWS,
        "built/manifest.json": "{}",
        "filed/a.xml": DOCUMENT,
        "filed/b.txt": SUBMISSION,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_which_files_are_drafts_and_which_are_copies(root: Path) -> None:
    (root / "drafts" / "link.yaml").symlink_to("/dev/null")
    assert [str(each.relative_to(root)) for each in drafts_below(root)] == [
        "drafts/events.yaml",
        "drafts/rows.yaml",
    ]
    assert {str(each.relative_to(root)) for each in filings_below(root)} == {
        *("drafts/events.yaml", "drafts/rows.yaml", "built/draft.yaml", "filed/a.xml", "filed/b.txt")
    }


def test_all_that_has_a_name(root: Path) -> None:
    found = {(each.kind, each.name, each.about): each for each in workspace_symbols(root, "", {})}
    assert set(found) == {
        ("person", "federico", "Federico Richard D"),
        ("person", "lee", "Ann Lee"),
        ("issuer", "allied", "ALLIED MOTION TECHNOLOGIES INC"),
        ("filing", "Form 4 Federico Richard D", "2026-11-18 rows.yaml"),
        ("filing", "Form 4 Federico Richard D", "2026-11-18 events.yaml"),
        ("filing", "Form 4 Federico Richard D", "2026-11-18 draft.yaml"),
        ("filing", "Form 4 Lee Ann", "2026-01-05 a.xml"),
        ("filing", "Form 4 Lee Ann", "2026-01-05 b.txt"),
        ("position", "common", "Common Stock events.yaml"),
        ("position", "rsu-25", "Restricted Stock Units events.yaml"),
    }
    assert found["person", "federico", "Federico Richard D"].range.line == 7
    assert found["person", "lee", "Ann Lee"].file == root / "people" / "lee.yaml"
    assert found["position", "rsu-25", "Restricted Stock Units events.yaml"].range.line == 8


def test_words_in_any_order_and_texts_that_are_not_saved(root: Path) -> None:
    opened = {root / "drafts" / "new.yaml": EVENTS.replace("rsu-25", "psu-26")}
    assert [each.name for each in workspace_symbols(root, "new PSU", opened)] == ["psu-26"]
    assert workspace_symbols(root, "psu", {}) == []
    assert {each.name for each in workspace_symbols(root, "ann", {})} == {"lee", "Form 4 Lee Ann"}
