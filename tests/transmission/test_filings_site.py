"""`form4kit record site`: the page for the issuer's website."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from edgar_notices import notice
from sent_folder import CCC, answer, sendable
from signing_kit import run

from form4kit.folder.read import find_built
from form4kit.transmission.filings_site import chosen, site_of

ENTRY: dict[str, Any] = {
    "number": 1,
    "accession": "0001903415-26-000041",
    "accepted": "2026-11-20T12:01:00-05:00",
    "filed": "2026-11-20",
    "form": "4",
    "period": "2026-11-18",
    "issuer": {"cik": "0001903415", "name": "HARTWELL <INSTRUMENTS> & CO"},
    "owners": [{"cik": "0001903439", "name": "Lindqvist Karin"}, {"cik": "7", "name": None}],
    "owed": [],
}


def page(*entries: dict[str, Any]) -> str:
    return site_of(entries).files["index.html"].decode()


def test_a_filing_leads_to_edgars_folder_of_it() -> None:
    text = page(ENTRY)
    assert 'href="https://www.sec.gov/Archives/edgar/data/1903415/000190341526000041/"' in text
    assert '<time datetime="2026-11-20">November 20, 2026</time>' in text
    assert "Lindqvist Karin; CIK 7" in text
    assert "HARTWELL &lt;INSTRUMENTS&gt; &amp; CO" in text


def test_the_latest_stands_first_and_each_issuer_has_its_table() -> None:
    later = ENTRY | {"accession": "0001903415-26-000042", "filed": "2026-11-24", "form": "4/A"}
    other = ENTRY | {"accession": "0001903415-26-000043", "issuer": {"cik": "12", "name": "ACME INC"}}
    text = page(ENTRY, later, other)
    assert text.index("000190341526000042/") < text.index("000190341526000041/")
    assert re.findall(r"<h2[^>]*>([^<]*)", text) == ["ACME INC", "HARTWELL &lt;INSTRUMENTS&gt; &amp; CO"]
    assert "data/12/000190341526000043/" in text


def test_the_page_loads_nothing_runs_nothing_and_can_be_heard() -> None:
    text = page(ENTRY)
    assert not re.search(r"<script|<link|<img|\ssrc=|\son\w+=|url\(|@import|font-face", text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<caption>" in text
    assert text.count('scope="col"') == 5
    assert 'scope="row"' in text
    assert "prefers-color-scheme: dark" in text
    checked = _Balanced()
    checked.feed(text)
    assert checked.open == []


class _Balanced(HTMLParser):
    """Follows the elements of a page; each that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_number_that_is_none_leads_nowhere_and_names_no_file(root: Path) -> None:
    (built,) = find_built(root / "plan")
    entry = ENTRY | {"accession": "../../x", "ownership_sha256": built.bound["ownership.xml"]}
    made = site_of([entry], [built])
    assert [*made.files] == ["index.html"]
    assert 'href="https://www.sec.gov/Archives/edgar/data"' in made.files["index.html"].decode()


def test_what_is_chosen() -> None:
    import datetime as dt

    other = ENTRY | {"issuer": {"cik": "12", "name": "ACME INC"}}
    later = ENTRY | {"filed": "2026-12-01"}
    assert chosen([ENTRY, other], "1903415") == [ENTRY]
    assert chosen([ENTRY, later], since=dt.date(2026, 11, 21)) == [later]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "m.eml").write_text(notice(answer()))
    folder = sendable(tmp_path)
    done = run(
        "record", "add", folder, "--receipt", tmp_path / "m.eml", "--record", tmp_path / "record.jsonl"
    )
    assert done.exit_code == 0, done.output
    return tmp_path


def site(root: Path, *more: object) -> Any:
    return run("record", "site", "--out", root / "web", "--record", root / "record.jsonl", *more)


def test_the_command_writes_the_page_alone(root: Path) -> None:
    done = site(root)
    assert done.exit_code == 0, done.output
    assert [each.name for each in (root / "web").iterdir()] == ["index.html"]
    assert "1 filing" in done.output
    before = (root / "web" / "index.html").read_bytes()
    assert site(root).exit_code == 0
    assert (root / "web" / "index.html").read_bytes() == before


def test_copies_are_the_form_alone(root: Path) -> None:
    pytest.importorskip("weasyprint")
    done = site(root, "--copies", root / "plan")
    assert done.exit_code == 0, done.output
    name = "0001903415-26-000041"
    form = (root / "web" / "forms" / f"{name}.html").read_text()
    assert "Lindqvist Karin" in form
    assert not re.search(r"<script|<img|url\(form4kit|DRAFT, not", form.partition("</style>")[2])
    assert CCC not in form
    printed = (root / "web" / "forms" / f"{name}.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    index = (root / "web" / "index.html").read_text()
    assert f'href="forms/{name}.html"' in index
    assert f'href="forms/{name}.pdf"' in index


def test_a_changed_folder_and_one_not_on_record_give_no_copy(root: Path) -> None:
    (root / "plan" / "poa.txt").write_text("Other.")
    done = site(root, "--copies", root / "plan")
    assert done.exit_code == 0
    assert "poa.txt is not what the manifest binds: no copy of it" in done.output
    assert not (root / "web" / "forms").exists()


def test_wrong_usage(root: Path) -> None:
    assert site(root, "--issuer", "7").exit_code == 2
    assert site(root, "--since", "soon").exit_code == 2
    (root / "web").write_text("in the way")
    assert site(root).exit_code == 2
