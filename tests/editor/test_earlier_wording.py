"""What earlier drafts, documents and downloads call things is found, the latest first."""

import os
from pathlib import Path

import pytest
from edited_drafts import EVENTS, ROWS

from form4kit.editor.earlier_wording import EarlierWording, earlier_wording, titles_used

DOCUMENT = """<ownershipDocument>
<reportingOwner><reportingOwnerId><rptOwnerCik>0001234567</rptOwnerCik></reportingOwnerId></reportingOwner>
<nonDerivativeTable><nonDerivativeHolding>
<securityTitle><value>Class B &amp; C</value></securityTitle>
</nonDerivativeHolding></nonDerivativeTable>
<derivativeTable><derivativeTransaction>
<securityTitle><value> Stock Option </value></securityTitle>
<underlyingSecurity>
<underlyingSecurityTitle><value>Class B</value></underlyingSecurityTitle>
</underlyingSecurity>
</derivativeTransaction></derivativeTable>
<ownerSignature><signatureName>/s/ Ann Lee, attorney-in-fact</signatureName></ownerSignature>
</ownershipDocument>"""
SUBMISSION = f"""<SEC-DOCUMENT>0001-26-1.txt : 20261118
<SEC-HEADER></SEC-HEADER>
<DOCUMENT>
<TYPE>4
<TEXT>
<XML>
<?xml version="1.0"?>
{DOCUMENT}
</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""
OF_DOCUMENT = EarlierWording(
    frozenset(["1234567"]),
    (("shares", "Class B & C"), ("derivative", "Stock Option"), ("underlying", "Class B")),
    ("/s/ Ann Lee, attorney-in-fact",),
)


def repository(folder: Path) -> Path:
    (folder / ".git").mkdir()
    (folder / "drafts").mkdir()
    for number, (name, text) in enumerate(
        [
            ("drafts/rows.yaml", ROWS),
            ("drafts/events.yaml", EVENTS),
            ("old.xml", DOCUMENT),
            ("old.txt", SUBMISSION),
            ("notes.yaml", "security: Other\n"),
            ("broken.xml", "<a>"),
        ]
    ):
        (folder / name).write_text(text)
        os.utime(folder / name, (1_000 + number, 1_000 + number))
    (folder / "people").mkdir()
    (folder / "people" / "x.yaml").write_text(ROWS)
    (folder / "drafts" / "link.xml").symlink_to(folder / "old.xml")
    return folder / "drafts"


def test_the_latest_comes_first_and_what_is_no_filing_is_passed_over(tmp_path: Path) -> None:
    found = earlier_wording(repository(tmp_path))
    assert found[:2] == [OF_DOCUMENT, OF_DOCUMENT]
    assert [each.owners for each in found[2:]] == [{"1234567"}, {"1234567"}]
    assert found[2].titles == (
        ("shares", "Common Stock"),
        ("derivative", "Restricted Stock Units"),
        ("underlying", "Common Stock"),
    )
    assert found[3] == EarlierWording(
        frozenset(["1234567"]), (("shares", "Common Stock"),), ("/s/ Richard D. Federico",)
    )
    assert titles_used(found, "shares") == ["Class B & C", "Common Stock"]
    assert titles_used(found, "underlying") == ["Class B", "Common Stock"]


def test_the_draft_itself_is_no_earlier_one_and_no_more_is_read_than_is_sensible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = repository(tmp_path)
    assert len(earlier_wording(folder, folder / "rows.yaml")) == 3
    (folder / "rows.yaml").write_text("form: x\n")
    assert len(earlier_wording(folder)) == 3
    monkeypatch.setattr("form4kit.editor.earlier_wording._MOST_FILES", 4)
    assert earlier_wording(folder) == [OF_DOCUMENT]  # the three latest are no filings
    monkeypatch.setattr("form4kit.editor.earlier_wording._MOST_ENTRIES", 2)
    assert earlier_wording(folder) == []
