"""As what a filing is judged, and the exit code."""

import pytest
from clean_filings import CLEAN, edited
from commands_run import check, document, form4kit, put

FILED = ("--filed", "2026-11-19")
SOUND = (CLEAN / "4.yaml").read_text()
WARNED = edited("4", {"owners[0].address.zip": "1422"})  # OWN18, practice
FORM_ERROR = edited("4", {"signatures[0].date": "2026-11-16"})  # SIG03, form
EDGAR_ERROR = edited("4", {"non_derivative[0].code": "B"})  # XSD01, edgar
NOT_YAML = 'form: "4"\nremarks: by: her\n'


@pytest.mark.parametrize(
    ("texts", "more", "code"),
    [
        ([SOUND], (), 0),
        ([WARNED], (), 0),
        ([WARNED], ("--strict",), 1),
        ([SOUND], ("--strict",), 0),
        ([FORM_ERROR], (), 1),
        ([EDGAR_ERROR], (), 1),
        ([NOT_YAML], (), 1),
        ([""], (), 1),
        ([SOUND, FORM_ERROR], (), 1),
        ([SOUND], ("missing.yaml",), 2),
        ([EDGAR_ERROR], ("missing.yaml",), 2),
        ([NOT_YAML, WARNED], ("missing.yaml", "--strict"), 2),
        ([], ("missing.yaml",), 2),
        ([SOUND], ("--filed", "soon"), 2),
        ([SOUND], ("--filed", "2026-02-30"), 2),
        ([SOUND], ("--format", "pdf"), 2),
        ([SOUND], ("--profile", "mine"), 2),
        ([SOUND], ("--edition", "2022"), 2),
        ([SOUND], ("--select", "FTM"), 2),
        ([SOUND], ("--nonsense",), 2),
        ([SOUND], ("--baseline", "missing.json"), 2),
        ([], (), 2),
    ],
)
def test_the_exit_code(texts: list[str], more: tuple[str, ...], code: int) -> None:
    names = [put(f"{n}.yaml", text) for n, text in enumerate(texts)]
    assert check(*names, *more).code == code


def test_filed_is_a_date_or_an_instant() -> None:
    name = put("a.yaml", edited("4", {"owners[0].address.zip": "1422"}))

    def late(filed: str) -> bool:
        found = form4kit("check", name, "--filed", filed, "--format", "json")
        assert found.code in (0, 1), found.err
        return "DUE01" in found.codes()

    assert not late("2026-11-20")
    assert not late("2026-11-20 22:00")
    assert late("2026-11-23")
    assert late("2026-11-20 22:01")
    assert not late("2026-11-20T21:59:00-05:00")
    assert late("2026-11-21T03:01:00Z")


def test_published_is_recognised_noted_and_judged_as_published() -> None:
    put("a.xml", document(published=True))
    assert check("a.xml").codes() == ["XML17"]
    assert check("a.xml", "--published").codes() == []
    put("b.xml", document())
    assert "OWN04" in check("b.xml").codes()


def test_a_published_document_is_judged_on_the_day_it_was_signed() -> None:
    put("a.xml", document(published=True))
    assert form4kit("check", "a.xml", "--published", "--format", "json").codes() == []


@pytest.mark.parametrize(
    ("edition", "draft", "error"),
    [
        (None, {"owners[0].address.state": "A6"}, True),
        ("2026", {"owners[0].address.state": "A6"}, True),
        ("2023", {"owners[0].address.state": "A6"}, False),
        ("auto", {"owners[0].address.state": "A6", "edition": "2023"}, False),
        ("2026", {"owners[0].address.state": "A6", "edition": "2023"}, True),
        ("2003", {}, True),
    ],
)
def test_the_edition_picks_the_schema(edition: str | None, draft: dict[str, object], error: bool) -> None:
    name = put("a.yaml", edited("4", draft))
    found = check(name, "--select", "XSD", *(("--edition", edition) if edition else ()))
    assert (found.codes() == ["XSD01"]) is error
