"""The texts of a year's end: names in prose, the paragraph on late reports, the statement to sign."""

import datetime as dt

import pytest

from form4kit.history.delinquent_reports import LateReport, told_in
from form4kit.insiders.item_405 import in_words, item_405
from form4kit.insiders.names import in_prose
from form4kit.insiders.statement import statement
from form4kit.registry.entries import Company, Person
from form4kit.source.node import Node


def report(
    form: str = "4", transactions: int = 1, filed: str | None = "2026-09-01", **more: int
) -> LateReport:
    return LateReport("7", "X", form, "2026-08-20", "2026-08-20", filed, "a", transactions, **more)


@pytest.mark.parametrize(
    ("name", "prose"),
    [
        ("Reyes Antonio J", "Antonio J. Reyes"),
        ("LINDQVIST KARIN", "Karin Lindqvist"),
        ("Smith John A Jr", "John A. Smith Jr"),
        ("SMITH JOHN A III", "John A. Smith III"),
        ("Calder Ventures IV LP", "Calder Ventures IV LP"),
        ("Cher", "Cher"),
    ],
)
def test_a_name_of_edgar_in_prose(name: str, prose: str) -> None:
    assert in_prose(name) == prose


@pytest.mark.parametrize(
    ("reports", "words"),
    [
        ([report(transactions=2)], "filed one Form 4, reporting two transactions, late"),
        ([report(), report(transactions=11)], "filed two Forms 4, reporting 12 transactions, late"),
        ([report("5", 0)], "filed one Form 5 late"),
        ([report("3", 0)], "did not timely file a Form 3"),
        ([report("3", 0, None)], "failed to file a Form 3"),
        ([report("3", 0, holdings=2)], "did not timely report two holdings on Form 3"),
        ([report(filed=None)], "failed to file one Form 4, reporting one transaction"),
        (
            [report("3", 0), report(), report(filed=None), report("5", 3)],
            "did not timely file a Form 3, filed one Form 4, reporting one transaction, late, failed to file "
            "one Form 4, reporting one transaction and filed one Form 5, reporting three transactions, late",
        ),
    ],
    ids=str,
)
def test_one_sentence_for_each_person(reports: list[LateReport], words: str) -> None:
    text = " ".join(item_405({"Antonio J. Reyes": reports}, 2026).split())
    assert text.startswith("Delinquent Section 16(a) Reports Section 16(a) of the Exchange Act requires our")
    assert text.endswith(f"on time in fiscal 2026, except that Antonio J. Reyes {words}.")


def test_several_people_and_none() -> None:
    text = " ".join(item_405({"A": [report()], "B": [report("3", 0)]}, 2026).split())
    assert text.endswith(
        "except as follows. A filed one Form 4, reporting one transaction, late. "
        "B did not timely file a Form 3."
    )
    assert item_405({}, 2026) == ""
    foreign = item_405({"A": [report()]}, 2026, foreign_private=True)
    assert "10%" not in foreign and "directors and executive officers" in " ".join(foreign.split())


def test_a_report_in_a_few_words() -> None:
    reports = [report(), report(filed=None), report("3", 0, holdings=2), report("3", 0, None, holdings=1)]
    assert [str(each) for each in reports] == [
        "Form 4 due 2026-08-20, filed 2026-09-01 (a)",
        "Form 4 due 2026-08-20, not filed",
        "Form 3 due 2026-08-20 without 2 holdings, reported 2026-09-01 (a)",
        "Form 3 due 2026-08-20 without 1 holding, not reported",
    ]


def test_numbers_to_ten_in_words() -> None:
    assert [in_words(number) for number in (1, 10, 11, 1200)] == ["one", "ten", "11", "1,200"]


def test_the_statement_names_year_and_company_and_asserts_no_signature() -> None:
    person = Person("reyes", {"name": Node("Reyes Antonio J", 0, 0)})
    company = Company("hartwell", {"name": Node("HARTWELL INSTRUMENTS INC", 0, 0)})
    texts = [statement(person, company, dt.date(2026, 12, 31), year_before=both) for both in (False, True)]
    for text in texts:
        assert text.startswith("To HARTWELL INSTRUMENTS INC\n")
        assert "fiscal year ended December 31, 2026" in " ".join(text.split())
        assert "Antonio J. Reyes" in text and "/s/" not in text
    assert ["year before" in " ".join(text.split()) for text in texts] == [False, True]


@pytest.mark.parametrize(
    ("day", "filed", "year"),
    [
        ("2026-08-20", "2026-08-27", 2026),
        ("2026-12-30", "2027-01-05", 2026),
        ("2026-12-30", "2027-04-30", 2026),
        ("2026-12-30", "2027-05-01", 2027),  # the annual report of 2026 is out: told in the next
        ("2025-08-20", "2026-12-01", 2026),
        ("2027-01-04", "2027-01-05", 2027),
        ("2026-08-20", None, 2026),
    ],
)
def test_a_failure_is_told_in_the_year_in_which_it_came_to_light(
    day: str, filed: str | None, year: int
) -> None:
    late = LateReport("7", "X", "4", day, day, filed, "a", 1)
    assert told_in(late, dt.date(2027, 1, 20), "12-31") == year
