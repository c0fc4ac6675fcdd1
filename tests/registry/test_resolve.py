"""The registry: names become what it has for them, on the day of the draft, and a slip is one finding."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from console import run
from registry_drafts import codes, grave, judged, tree

from form4kit.draft.write import write_draft
from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.findings import Fault
from form4kit.registry.faults import NO_ROLE, SETTINGS_UNREADABLE, UNFIT_ENTRY, UNREADABLE
from form4kit.registry.from_filings import key_of, seen_in
from form4kit.registry.load import registry_for
from form4kit.registry.merge import merge
from form4kit.registry.resolve import day_of, resolve
from form4kit.registry.settings import read_settings
from form4kit.source.node import Node

DOCS = Path(__file__).resolve().parents[2] / "docs" / "registry.md"
TOML = """
[issuer]
key = "hartwell"
cik = 1903415
name = "HARTWELL INSTRUMENTS INC"
symbol = "HWLI"
fiscal_year_end = "06-30"
foreign_private = false

[people.lindqvist]
cik = "0001903439"
name = "Lindqvist Karin"
director = true

[contact]
name = "Sam Lee"
phone = "650-555-0100"
email = "sam.lee@example.com"
notify = ["filings@example.com"]
"""
REYES = """
cik: "0001903446"
name: Reyes Antonio J
address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}
roles:
  - {from: 2021-05-12, director: true}
  - {from: 2024-01-01, to: 2025-12-31, officer: Chief Financial Officer}
  - {from: 2026-01-01, officer: Chief Executive Officer}
powers_of_attorney:
  - attorneys: [Thomas Abel, Ann Lee]
    forms: ["3", "4", "5"]
    signed: 2021-05-12
    revoked: 2026-10-01
    file: reyes-poa.txt
"""
DRAFT = """\
form: "4"
plan_10b5_1: false
issuer: hartwell
owners: [reyes]
non_derivative:
  - {security: Common Stock, date: DAY, code: S, disposed: 500, price: 31.07, owned_after: 40971,
     ownership: direct}
signatures:
  - {name: /s/ Antonio J. Reyes, date: DAY}
"""
DAY = dt.date(2026, 11, 18)
Write = Callable[[str, str], Path]


@pytest.fixture
def repository(tmp_path: Path) -> Write:
    """Write a file of a small repository."""

    def put(name: str, text: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return tmp_path

    put("form4kit.toml", TOML)
    put("people/reyes.yaml", REYES)
    return put


def draft(day: dt.date = DAY, **changes: str) -> str:
    text = DRAFT.replace("DAY", f"{day}")
    for key, value in changes.items():
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, flags=re.MULTILINE)
    return text


def owner(text: str, root: Path) -> dict[str, object]:
    found = resolve(tree(text), registry_for(root))[0].walk(["owners", 0]).plain()
    assert isinstance(found, dict)
    return dict(found)


def test_names_become_what_the_registry_has(repository: Write) -> None:
    root = repository("drafts/x.yaml", "")
    filing, findings = judged(draft(), root / "drafts", DAY)
    assert grave(findings) == []
    assert (filing.issuer.cik.text, filing.issuer.symbol.text) == ("1903415", "HWLI")
    (one,) = filing.owners
    assert (one.cik.text, one.name.text) == ("0001903446", "Reyes Antonio J")
    assert one.address is not None and one.address.city.text == "SAN MATEO"
    assert (one.director.value, one.officer_title.text) == (True, "Chief Executive Officer")
    assert (one.cik.line, one.cik.column) == (4, 10)
    assert (filing.issuer.cik.line, filing.issuer.cik.column) == (3, 9)


@pytest.mark.parametrize(
    ("day", "director", "officer"),
    [
        ("2023-12-31", "true", None),
        ("2024-01-01", "true", "Chief Financial Officer"),
        ("2025-12-31", "true", "Chief Financial Officer"),
        ("2026-01-01", "true", "Chief Executive Officer"),
        ("2021-05-12", "true", None),
        ("2021-05-11", None, None),
    ],
)
def test_the_title_is_that_of_the_day(
    repository: Write, day: str, director: str | None, officer: str | None
) -> None:
    root = repository("x.yaml", "")
    found = owner(draft(dt.date.fromisoformat(day)), root)
    assert (found.get("director"), found.get("officer")) == (director, officer)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (draft(), DAY),
        (draft() + "period: 2025-03-01\n", dt.date(2025, 3, 1)),
        ("events: [{sale: {date: 2025-06-01}}, {gift: {date: 2025-05-01}}]", dt.date(2025, 5, 1)),
        ("non_derivative: [{date: 2020-01-01}, {date: 2025-05-02, code: S}]", dt.date(2025, 5, 2)),
        ("form: '3'", None),
    ],
)
def test_the_day_of_a_draft(text: str, day: dt.date | None) -> None:
    assert day_of(tree(text)) == day


def test_a_person_without_a_role_on_the_day_is_asked_about(repository: Write) -> None:
    root = repository("x.yaml", "")
    day = dt.date(2020, 1, 2)
    findings = judged(draft(day), root, day)[1]
    (found,) = [each for each in findings if each.rule == "REG02"]
    assert found.message == "reyes has no role on 2020-01-02"
    assert "people/reyes.yaml" in found.hint
    text = draft(day, owners="[{name: reyes, other: Former director}]")
    assert "REG02" not in codes(judged(text, root, day)[1])


@pytest.mark.parametrize("name", ["hartwell", "HWLI", "hwli", "Hartwell", "{name: hartwell}"])
def test_an_issuer_goes_by_key_or_symbol(repository: Write, name: str) -> None:
    root = repository("x.yaml", "")
    filing, findings = judged(draft(issuer=name), root, DAY)
    assert grave(findings) == []
    assert filing.issuer.cik.text == "1903415"


def test_keys_written_beside_a_name_come_first(repository: Write) -> None:
    root = repository("x.yaml", "")
    text = draft(
        issuer="{name: hartwell, foreign_symbol: HWL}",
        owners="[{name: reyes, officer: Interim CEO, director: false}, lindqvist]",
    )
    filing, _ = judged(text, root, DAY)
    assert (filing.issuer.symbol.text, filing.issuer.foreign_symbol.text) == ("HWLI", "HWL")
    one, two = filing.owners
    assert (one.officer_title.text, one.director.value, one.name.text) == (
        "Interim CEO",
        False,
        "Reyes Antonio J",
    )
    assert (two.cik.text, two.director.value) == ("0001903439", True)
    apart = owner(draft(owners="[{name: reyes, officer_title: VP}]"), root)
    assert apart.get("officer_title") == "VP" and "officer" not in apart


def test_what_is_written_out_needs_no_registry(repository: Write) -> None:
    root = repository("x.yaml", "")
    text = draft(issuer="{cik: '1', symbol: X}", owners="[{cik: '2', name: reyes, director: true}]")
    filing, _ = judged(text, root, DAY)
    assert (filing.issuer.cik.text, filing.owners[0].cik.text, filing.owners[0].name.text) == (
        "1",
        "2",
        "reyes",
    )


UNKNOWN = {
    "issuer: hartwel": (("issuer",), "the registry has no issuer hartwel", "Did you mean `hartwell`?"),
    "owners: [ryes]": (("owners", 0), "the registry has no person ryes", "Did you mean `reyes`?"),
    "owners: [smith]": (("owners", 0), "the registry has no person smith", "There are lindqvist and reyes."),
    "owners: [{name: ryes, director: true}]": (("owners", 0), "no person ryes", "Did you mean `reyes`?"),
}


@pytest.mark.parametrize("change", UNKNOWN)
def test_an_unknown_name_is_one_finding(repository: Write, change: str) -> None:
    root = repository("x.yaml", "")
    key, _, value = change.partition(": ")
    path, message, hint = UNKNOWN[change]
    (found,) = grave(judged(draft(**{key: value}), root, DAY)[1])
    assert (found.rule, found.place.path, found.authority, found.blocks) == ("REG01", path, "edgar", True)
    assert message in found.message and found.hint == hint
    assert found.place.line == (3 if key == "issuer" else 4)


def test_without_a_registry_a_name_says_so(tmp_path: Path) -> None:
    findings = grave(judged(draft(), tmp_path, DAY)[1])
    assert codes(findings) == ["REG01", "REG01"]
    assert all("form4kit init" in found.hint for found in findings)


def test_contact_and_notification_are_filled_in(repository: Write) -> None:
    root = repository("x.yaml", "")
    filing, _ = judged(draft(), root, DAY)
    assert filing.submission is not None
    assert filing.submission.contact_name.text == "Sam Lee"
    assert [each.text for each in filing.submission.notify] == ["filings@example.com"]
    own, _ = judged(draft() + "contact: {name: Ann Lee}\nnotify: [a@example.com]\n", root, DAY)
    assert own.submission is not None
    assert (own.submission.contact_name.text, own.submission.contact_phone.text) == ("Ann Lee", None)
    assert [each.text for each in own.submission.notify] == ["a@example.com"]


def test_a_resolved_draft_stands_alone(repository: Write, tmp_path: Path) -> None:
    root = repository("x.yaml", "")
    filing, _ = judged(draft(), root, DAY)
    again, findings = judged(write_draft(filing), None, DAY)
    assert grave(findings) == []
    assert write(again).data == write(filing).data


def test_facts_and_powers_for_rules(repository: Write) -> None:
    registry = registry_for(repository("x.yaml", ""))
    assert registry.facts_of("0001903415") == (False, "06-30")
    assert registry.facts_of("0000000001") == (None, None)
    powers = registry.powers_of(["1903446"])
    assert powers is not None
    (power,) = powers
    assert (power.grantor, power.attorneys, power.forms) == (
        "1903446",
        ("Thomas Abel", "Ann Lee"),
        ("3", "4", "5"),
    )
    assert (power.signed, power.revoked, power.expires) == (dt.date(2021, 5, 12), dt.date(2026, 10, 1), None)
    assert power.file == "reyes-poa.txt"
    assert registry.powers_of(["1903446", "1903439"]) == powers
    assert registry.powers_of(["1903439"]) == ()
    assert registry.powers_of(["1903446", "1"]) is None
    (person,) = [each for each in registry.people.values() if each.powers]
    assert person.powers[0].where == "people/reyes.yaml, line 10"


def test_roles_at_several_issuers(repository: Write) -> None:
    root = repository("form4kit.toml", TOML + '[issuers.alder]\ncik = "7"\nsymbol = "ALD"\n')
    repository(
        "people/reyes.yaml",
        'cik: "9"\nroles:\n  - {issuer: hartwell, director: true}\n  - {issuer: alder, officer: President}\n',
    )
    assert owner(draft(), root).get("director") == "true"
    assert owner(draft(issuer="alder"), root) == {"cik": "9", "officer": "President"}
    assert owner(draft(issuer="{cik: '0000000007'}"), root) == {"cik": "9", "officer": "President"}


ISSUER = '[issuer]\nkey = "hartwell"\nsymbol = "HWLI"\n'
DIRECTOR = 'cik: "9"\ndirector: true\n'
SECOND = """\
[people.reyes]
plans = [
  {key = "a", adopted = 2026-05-01},
  {key = "b", adopted = "May"},
]
"""


def _line(words: str | None) -> int:
    """Return the line of the registry in which words stand, or how many it has."""
    return TOML[: TOML.index(words)].count("\n") + 1 if words else TOML.count("\n")


UNFIT = {
    "people/reyes.yaml": {
        'cik: "9"\nrole: []\n': "people/reyes.yaml, line 2: unknown key role. Did you mean `roles`?",
        'cik: "9"\nroles: [{form: 2021-05-12, director: true}]\n': "unknown key form. Did you mean `from`?",
        'cik: "9"\nroles: [{from: 12.5.21, director: true}]\n': 'from is "12.5.21", not a date',
        'cik: "9"\nroles: [{from: 2022-01-01, to: 2021-01-01, director: true}]\n': "before it begins",
        'cik: "9"\nroles: [{from: 2022-01-01}]\n': "a role without one of director",
        'cik: "9"\nroles: {director: true}\n': "roles is a mapping, not a list",
        'cik: "9"\ndirector: yes\n': '"director" is "yes", not true or false',
        'cik: "9"\ndirector: true\naddress: {town: X, city: Y}\n': 'unknown key "town"',
        'cik: "9"\ndirector: true\npowers_of_attorney: [{signed: 2021-05-12}]\n': "without `attorneys`",
        'cik: "9"\ndirector: true\npowers_of_attorney: [{attorneys: X, forms: ["6"]}]\n': 'for form "6"',
        'cik: "9"\ndirector: true\nplans: [{adopted: 2026-03-02}]\n': "a plan without `key`",
        'cik: "9"\ndirector: true\nplans: [{key: a-1}]\n': "a plan without `adopted`",
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adoptd: 2026-03-02}]\n': "Did you mean `adopted`?",
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adopted: 2026-03-02, side: sell}]\n': 'side is "sell"',
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adopted: 2026-03-02, shares: 4e4}]\n': "write 40000",
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adopted: 2026-03-02, ends: 2026-03-01}]\n': (
            "a plan with ends 2026-03-01, before it was adopted"
        ),
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adopted: 2026-03-02, single_trade: 2}]\n': (
            'single_trade is "2", not true or false'
        ),
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adopted: 2026-03-02, ended: 2026-12-04}]\n': (
            "the end of a plan is text, not a mapping"
        ),
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adopted: 2026-03-02, modified: [{date: x}]}]\n': (
            "a change of a plan without `what`"
        ),
        'cik: "9"\ndirector: true\nplans: [{key: a-1, adopted: 2026-03-02, modified: [{what: price}]}]\n': (
            "a change of a plan without `date`"
        ),
        f"{DIRECTOR}plans: [{{key: a-1, adopted: 2026-03-02}}, {{key: a-1, adopted: 2026-09-02}}]\n": (
            "two plans with the key a-1"
        ),
        'cik: "9"\ndirector: true\nstatements: [{year: 26, signed: 2027-01-20}]\n': 'is "26", not a year',
        'cik: "9"\ndirector: true\nstatements: [{year: 2026}]\n': "a statement without `signed`",
    },
    "form4kit.toml": {
        '[issuer]\nsymbol = "HWLI"\nkey = "hartwell"\nforeign_private = "no"\n': 'foreign_private is "no"',
        '[issuer]\nkey = "hartwell"\nsymbol = "HWLI"\nfiscal_year_end = "30-06"\n': "write 12-31",
        '[issuer]\nkey = "hartwell"\nsymbol = "HWLI"\nticker = "X"\n': "toml, line 4: unknown key ticker",
        f"{ISSUER}foreign_private_until = 'May'\n": 'foreign_private_until is "May", not a date',
        f"{ISSUER}reports = [{{form = '10-Q'}}]\n": "a report without `period`",
        f"{ISSUER}reports = [{{period = 2026-03-31, filed = 2026-03-30}}]\n": "before its period",
        f"{ISSUER}splits = [{{date = 2026-06-01, ratio = '4'}}]\n": "not new shares for old ones: 4-for-1",
        f"{ISSUER}splits = [{{date = 2026-06-01, ratio = '2-for-2'}}]\n": "not new shares for old ones",
        f"{ISSUER}splits = [{{ratio = '4-for-1'}}]\n": "a split without `date`",
        TOML.replace("[contact]", "[contacts]"): f"toml, line {_line('[contact]')}: unknown key contacts",
        TOML.replace("phone", "fone"): f"form4kit.toml, line {_line('phone')}: unknown key fone",
        TOML + SECOND: f'form4kit.toml, line {_line(None) + 4}: adopted is "May", not a date',
    },
}


@pytest.mark.parametrize(("file", "text"), [(file, text) for file, texts in UNFIT.items() for text in texts])
def test_an_entry_that_does_not_fit_is_told_with_its_file(repository: Write, file: str, text: str) -> None:
    root = repository(file, text)
    findings = [found for found in judged(draft(), root, DAY)[1] if found.rule == "REG05"]
    assert any(UNFIT[file][text] in f"{found.message} {found.hint}" for found in findings), findings
    assert all(found.blocks and file in found.message for found in findings)


def test_an_entry_that_is_not_used_troubles_nobody(repository: Write) -> None:
    root = repository("people/smith.yaml", "role: x\n")
    repository("footnotes/house.yaml", "bonus: 'Paid in {parts:integer} parts.'\n")
    assert grave(judged(draft(), root, DAY)[1]) == []


def test_a_footnote_that_cannot_be_used_is_told_where_it_is_used(repository: Write) -> None:
    root = repository("footnotes/house.yaml", "spouse: 'Paid in {parts:integer} parts.'\n")
    findings = grave(judged(draft().replace("31.07", "31.07 ^spouse"), root, DAY)[1])
    (found,) = findings
    assert (found.rule, found.place.line) == ("LIB08", 6)
    assert 'footnotes/house.yaml, line 1: parts is of the kind "integer"' in found.message


@pytest.mark.parametrize("fault", [NO_ROLE, UNREADABLE, UNFIT_ENTRY], ids=lambda fault: fault.code)
def test_the_examples_of_a_fault_are_right(repository: Write, fault: Fault) -> None:
    def seen(person: str) -> list[str]:
        root = repository("people/reyes.yaml", person)
        return [found.rule for found in judged(draft(), root, DAY)[1] if found.rule.startswith("REG")]

    assert fault.code in seen(fault.bad)
    assert seen(fault.good) == []


@pytest.mark.parametrize(
    ("file", "text", "code", "message"),
    [
        ("people/reyes.yaml", "- cik: '1'\n", "REG04", "people/reyes.yaml, line 1: the file is a list"),
        ("people/smith.yaml", "cik: [1\n", "REG04", "people/smith.yaml, line 1: this bracket is not closed"),
        ("people/lindqvist.yaml", "cik: '1'\n", "REG06", "in form4kit.toml and in people/lindqvist.yaml"),
    ],
)
def test_what_concerns_every_draft(repository: Write, file: str, text: str, code: str, message: str) -> None:
    findings = registry_for(repository(file, text)).findings
    assert [(found.rule, found.blocks) for found in findings] == [(code, True)]
    assert message in findings[0].message


SECRET = "abcd123$"
HOLDERS = {
    "ccc: abcd123$": "people/x.yaml, line 1",
    'ccc: "abcd123$"': "people/x.yaml, line 1",
    "rptOwnerCcc: abcd123$": "people/x.yaml, line 1",
    "cik: '9'\n# CCC: abcd123$": "people/x.yaml, line 2",
    "cik: '9'\n# the ccc is abcd123$ until May": "people/x.yaml, line 2",
    "cik: '9'\nowner_ccc: {value: abcd123$}": "people/x.yaml, line 2",
    "cik: '9'\nname: abcd123$": "people/x.yaml, name",
    "cik: '9'\nroles: [{director: abcd123$}]": "people/x.yaml, roles[0].director",
    "cik: '9'\nroles: [{abcd123$: true}]": "people/x.yaml, roles[0]",
    "cik: '9'\nname: *bcd123$": "people/x.yaml, line 2",
    "cik: [FORM4KIT_CCC_9=abcd123$": "people/x.yaml, line 1",
}


@pytest.mark.parametrize("text", HOLDERS)
def test_a_ccc_is_an_error_and_is_never_shown(repository: Write, text: str) -> None:
    root = repository("people/x.yaml", text + "\n")
    findings = judged(draft(owners="[x]"), root, DAY)[1]
    told = " ".join(f"{found.message} {found.hint}" for found in findings)
    assert "bcd123$" not in told
    code = "REG04" if "*bcd" in text else "REG03"
    assert any(found.rule == code and found.blocks and HOLDERS[text] in found.message for found in findings)


@pytest.mark.parametrize("line", ['ccc = "abcd123$"', "# ccc = abcd123$", 'note = "abcd123$"'])
def test_a_ccc_in_the_toml_is_found(repository: Write, line: str) -> None:
    root = repository("form4kit.toml", f"{TOML}[people.x]\n{line}\n")
    findings = registry_for(root).findings
    assert "REG03" in codes(list(findings))
    assert all(SECRET not in found.message for found in findings)


@pytest.mark.parametrize("value", ["a@b12.co", "STE#1200", "94403", "1234567#", "$1234.50", "Reyes 1#"])
def test_what_is_no_ccc_is_let_be(repository: Write, value: str) -> None:
    line = f'address: {{street: "{value}"}}' if "STE" in value else f'name: "{value}"'
    assert registry_for(repository("people/x.yaml", f'cik: "9"\n{line}\n')).findings == ()


def test_a_changed_file_is_read_anew(repository: Write) -> None:
    root = repository("people/new.yaml", "cik: '1'\n")
    assert "new" in registry_for(root).people
    (root / "people" / "new.yaml").unlink()
    assert "new" not in registry_for(root).people


def test_a_tree_that_needs_nothing_is_left_as_it_is() -> None:
    root = tree("form: '4'\nissuer: {cik: '1'}\nowners: [{cik: '2', name: X}]\n")
    again, findings = resolve(root, registry_for(Path("/")))
    assert (again.plain(), findings) == (root.plain(), [])


# ---------------------------------------------------------------- people import


def filed(day: str, boxes: str, form: str = "4", cik: str = "0001903446") -> bytes:
    """Return a document of record with one owner."""
    text = f"""
form: "{form}"
period: {day}
{"" if form == "3" else "plan_10b5_1: false"}
issuer: {{cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}}
owners:
  - {{cik: "{cik}", name: O'Brien Antonio J, address: {{street: ["C/O HARTWELL, INC", 1 MAIN ST],
      city: SAN MATEO, state: CA, zip: "94403"}}, {boxes}}}
non_derivative:
  - {{security: Common Stock, owned_after: 5, ownership: direct}}
signatures: [{{name: /s/ A, date: {day}}}]
"""
    filing, _ = judged(text, None, dt.date.fromisoformat(day))
    return write(filing, published=True).data


def documents(tmp_path: Path, *found: bytes) -> list[Path]:
    files = []
    for number, data in enumerate(found):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_bytes(data)
    return files


def test_people_are_made_of_documents(repository: Write, tmp_path: Path) -> None:
    root = repository("people/reyes.yaml", REYES.replace("1903446", "1"))
    boxes = "director: true"
    files = documents(
        tmp_path,
        filed("2024-05-01", "director: true, officer: Chief Financial Officer"),
        filed("2022-03-01", boxes, form="3"),
        filed("2023-03-01", boxes),
    )
    result = run("people", "import", *files, "--into", root)
    assert result.exit_code == 0, result.output
    text = (root / "people" / "obrien.yaml").read_text()
    assert text == (
        "# As filed in 3 documents, the last 0.xml. Check the days of the roles.\n"
        'cik: "0001903446"\n'
        "name: O'Brien Antonio J\n"
        "address:\n"
        '  street: ["C/O HARTWELL, INC", 1 MAIN ST]\n'
        "  city: SAN MATEO\n  state: CA\n"
        '  zip: "94403"\n'
        "roles:\n"
        "  - from: 2022-03-01\n    to: 2024-04-30\n    director: true\n"
        "  - from: 2024-05-01\n    director: true\n    officer: Chief Financial Officer\n"
    )
    assert registry_for(root).findings == ()
    assert owner(draft(owners="[obrien]"), root)["officer"] == "Chief Financial Officer"
    again = run("people", "import", *files, "--into", root)
    assert again.exit_code == 0 and again.output == ""
    assert (root / "people" / "obrien.yaml").read_text() == text


def test_what_stands_there_stays(repository: Write, tmp_path: Path) -> None:
    kept = (
        '# ours\ncik: "1903446"\nname: Reyes A   # as we write it\nroles:\n'
        "  - from: 2020-01-01   # elected\n    director: true\n    ten_percent: true\n"
        "powers_of_attorney: []\n"
    )
    root = repository("people/reyes.yaml", kept)
    files = documents(tmp_path, filed("2024-05-01", "director: true, officer: Treasurer"))
    result = run("people", "import", *files, "--into", root)
    text = (root / "people" / "reyes.yaml").read_text()
    assert all(line in text.split("\n") for line in kept.rstrip("\n").split("\n"))
    assert "  - from: 2024-05-01\n    officer: Treasurer\npowers_of_attorney: []\naddress:\n" in text
    assert "people/reyes.yaml: name kept; 0.xml has O'Brien Antonio J" in result.output
    assert "ten_percent is not ticked in 0.xml" in result.output
    found = owner(draft(), root)
    assert (found["officer"], found["director"], found["name"]) == ("Treasurer", "true", "Reyes A")


def test_a_list_on_one_line_is_left_to_the_person(repository: Write, tmp_path: Path) -> None:
    kept = 'cik: "1903446"\nname: O\'Brien Antonio J\nroles: [{from: 2020-01-01, director: true}]\n'
    root = repository("people/reyes.yaml", kept + "address: {street: 1 Main St, city: SAN MATEO}\n")
    before = (root / "people" / "reyes.yaml").read_text()
    files = documents(tmp_path, filed("2024-05-01", "director: true, officer: Treasurer"))
    result = run("people", "import", *files, "--into", root)
    assert (root / "people" / "reyes.yaml").read_text() == before
    assert "add a role by hand, from: 2024-05-01; officer: Treasurer (as in 0.xml)" in result.output
    assert "address kept" in result.output


def test_people_are_filled_wholly_or_not_at_all(repository: Write, tmp_path: Path) -> None:
    kept = "cik: '1903446'\r\nname: O'Brien Antonio J\r\n"
    root = repository("people/reyes.yaml", kept)
    (root / "people" / "reyes.yaml").write_bytes(kept.encode())
    other = filed("2024-05-01", "director: true").replace(b"1903446", b"1903447")
    other = other.replace(b"O'Brien", b"Zorn")
    files = documents(tmp_path, filed("2024-05-01", "director: true"), other)
    (root / "people" / "zorn.yaml").mkdir()
    result = run("people", "import", *files, "--into", root)
    assert result.exit_code == 2
    assert (root / "people" / "reyes.yaml").read_bytes() == kept.encode()
    (root / "people" / "zorn.yaml").rmdir()
    result = run("people", "import", *files, "--into", root)
    assert result.exit_code == 0, result.output
    text = (root / "people" / "reyes.yaml").read_bytes()
    assert text.startswith(kept.encode())
    assert text.count(b"\n") == text.count(b"\r\n") > 2
    assert (root / "people" / "zorn.yaml").is_file()


def test_an_issuer_of_others_is_left_out(repository: Write, tmp_path: Path) -> None:
    root = repository("form4kit.toml", TOML.replace("1903415", "7"))
    files = documents(tmp_path, filed("2024-05-01", "director: true", cik="55"))
    result = run("people", "import", *files, "--into", root)
    assert "0.xml is left out: its issuer, CIK 0001903415, is not in the registry" in result.output
    assert not (root / "people" / "obrien.yaml").exists()


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Reyes Antonio J", [], "reyes"),
        ("Reyes Antonio J", ["reyes"], "reyes-antonio"),
        ("DE LA CRUZ Maria", [], "de-la-cruz"),
        ("O'BRIEN DEIRDRE", [], "obrien"),
        ("Alder Ventures II, L.P.", [], "alder-ventures-ii-l-p"),
        ("Ng A", ["ng", "ng-a"], "ng-a-12"),
        ("", [], "12"),
    ],
)
def test_a_person_is_called_by_the_surname(name: str, taken: list[str], key: str) -> None:
    assert key_of(name, "0000000012", taken) == key


def test_published_filings_make_people(shared: Path) -> None:
    """Each owner of the reference filings is a person whose role on the filing's day is the one filed."""
    files = sorted((shared / "filings").glob("*.xml"))[::7]
    seen = []
    for file in files:
        filing, _ = read_document(file.read_bytes())
        assert filing is not None
        seen += seen_in(filing, file.name)
    merged = merge(seen, registry_for(Path("/")), {})
    assert len(merged.files) == len({each.cik.lstrip("0") for each in seen}) > 40
    for text in merged.files.values():
        root = tree(text)
        roles = root.get("roles")
        assert root.get("cik") and (roles is None or all(_begins(role) for role in roles.items))


def _begins(role: Node) -> bool:
    return role.kind == "a mapping" and not set(role.members) <= {"from", "to"}


# ---------------------------------------------------------------- init and the docs


def test_init_makes_a_registry_whose_example_is_clean(tmp_path: Path) -> None:
    from form4kit.registry.starter import EXAMPLE, starter

    result = run("init", tmp_path / "repo")
    assert result.exit_code == 0, result.output
    registry = registry_for(tmp_path / "repo")
    assert set(registry.people) == {"reyes", "lindqvist"} and registry.findings == ()
    assert (tmp_path / "repo" / "filing.schema.json").is_file()
    for today in (dt.date(2026, 11, 20), dt.date(2026, 11, 22), dt.date(2027, 1, 4)):
        text = starter(today)[EXAMPLE]
        assert judged(text, registry, today)[1] == []
    again = run("init", tmp_path / "repo")
    assert again.exit_code == 2 and "exists" in again.output


def test_init_overwrites_nothing(repository: Write, tmp_path: Path) -> None:
    root = repository("people/reyes.yaml", REYES)
    (root / "form4kit.toml").unlink()
    result = run("init", root)
    assert result.exit_code == 0
    assert (root / "people" / "reyes.yaml").read_text() == REYES
    assert "reyes.yaml exists, and is left as it is" in result.output


def test_the_docs_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = DOCS.read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+) ([\w./-]+)\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 6
    for _, name, block in blocks:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block)
    for name in ("grant", "sale"):
        file = tmp_path / "drafts" / f"{name}.yaml"
        filing, findings = judged(file.read_text(), file.parent, dt.date(2026, 11, 19))
        assert grave(findings) == []
        assert filing.owners[0].director.value
    assert filing.owners[0].officer_title.text == "Interim CEO"
    assert filing.footnotes[0].text.text == (
        "Made under a Rule 10b5-1 trading plan that the reporting person adopted on May 12, 2026."
    )
    (command,) = re.findall(r"^\$ form4kit (new .*)$", text, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    result = run(*command.split())
    assert result.exit_code == 1 and "no person reys" in result.stdout
    made = sorted(each.name for each in (tmp_path / "drafts" / "2026-grants").iterdir())
    assert made == ["filing.schema.json", "reyes-2026-11-18-grant.yaml", "summary.md"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[rules]\nignor = []\n", "line 2: ignor in [rules] is not select, ignore, profile or baseline"),
        ("[rules]\nprofile = 'edgr'\n", "line 2: profile in [rules] is not edgar, form or practice"),
        ("\n[sign]\nread = true\nrequird = true\n", "line 4: requird in [sign] is not required or read"),
        ("[calendar]\nclosed = []\n", "line 2: closed in [calendar] is not closures"),
        ("[calendar]\nclosures = ['soon']\n", "line 2: closures in [calendar] is not a list of dates"),
        ("a = 1\nrules = 3\n", "line 2: [rules] is not a table"),
        ("[sign]\nrequired = true\n'abcd12$e' = 1\n", None),
        ("[rules]\nselect = ['COD']\nignore = []\nprofile = 'form'\nbaseline = 'x'\n", None),
    ],
)
def test_a_setting_that_would_be_passed_over_is_told(tmp_path: Path, text: str, told: str | None) -> None:
    found = read_settings(tmp_path / "form4kit.toml", text.encode()).findings
    assert [each.message for each in found] == ([f"form4kit.toml, {told}"] if told else [])
    assert {each.rule for each in found} <= {SETTINGS_UNREADABLE.code}
