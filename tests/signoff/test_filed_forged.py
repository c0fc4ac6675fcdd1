"""A forged difference of each kind in EDGAR's copy is found, and named in the form's words."""

import re
from pathlib import Path

import pytest
from edgar_copy import published
from forged_copies import FORGERIES, Forgery
from signing_kit import EXAMPLES, run

from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.folder.read import BuiltFolder, filing_of, find_built
from form4kit.signoff.filed import Sent, against_filed, exhibits_of
from form4kit.source.disseminated import documents_in

NAMES = ("plan-sale", "option-exercise", "joint-filing", "out-of-the-money")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[BuiltFolder]:
    out = tmp_path_factory.mktemp("forged")
    drafts = [EXAMPLES / f"{name}.yaml" for name in NAMES]
    done = run("build", *drafts, "--only", "xml", "--out", out, "--filed", "2026-11-20")
    assert done.exit_code == 0, done.output
    return find_built(out)


def found_in(form: bytes, exhibits: tuple[Sent, ...], copy: bytes) -> str:
    return "\n".join(against_filed(form, exhibits, copy).differences)


@pytest.mark.parametrize("forgery", FORGERIES, ids=[each.name for each in FORGERIES])
def test_a_forged_difference_is_found_and_named(folders: list[BuiltFolder], forgery: Forgery) -> None:
    tried = 0
    for folder in folders:
        form, filing = folder.files["ownership.xml"], filing_of(folder)
        assert filing
        copy = published(form, *exhibits_of(filing))
        assert found_in(form, exhibits_of(filing), copy) == ""
        forged = forgery.change(copy)
        if forged == copy:
            continue
        tried += 1
        told = found_in(form, exhibits_of(filing), forged)
        assert re.search(forgery.says, told, re.MULTILINE | re.DOTALL), f"{folder.name}: {told}"
    assert tried, "no folder has such a place"


def test_there_are_many_kinds() -> None:
    assert len({each.name for each in FORGERIES}) == len(FORGERIES) > 45


def test_every_kind_is_found_in_published_filings_too(shared: Path) -> None:
    tried = 0
    for file in sorted((shared / "submissions").glob("*.txt"))[::4]:
        data = file.read_bytes()
        primary, *others = documents_in(data)
        filing, _ = read_document(primary.content)
        assert filing
        form = write(filing).data
        exhibits = tuple(Sent(each.name, each.type, each.content) for each in others)
        assert found_in(form, exhibits, data) == ""
        for forgery in FORGERIES:
            forged = forgery.change(primary.content)
            if forged != primary.content:
                tried += 1
                told = found_in(form, exhibits, data.replace(primary.content, forged))
                assert told, f"{file.name}: {forgery.name}"
    assert tried > 400
