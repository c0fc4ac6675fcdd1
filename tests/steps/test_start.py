"""First run: dropped files are accounted for, and what is written is what was said and filed."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from signing_kit import run
from start_kit import HARTWELL, NOW, filed, files, planned, set_up, zipped

from form4kit.registry.load import registry_for
from form4kit.steps.acting import ActingAnswers
from form4kit.steps.given_file import MOST
from form4kit.steps.new_person import NewPersonAnswers
from form4kit.steps.power import PowerAnswers
from form4kit.steps.start import StartAnswers, carry_out, plan
from form4kit.steps.start_company import CompanyAnswers
from form4kit.steps.write_planned import NoLongerPlanned

POWER = b"LIMITED POWER OF ATTORNEY\nI appoint Thomas Abel. Until January 11, 2027.\n/s/ Antonio J. Reyes\n"


def test_a_filing_and_a_word_file_are_accounted_for_and_kept_byte_for_byte(tmp_path: Path) -> None:
    form = filed()
    made = planned(tmp_path, ("old/2026/reyes.xml", form), ("notes.docx", b"PK\x03\x04[Content_Types].xml"))
    assert made.facts["read"]["sentence"] == "2 files read: 1 filing used, 1 not used"
    assert [each["became"] for each in made.facts["read"]["lines"]] == ["filing", "not used"]
    assert made.facts["read"]["lines"][0]["words"] == "Form 4 of Reyes Antonio J, August 14, 2026"
    assert made.facts["companies"][0]["names"] == ["HARTWELL INSTRUMENTS INC"]
    assert files(tmp_path) == []

    set_up(tmp_path, ("old/2026/reyes.xml", form), ("notes.docx", b"PK\x03\x04[Content_Types].xml"))
    assert files(tmp_path) == ["filed/reyes.xml", "form4kit.toml", "people/reyes.yaml"]
    assert (tmp_path / "filed/reyes.xml").read_bytes() == form
    registry = registry_for(tmp_path)
    assert registry.findings == ()
    company = registry.only_company()
    assert company is not None and company.fiscal_year_end == "12-31" and company.foreign_private is False
    assert registry.people["reyes"].boxes(dt.date(2026, 11, 30), company.key).keys() == {
        "director",
        "officer",
    }
    again = planned(tmp_path, ("reyes.xml", form), companies=(HARTWELL,))
    assert again.writes == () and again.sentence.startswith("Nothing is written")


def test_nothing_is_taken_for_granted(tmp_path: Path) -> None:
    made = set_up(tmp_path, ("a.xml", filed()), companies=(CompanyAnswers("1903415", "HARTWELL"),))
    text = (tmp_path / "form4kit.toml").read_text()
    assert made.facts["people"][0]["roles"][1]["question"] == (
        "Is Chief Operating Officer still right? (last seen August 14, 2026)"
    )
    assert "fiscal_year_end" not in text and "foreign_private" not in text and "symbol" not in text
    asked = planned(tmp_path / "b", ("a.xml", filed()), companies=(CompanyAnswers(),))
    assert [each.id for each in asked.questions] == ["company-1.cik", "company-1.name"]
    with pytest.raises(ValueError, match="cannot be carried out"):
        carry_out(asked)


def test_two_names_of_one_cik_are_asked(tmp_path: Path) -> None:
    old = filed(dt.date(2025, 3, 3), name="HARTWELL GAUGES INC")
    made = planned(tmp_path, ("a.xml", filed()), ("b.xml", old), companies=(CompanyAnswers("1903415"),))
    (asked,) = made.questions
    assert asked.words == (
        "EDGAR has both HARTWELL GAUGES INC (to 2025) and HARTWELL INSTRUMENTS INC. Which is right today?"
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (CompanyAnswers("19034x", "H"), '"19034x" is no CIK'),
        (CompanyAnswers("00000000001", "H"), '"00000000001" is no CIK'),
        (CompanyAnswers("0", "H"), '"0" is no CIK'),
        (CompanyAnswers("1", "H", fiscal_year_end="2/30"), '"2/30" is no day of a year; write 12-31'),
        (CompanyAnswers("1", "H\n[sign]"), "the name holds a control character"),
    ],
    ids=["cik", "cik-long", "cik-nought", "day", "name"],
)
def test_what_cannot_be_is_refused(tmp_path: Path, said: CompanyAnswers, words: str) -> None:
    assert [each.words for each in planned(tmp_path, companies=(said,)).refusals] == [words]


def test_a_role_that_is_over_ends_and_the_rest_goes_on(tmp_path: Path) -> None:
    made = set_up(tmp_path, ("a.xml", filed()), still={"1903446.1903415.officer": "2026-09-30"})
    assert made.refusals == ()
    person = registry_for(tmp_path).people["reyes"]
    assert "officer" in person.boxes(dt.date(2026, 9, 30), "hwli")
    assert person.boxes(dt.date(2026, 10, 1), "hwli").keys() == {"director"}


def test_a_power_is_kept_as_text_and_nothing_of_it_is_filled_in(tmp_path: Path) -> None:
    set_up(tmp_path, ("a.xml", filed()))
    asked = planned(tmp_path, powers=(PowerAnswers("reyes", paper=("poa.txt", POWER)),))
    assert {each.id for each in asked.questions} == {"power-1.attorneys", "power-1.forms", "power-1.signed"}
    assert [each["words"] for each in asked.facts["powers"][0]["says"]] == ["until January 11, 2027"]
    answers = PowerAnswers("reyes", ("Thomas Abel",), ("3", "4"), "2026-01-12", paper=("poa.txt", POWER))
    set_up(tmp_path, powers=(answers,))
    (power,) = registry_for(tmp_path).people["reyes"].powers
    assert (power.attorneys, power.forms, power.expires) == (("Thomas Abel",), ("3", "4"), None)
    assert power.file is not None and power.file.read_bytes() == POWER


def test_who_may_act_goes_into_the_settings(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("# ours\n[issuer]\ncik = '1'\n")
    acting = ActingAnswers((("J. Moreau", "jm@example.com"),), needed=True)
    set_up(tmp_path, companies=(), acting=acting)
    assert (tmp_path / "form4kit.toml").read_text() == (
        "# ours\n[issuer]\ncik = '1'\n\n"
        '[review]\nrequired = true\nreviewers = ["J. Moreau <jm@example.com>"]\n'
    )
    wrong = ActingAnswers((("J <x>", "jm@example"), ("", "a@b.c"), ("K", "no mail")))
    assert len(planned(tmp_path, companies=(), acting=wrong).refusals) == 3


def test_what_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    made = planned(tmp_path, ("a.xml", filed()), companies=(HARTWELL,))
    (tmp_path / "form4kit.toml").write_text("# mine\n")
    with pytest.raises(NoLongerPlanned):
        carry_out(made)
    assert files(tmp_path) == ["form4kit.toml"]


NAMES = {
    "../../evil.xml": "evil.xml",
    "/etc/evil.xml": "evil.xml",
    "C:\\win\\evil.xml": "evil.xml",
    "con.xml": "filing-con.xml",
    ".hidden.xml": "hidden.xml",
    "a\0b<script>.xml": "a-b-script.xml",
    "....": "filing.xml",
    f"{'x' * 400}.xml": f"{'x' * 100}.xml",
    "form.yaml.XML": "form.yaml.xml",
    "\u202egnp.xml": "gnp.xml",
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_name_leads_nowhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / "folder"
    folder.mkdir(parents=True)
    set_up(folder, (name, filed()), companies=(), parts=("filings",))
    assert files(tmp_path) == [f"in/folder/filed/{NAMES[name]}"]


def test_names_in_a_zip_lead_nowhere_and_two_of_one_name_are_both_kept(tmp_path: Path) -> None:
    packed = zipped({"../../a.xml": filed(), "b/a.xml": filed(dt.date(2026, 5, 5)), "c/A.xml": filed()})
    made = planned(tmp_path, ("old.zip", packed), parts=("filings",))
    assert sorted(each.file.name for each in made.writes) == ["a-2.xml", "a.xml"]
    assert all(each.file.parent == tmp_path / "filed" for each in made.writes)
    last = made.facts["read"]["lines"][2]
    assert last["words"] == "the same bytes as old.zip/../../a.xml"


def bomb() -> bytes:
    return zipped({"big.xml": b"<" + b" " * (80 * 1024 * 1024)})


def link() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo("link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return packed.getvalue()


def liar() -> bytes:
    """Say of a member that it is small, in the list of the zip alone."""
    data = bytearray(zipped({"x.xml": b" " * 5_000_000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


HOSTILE = {
    "bomb": (("x.zip", bomb), "more than 64 MB"),
    "broken": (("x.zip", lambda: b"PK\x03\x04nothing"), "a zip that cannot be read"),
    "ccc": (
        (
            "s.xml",
            lambda: filed().replace(b"</rptOwnerCik>", b"</rptOwnerCik><rptOwnerCcc>ab1$cdef</rptOwnerCcc>"),
        ),
        "",
    ),
    "deep": (("d.xml", lambda: b"<?xml version='1.0'?><ownershipDocument>" + b"<a>" * 100_000), ""),
    "empty": (("e.xml", lambda: b" \n"), "nothing stands in it"),
    "entity": (
        (
            "e.xml",
            lambda: (
                b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                b"<ownershipDocument><remarks>&a;</remarks></ownershipDocument>"
            ),
        ),
        "",
    ),
    "liar": (("x.zip", liar), "it cannot be unpacked"),
    "link": (("x.zip", link), "a link, which leads elsewhere"),
    "many": (
        ("x.zip", lambda: zipped({f"{n}.txt": b"x" for n in range(10_000)})),
        "it holds 10,000 files; 2,000 at most are read at once",
    ),
    "nested": (
        ("x.zip", lambda: zipped({"y.zip": zipped({"a.xml": filed()})})),
        "a zip in a zip; unpack it first",
    ),
    "nobody": (
        ("n.xml", lambda: b"<ownershipDocument><documentType>4</documentType></ownershipDocument>"),
        "no Form 3, 4 or 5: it names no issuer and no reporting person by CIK",
    ),
    "picture": (
        ("scan.pdf", lambda: b"%PDF-1.7 ..."),
        "a picture of a form cannot be read; EDGAR has the same filing as .txt",
    ),
}


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_what_is_hostile_or_none_is_not_used(tmp_path: Path, case: str) -> None:
    (name, make), why = HOSTILE[case]
    made = planned(tmp_path, (name, make()))
    (line,) = made.facts["read"]["lines"]
    assert line["became"] == "not used" and made.writes == ()
    assert (line["words"] == why) if why else line["words"]
    assert "ab1$cdef" not in repr(made)
    assert "root:" not in line["words"]


def test_ten_thousand_files_are_each_accounted_for(tmp_path: Path) -> None:
    made = planned(tmp_path, *((f"{n}.bin", b"\0%d" % n) for n in range(10_000)))
    lines = made.facts["read"]["lines"]
    assert (
        len(lines) == 10_000
        and made.facts["read"]["sentence"] == "10,000 files read: 0 filings used, 10,000 not used"
    )
    assert sum("files at once" in each["words"] for each in lines) == 10_000 - MOST


@pytest.mark.parametrize("name", ["filed", "form4kit.toml", "people"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    target = outside if name != "form4kit.toml" else outside / "x.toml"
    (folder / name).symlink_to(target)
    made = plan(folder, StartAnswers(dropped=(("a.xml", filed()),), companies=(HARTWELL,)), NOW)
    assert "leads out of the folder" in made.refusals[0].words
    with pytest.raises(ValueError, match="cannot be carried out"):
        carry_out(made)
    assert files(outside) == []


def test_the_command_line_writes_the_same_and_refuses_in_the_same_words(tmp_path: Path) -> None:
    old = tmp_path / "old"
    (old / "2026").mkdir(parents=True)
    (old / "2026" / "reyes.xml").write_bytes(filed())
    (old / "notes.docx").write_bytes(b"PK")
    page, command = tmp_path / "page", tmp_path / "command"
    set_up(page, ("2026/reyes.xml", filed()), ("notes.docx", b"PK"))
    said = ["--fiscal-year-end", "12/31", "--no-foreign-private"]
    done = run("init", command, "--from", old, *said)
    assert done.exit_code == 0, done.output
    assert "2 files read: 1 filing used, 1 not used." in done.output
    assert {name: (command / name).read_bytes() for name in files(command)} == {
        name: (page / name).read_bytes() for name in files(page)
    }
    wrong = CompanyAnswers("1903415", "HARTWELL INSTRUMENTS INC", "HWLI", "2/30")
    (refusal,) = planned(tmp_path / "b", ("a.xml", filed()), companies=(wrong,)).refusals
    done = run("init", tmp_path / "b", "--from", old, "--fiscal-year-end", "2/30")
    assert done.exit_code == 1 and f"{refusal.words} ({refusal.code})" in done.output
    assert not (tmp_path / "b").exists()


def test_somebody_without_a_filing_is_typed_and_nothing_is_assumed(tmp_path: Path) -> None:
    asked = planned(tmp_path, companies=(HARTWELL,), added=(NewPersonAnswers("Okafor Denise M", "1903451"),))
    assert [each.words for each in asked.questions] == ["What is Okafor Denise M to the company?"]
    said = NewPersonAnswers("Okafor Denise M", "1903451", "officer", "Chief Financial Officer", "2026-03-01")
    set_up(tmp_path, added=(said, NewPersonAnswers("Thomas Abel")))
    people = registry_for(tmp_path).people
    assert sorted(people) == ["okafor", "thomas"] and not [
        each for one in people.values() for each in one.problems
    ]
    assert people["okafor"].roles[0].since == dt.date(2026, 3, 1)
    again = planned(tmp_path, added=(said,))
    assert [each.words for each in again.refusals] == ["Okafor Denise M has this CIK"]
