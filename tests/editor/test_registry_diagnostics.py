"""Each fault of a file of the registry stands on its line there, in the words that `check` has for drafts."""

from pathlib import Path

import pytest

from form4kit.editor.judged_draft import judge
from form4kit.editor.registry_diagnostics import registry_findings
from form4kit.editor.text import DraftText

TOML = """\
[issuer]
key = "allied"
cik = "00000461x29"
symbol = "AMOT"
fiscal_year_end = "31-12"

[people.federico]
cik = "0001234567"
name = "Federico Richard D"
director = "maybe"
rols = 3

[[people.federico.powers_of_attorney]]
attorneys = ["Ann Lee"]
signed = "yesterday"

[rules]
ignore = "COD14"

[footnotes]
own = "Held in {count:txt} lots."

[colour]
x = 1
"""
SMITH = """\
cik: "12345678901"
name: Smith Ann
address: {city: X, state: NYY}
roles:
  - form: 2026-01-01
    director: true
  - from: 2026-01-01
    to: 2025-01-01
    issuer: acme
    director: true
"""
NOTES = "good: A text.\nown: Again.\nbad:\n  text: The {x:dte}.\n  titel: y\n"
FILES = {
    "form4kit.toml": TOML,
    "people/smith.yaml": SMITH,
    "people/federico.yaml": 'cik: "1"\n',
    "footnotes/house.yaml": NOTES,
}
FOUND = {
    "form4kit.toml": [
        (3, "cik", "ISS01", "'00000461x29' is not one to ten digits without blanks"),
        (5, "fiscal_year_end", "REG05", 'fiscal_year_end is "31-12", not MM-DD: write 12-31'),
        (7, "people.federico", "REG06", "federico stands in form4kit.toml and in people/federico.yaml"),
        (10, "director", "REG05", '"director" is "maybe", not true or false'),
        (11, "rols", "REG05", "unknown key rols. Did you mean `roles`?"),
        (15, "signed", "REG05", 'signed is "yesterday", not a date: write 2026-11-18'),
        (18, "ignore", "CFG01", "ignore in [rules] is not a list of texts"),
        (21, "own", "REG06", "the footnote own stands in form4kit.toml and in footnotes/house.yaml"),
        (
            21,
            'own = "Held in {count:txt} lots."',
            "LIB08",
            'count is of the kind "txt", which there is not. Did you mean `text`?',
        ),
        (23, "colour", "REG05", "unknown key colour"),
    ],
    "people/smith.yaml": [
        (1, "cik", "OWN02", "'12345678901' is not one to ten digits without blanks"),
        (3, "state", "OWN15", "'NYY' is no state code of EDGAR's"),
        (5, "form", "REG05", "unknown key form. Did you mean `from`?"),
        (7, "- from: 2026-01-01", "REG05", "a role ends on 2025-01-01, before it begins on 2026-01-01"),
        (9, "issuer", "REG05", "a role of smith is at acme, which is no issuer of the registry."),
    ],
    "people/federico.yaml": [
        (1, 'cik: "1"', "REG06", "federico stands in form4kit.toml and in people/federico.yaml")
    ],
    "footnotes/house.yaml": [
        (2, "own", "REG06", "the footnote own stands in form4kit.toml and in footnotes/house.yaml"),
        (
            3,
            "bad:",
            "LIB08",
            'unknown key `titel`. Did you mean `title`?; x is of the kind "dte", which there is not.',
        ),
    ],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def found(root: Path, name: str, text: str) -> list[tuple[int, str, str, str]]:
    lines = DraftText(text)
    return [
        (
            each.range.line,
            lines.line(each.range.line)[each.range.column - 1 : each.range.end_column - 1],
            each.finding.rule,
            each.finding.message,
        )
        for each in registry_findings(root, root / name, text)
    ]


@pytest.mark.parametrize("name", FOUND)
def test_each_fault_has_its_line_and_the_words_of_check(root: Path, name: str) -> None:
    told = found(root, name, FILES[name])
    assert [each[:3] for each in told] == [each[:3] for each in FOUND[name]]
    assert all(mine[3].startswith(words[3]) for mine, words in zip(told, FOUND[name], strict=True))
    draft = 'form: "4"\nissuer: allied\nowners: [federico, smith]\nremarks: "^own ^bad"\n'
    said = "\n".join(each.message for each in judge(draft, root / "draft.yaml").outcome.findings)
    assert [each for each in told if each[2][:3] in ("REG", "LIB", "CFG") and each[3] not in said] == []


def test_of_two_alike_the_one_at_fault_is_marked(root: Path) -> None:
    plan = "[[people.federico.plans]]\nkey = {key}\nadopted = {day}\n"
    text = TOML[: TOML.index("[rules]")] + plan.format(key='"a"', day="2026-05-01")
    text += plan.format(key='"b"', day='"May"')
    (told,) = [each for each in found(root, "form4kit.toml", text) if "adopted" in each[3]]
    assert told == (text.count("\n"), "adopted", "REG05", 'adopted is "May", not a date: write 2026-11-18')


@pytest.mark.parametrize(
    ("codes", "told", "shown"),
    [
        ('["XYZ99"]', "select in [rules] names XYZ99, which is no rule", {"CFG01", "OWN22"}),
        ('["OWN", "COD99"]', "select in [rules] names COD99, which is no rule", {"CFG01", "OWN22"}),
        ('["own-22"]', None, {"OWN22"}),
        ('["COD"]', None, set()),
    ],
)
def test_a_selection_of_no_rule_hides_nothing(
    tmp_path: Path, codes: str, told: str | None, shown: set[str]
) -> None:
    text = f"[issuer]\nsymbol = 'AMOT'\n[rules]\nselect = {codes}\n"
    (tmp_path / "form4kit.toml").write_text(text)
    expected = [(4, "select", "CFG01", told)] if told else []
    assert [each for each in found(tmp_path, "form4kit.toml", text) if each[2] == "CFG01"] == expected
    findings = judge('form: "4"\n', tmp_path / "draft.yaml").findings
    assert {each.rule for each in findings} & {"CFG01", "OWN22"} == shown
    said = [each.message for each in findings if each.rule == "CFG01"]
    assert said == ([f"form4kit.toml, line 4: {told}"] if told else [])


def test_the_text_need_not_be_saved(root: Path) -> None:
    assert found(root, "people/smith.yaml", 'cik: "12"\ncolour: red\n') == [
        (2, "colour", "REG05", found(root, "people/smith.yaml", 'cik: "12"\ncolour: red\n')[0][3])
    ]
    assert found(root, "people/new.yaml", "cik: [1\n")[0][:3] == (1, "cik: [1", "REG04")
    assert found(root, "people/new.yaml", 'cik: "1234569"\nname: New Ann\ndirector: true\n') == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("[issuer\n", 1), ("[issuer]\nkey = \n", 2), ("a = 1\na = 2\n", 2), (f"k{'k' * 300} = 1", 1)],
)
def test_a_toml_that_cannot_be_read_is_told_at_its_line(root: Path, text: str, line: int) -> None:
    (first, *_) = registry_findings(root, root / "form4kit.toml", text)
    assert (first.finding.rule, first.range.line) == ("CFG01", line)


def test_a_ccc_is_told_at_its_line_and_not_repeated(root: Path) -> None:
    text = "[contact]\nname = 'A'\n[people.x]\nccc = 'abcd12$e'\n"
    (only,) = [
        each for each in registry_findings(root, root / "form4kit.toml", text) if each.finding.rule == "REG03"
    ]
    assert only.range.line == 4 and "abcd12" not in only.finding.message


def test_half_typed_files_never_fail(root: Path) -> None:
    for name, text in FILES.items():
        for length in range(0, len(text), 23):
            registry_findings(root, root / name, text[:length])
