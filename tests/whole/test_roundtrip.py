"""Nothing is lost between a draft, a filing and a document, whichever way it goes."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafts import as_yaml, drafts
from hypothesis import given, settings
from lxml import etree
from same_filing import said, wrapper
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.convert import converter, to_bool
from form4kit.draft.read import read_draft
from form4kit.draft.write import write_draft
from form4kit.draft_schema.check import check_shape
from form4kit.edgar.element_table import FIELD_OF
from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.model import Address, Field, Filing
from form4kit.source.decode import decode
from form4kit.source.yaml_tree import compose

SAMPLED = 60


def drafted(text: str) -> Filing:
    content, notes = decode(text.encode())
    assert content is not None
    root, findings = compose(content)
    assert root is not None
    filing, more = read_draft(root)
    assert [*notes, *findings, *more] == []
    return filing


def documented(data: bytes) -> Filing:
    filing, findings = read_document(data)
    assert filing is not None, findings
    return filing


Plain = tuple[str, tuple[Any, ...], str, list[Any]]


def content(element: etree._Element) -> Plain | None:
    """Return what an element holds: exact texts, truth for booleans; None where there is nothing."""
    children = [held for child in element if isinstance(child.tag, str) and (held := content(child))]
    text = "".join([element.text or "", *(child.tail or "" for child in element)])
    text = text if text.strip() else ""
    if converter(FIELD_OF.get(str(element.tag), "")) is to_bool:
        text = {"true": "1", "false": "0"}.get(text.strip(), text)
    if not (children or text or element.attrib):
        return None
    return str(element.tag), tuple(element.attrib.items()), text, children


def same(one: bytes, two: bytes) -> None:
    """Assert that two documents hold the same; the first leaf that differs is shown."""
    a, b = content(etree.fromstring(one)), content(etree.fromstring(two))
    while a is not None and b is not None and a != b and a[:3] == b[:3] and len(a[3]) == len(b[3]):
        a, b = next((x, y) for x, y in zip(a[3], b[3], strict=True) if x != y)
    assert a == b


# ---------------------------------------------------------------- published filings


def test_every_published_filing_survives_a_draft(shared: Path) -> None:
    files = sorted((shared / "filings").glob("*.xml"))
    assert len(files) >= 350
    for file in files:
        data = file.read_bytes()
        filing = documented(data)
        again = drafted(write_draft(filing))
        assert said(again, edgars_own=True) == said(filing, edgars_own=True), file.name
        assert again.edition == filing.edition, file.name
        same(data, write(again, published=True).data)


def test_every_draft_of_a_published_filing_has_the_shape_of_one(shared: Path) -> None:
    for file in sorted((shared / "filings").glob("*.xml")):
        root, _ = compose(write_draft(documented(file.read_bytes())))
        assert root is not None
        assert check_shape(root) == [], file.name


def test_published_filings_survive_the_command_line(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "filings").glob("*.xml"))[::7]
    run = CliRunner()
    imported = run.invoke(app, ["import", *map(str, files), "--out", str(tmp_path / "drafts")])
    assert imported.exit_code == 0, imported.output
    assert len(list((tmp_path / "drafts").iterdir())) == len(files)
    arguments = ["--published", "--only", "xml", "--format", "json", "--out", str(tmp_path / "built")]
    built = run.invoke(app, ["build", str(tmp_path / "drafts"), *arguments])
    assert built.exit_code in (0, 1), built.output
    for file in files:
        folder = tmp_path / "built" / file.stem
        assert sorted(each.name for each in folder.iterdir()) == [
            "draft.yaml",
            "manifest.json",
            "ownership.xml",
        ]
        same(file.read_bytes(), (folder / "ownership.xml").read_bytes())


def test_what_a_person_would_write_is_what_import_writes(shared: Path) -> None:
    """The long forms stand only where they must: none where a short form says it all."""
    long = re.compile(r"^    (?:acquired_disposed|direct_indirect|shares): ", re.MULTILINE)
    drafts = [write_draft(documented(f.read_bytes())) for f in sorted((shared / "filings").glob("*.xml"))]
    lines = sum(text.count("\n") for text in drafts)
    assert sum(len(long.findall(text)) for text in drafts) < lines / 100


# ---------------------------------------------------------------- any filing


@given(drafts())
@settings(max_examples=SAMPLED, deadline=None, derandomize=True)
def test_a_draft_written_anew_is_the_same_filing(draft: dict[str, Any]) -> None:
    filing = _read(as_yaml(draft))
    text = write_draft(filing)
    again = _read(text)
    assert said(again, edgars_own=True) == said(filing, edgars_own=True)
    assert (again.edition, wrapper(again)) == (filing.edition, wrapper(filing))
    assert [(code, reason) for code, reason, _ in again.allow] == [(c, r) for c, r, _ in filing.allow]
    assert write_draft(again) == text, "a draft written twice is the same text"
    assert write(again).lines == write(filing).lines


@given(drafts())
@settings(max_examples=SAMPLED, deadline=None, derandomize=True)
def test_a_document_read_is_the_filing_that_was_written(draft: dict[str, Any]) -> None:
    filing = _read(as_yaml(draft))
    sent, published = write(filing), write(filing, published=True)
    flagged = replace(filing, owners=tuple(_flagged(owner, filing) for owner in filing.owners))
    assert said(documented(sent.data), names=False) == said(flagged, names=False)
    assert said(documented(published.data)) == said(_filled(flagged))
    for written in (sent, published):
        assert len(written.lines) == len(written.places) == written.text.count("\n")
        assert etree.fromstring(written.data).tag == "ownershipDocument"


def _read(text: str) -> Filing:
    """Read a draft of any text; carets and values that do not convert are left to stand."""
    root, findings = compose(text)
    assert root is not None, findings
    assert findings == []
    return read_draft(root)[0]


def _flagged(owner: Any, filing: Filing) -> Any:
    """Return an owner with the flag that is worked out where the draft leaves it open."""
    address: Address | None = owner.address
    if address is None or address.non_us.text or filing.as_published or filing.edition < "2026":
        return owner
    if not (address.country or address.state):
        return owner
    flag = Field(str(bool(address.country)), bool(address.country), (), 1, 1)
    return replace(owner, address=replace(address, non_us=flag))


def _filled(filing: Filing) -> Filing:
    """Return a filing with ten digits in its CIKs, as EDGAR publishes them."""

    def ten(cik: Field[str]) -> Field[str]:
        digits = cik.text and cik.text.isdigit() and filing.as_published is None
        text = (cik.text or "").zfill(10)
        return replace(cik, text=text, value=text) if digits else cik

    owners = tuple(replace(owner, cik=ten(owner.cik)) for owner in filing.owners)
    return replace(filing, owners=owners, issuer=replace(filing.issuer, cik=ten(filing.issuer.cik)))
