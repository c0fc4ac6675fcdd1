"""Files as they come from EDGAR: of one filing or several, whole or cut off, or a web page in their place."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands_run import check, document, form4kit, put, tree

from form4kit.source.full_submission import hyphenated

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "downloads.yaml").read_text())
FORM = document(published=True).decode()
BODY = f"<DOCUMENT>\n<TYPE>4\n<FILENAME>form4.xml\n<TEXT>\n<XML>\n{FORM}</XML>\n</TEXT>\n</DOCUMENT>\n"
PAGES = {
    "page": "<!DOCTYPE html PUBLIC 'x'>\n<html><head><title>SEC FORM 4</title></head></html>\n",
    "index": "<html><head><title>EDGAR Filing Documents for 0009-26-1</title></head></html>\n",
    "busy": "\n<!doctype html><html><title>Request Rate Threshold Exceeded</title></html>\n",
    "other": '<?xml version="1.0"?><!-- kept --><html xmlns="http://www.w3.org/1999/xhtml"><p>Hello</p></html>\n',
    "bundle": "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n",
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def submission(number: str) -> str:
    head = f"<SEC-DOCUMENT>{number}.txt : 20261120\n<SEC-HEADER>{number}.hdr.sgml : 20261120\n"
    head += f"ACCESSION NUMBER:\t\t{number}\nCONFORMED SUBMISSION TYPE:\t4\nPUBLIC DOCUMENT COUNT:\t\t1\n"
    return f"{head}FILED AS OF DATE:\t\t20261120\n</SEC-HEADER>\n{BODY}</SEC-DOCUMENT>\n"


def fed(number: str) -> str:
    head = f"<SUBMISSION>\n<ACCESSION-NUMBER>{number}\n<TYPE>4\n<PUBLIC-DOCUMENT-COUNT>1\n"
    return f"{head}<FILING-DATE>20261120\n{BODY}</SUBMISSION>\n"


A, B = "0001234567-26-000041", "0001234567-26-000042"
PIECES = {"a": submission(A), "b": submission(B), "nc": fed(A), "form": FORM, **PAGES}


def made(case: dict[str, Any]) -> str:
    text = "".join(PIECES[each] for each in case["of"])
    if case.get("twice"):
        text = text.replace(BODY, BODY * 2).replace("COUNT:\t\t1", "COUNT:\t\t2")
    if "swap" in case:
        text = text.replace(*case["swap"])
    for key, find in (("cut", text.find), ("cut_last", text.rfind)):
        if key in case:
            text = text[: find(case[key]) + len(case[key])]
    return text


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_file_is_read_as_far_as_it_goes_and_what_is_wrong_is_said(case: dict[str, Any]) -> None:
    text = made(case)
    found = check(put(case["file"], text))
    (file,) = found.json["files"]
    told = [each for each in file["findings"] if each["rule"] in ("XML01", "XML15", "XML19", "XML20")]
    assert [each["rule"] for each in told] == case["found"]
    assert sum(each["rule"] == "XML17" for each in file["findings"]) == case.get("forms", 0)
    assert found.code == int("forms" not in case)
    if "says" in case:
        assert case["says"] in told[-1]["message"]
        assert case.get("hint", "") in told[-1]["hint"]
    assert all(1 <= each["line"] <= text.count("\n") + 1 for each in told)


def test_findings_of_the_second_filing_stand_in_their_own_lines() -> None:
    text = PIECES["a"] + PIECES["b"].replace("<issuerTradingSymbol>AMOT", "<issuerTradingSymbol>")
    line = text.splitlines().index(next(each for each in text.splitlines() if "Symbol></" in each)) + 1
    findings = check(put("a.txt", text)).json["files"][0]["findings"]
    assert line in [each["line"] for each in findings]
    seam = next(each for each in findings if each["rule"] == "XML19")
    assert text.splitlines()[seam["line"] - 1].startswith(f"<SEC-DOCUMENT>{B}")


def test_import_names_downloads_of_one_name_by_accession_or_folder() -> None:
    put(f"dl/{A.replace('-', '')}/full-submission.txt", PIECES["a"])
    put(f"dl/{B.replace('-', '')}/full-submission.txt", PIECES["b"])
    put("dl/000123456726000043/form4.xml", FORM)
    put("dl/trust/form4.xml", FORM)
    found = form4kit("import", "dl", "--out", "drafts")
    assert found.code == 0, found.err
    assert tree("drafts") == [f"{A}.yaml", f"{B}.yaml", "0001234567-26-000043.yaml", "trust-form4.yaml"]


def test_import_still_names_one_by_its_stem_and_refuses_what_it_cannot_tell_apart() -> None:
    put("one/form4.xml", FORM)
    assert form4kit("import", "one", "--out", "drafts").code == 0
    assert tree("drafts") == ["form4.yaml"]
    put("x/1/form4.xml", FORM)
    put("y/1/form4.xml", FORM)
    refused = form4kit("import", "x", "y", "--out", "more")
    assert refused.code == 2
    assert "would both be written to 1-form4" in refused.err


def test_import_writes_each_of_several_filings_in_a_file() -> None:
    put("both.txt", PIECES["a"] + PIECES["b"])
    put("same.txt", PIECES["a"] * 2)
    found = form4kit("import", "both.txt", "same.txt", "--out", "drafts")
    assert found.code == 0, found.err
    assert tree("drafts") == [f"{A}.yaml", f"{B}.yaml", "same-1.yaml", "same-2.yaml"]
    assert "both.txt: 2 filings in one file, each made a draft of its own" in found.err


def test_every_command_sees_each_of_several_filings() -> None:
    put("both.txt", PIECES["a"] + PIECES["b"])
    due = form4kit("due", "both.txt", "--format", "json")
    assert len(due.json) == 2
    refused = form4kit("diff", "both.txt", "both.txt")
    assert refused.code == 2
    assert "2 filings" in refused.err
    assert "2 filings" in form4kit("amend", "both.txt", "--out", "a.yaml").err


@pytest.mark.parametrize("name", ["full-submission", "0001234567-26-000041.corr01", "a.nc", "a.txt", "A.XML"])
def test_a_submission_in_a_folder_is_read_whatever_its_name(name: str) -> None:
    put(f"in/{name}", PIECES["a"])
    assert [each["path"] for each in check("in").json["files"]] == [f"in/{name}"]


def test_what_is_no_form_in_a_folder_is_counted_or_no_business_of_ours() -> None:
    put("in/a.txt", PIECES["a"])
    put("in/annual", PIECES["a"].replace("TYPE:\t4", "TYPE:\t10-K").replace(FORM, "<xbrl/>\n"))
    put("in/LICENSE", "The text of a licence, which mentions <ownershipDocument>.")
    put("in/readme.txt", "Nothing.")
    found = check("in").json
    assert [each["path"] for each in found["files"]] == ["in/a.txt"]
    assert found["summary"]["passed_over"] == 1
    put("in/cut", PIECES["a"][: PIECES["a"].index("FILED AS")])
    assert check("in").json["files"][1]["findings"][0]["rule"] == "XML15"


@pytest.mark.parametrize("where", ["<ownershipDocument>", "<issuerCik>", "</ownershipDocument>"])
def test_a_processing_instruction_hides_nothing_else(where: str) -> None:
    wrong = FORM.replace("<transactionCode>", "<transactionCode>B", 1).replace(
        "<issuerTradingSymbol>AMOT", "<issuerTradingSymbol>"
    )
    plain = check(put("a.xml", wrong)).json["files"][0]["findings"]
    more = check(put("b.xml", wrong.replace(where, f"<?x\ny?>{where}", 1))).json["files"][0]["findings"]
    assert len(plain) > 3
    (told,) = [each for each in more if each["rule"] == "XML01"]
    assert "a processing instruction, <?x ...?>" in told["message"]
    others = [each for each in more if each["rule"] != "XML01"]
    assert [(each["rule"], each["message"]) for each in others] == [
        (each["rule"], each["message"]) for each in plain
    ]
    assert form4kit("build", "b.xml", "--published", "--only", "xml", "--out", "out").code == 1


def test_two_documents_of_a_submission_do_not_share_a_name(shared: Path) -> None:
    found = check(shared / "cases" / "daily" / "downloads" / "two-exhibits-one-name.xml")
    assert found.codes().count("EXH10") == 1


def test_an_accession_number_is_one_with_and_without_hyphens() -> None:
    assert hyphenated("000123456726000041") == hyphenated(A) == A
    assert hyphenated("0001234567260000412") == hyphenated("form4") == ""


def test_the_cases_of_a_working_day(shared: Path) -> None:
    folder = shared / "cases" / "daily" / "downloads"
    rows = {
        "two-filings.txt": "XML19",
        "two-primaries.txt": "XML19",
        "cut-inside.txt": "XML15",
        "cut-after.txt": "XML20",
        "count.txt": "XML20",
        "web-page.xml": "XML15",
        "refused.txt": "XML15",
        "form-feed.txt": "XML01",
    }
    for name, code in rows.items():
        assert code in check(folder / name).codes(), name
    assert not {"XML01", "XML15"} & set(check(folder / "dissemination.nc").codes())
    assert form4kit("import", folder / "dl", "--out", "drafts").code == 0
    assert all(re.fullmatch(r"0001903415-25-00001[23]\.yaml", each) for each in tree("drafts"))
