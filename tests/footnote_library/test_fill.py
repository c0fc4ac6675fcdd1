"""The library of footnotes: each fills in and passes the rules, each slip is one finding."""

import datetime as dt
import re
from pathlib import Path

import pytest
from clean_filings import FILED, edited
from console import run
from hypothesis import given
from hypothesis import strategies as st
from registry_drafts import codes, grave, judged, tree

from form4kit.draft.read import read_draft
from form4kit.draft.write import write_draft
from form4kit.findings import Fault, Fix
from form4kit.footnote_library.calls import parse_call, write_call
from form4kit.footnote_library.define import define
from form4kit.footnote_library.faults import FAULTS
from form4kit.footnote_library.fill import MOST, fill
from form4kit.footnote_library.listing import page
from form4kit.footnote_library.rejoin import CUT, rejoin
from form4kit.footnote_library.standard import standard
from form4kit.footnote_library.template import Template, read_template
from form4kit.footnote_library.values import KINDS
from form4kit.model import PRINTED
from form4kit.place import Place
from form4kit.source.fixes import apply
from form4kit.source.yaml_tree import compose

ROOT = Path(__file__).resolve().parents[2]
FILED_ON = {name: dt.date.fromisoformat(day) for name, day in FILED.items()}
each_template = pytest.mark.parametrize("template", standard().values(), ids=list(standard()))

SALE, AWARD, HELD = "non_derivative[0]", "non_derivative[1]", "non_derivative[2]"
HOME = {
    "weighted-average": ("4", {f"{SALE}.price": "31.07"}, f"{SALE}.price"),
    "plan-adoption": ("4", {"plan_10b5_1": "true"}, f"{SALE}.code"),
    "deferral-ended": (
        "4",
        {f"{AWARD}.code": "P", f"{AWARD}.price": "31.07", "footnotes": None},
        f"{AWARD}.code",
    ),
    "sold-for-taxes": ("4", {}, f"{SALE}.code"),
    "gift": ("4", {f"{SALE}.code": "G", f"{SALE}.price": "0"}, f"{SALE}.code"),
    "gift-received": ("4", {f"{AWARD}.code": "G"}, f"{AWARD}.code"),
    "pro-rata-distribution": ("4", {f"{AWARD}.code": "J"}, f"{AWARD}.code"),
    "merger-cash": ("4", {f"{SALE}.code": "D", f"{SALE}.price": "34.50"}, f"{SALE}.code"),
    "amendment-purpose": ("4A", {"footnotes.why": None, f"{SALE}.disposed": "1000"}, f"{SALE}.disposed"),
    "amendment-adds": ("4A", {"footnotes.why": None, f"{SALE}.disposed": "1000"}, f"{SALE}.disposed"),
    "withheld": ("4-option", {}, f"{AWARD}.disposed"),
    "withheld-price": ("4-option", {}, f"{AWARD}.disposed"),
    "performance-earned": ("4", {}, f"{AWARD}.acquired"),
}
"""For a footnote that explains a transaction: a clean draft, edits, and the field that refers to it."""


def value(draft: str, path: str) -> str:
    node = tree(draft).walk([int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)])
    return node.text or ""


def with_note(template: Template, call: str) -> tuple[str, str]:
    """Return a clean draft with a reference to a footnote where it belongs, and the name of that draft."""
    if template.name in HOME:
        name, edits, path = HOME[template.name]
        text = value(edited(name, edits), path)
        return edited(name, {**edits, path: f"{text} ^{call}"}), name
    if template.on == "nature":
        return edited("4", {f"{HELD}.ownership": {"indirect": f"By Family ^{call}"}}), "4"
    if template.on == "owned_after":
        return edited("4", {f"{HELD}.owned_after": f"10000 ^{call}"}), "4"
    field = template.on if template.on != "security" else "exercisable"
    units = {
        "security": "Restricted Stock Units",
        "exercise_price": "0",
        "exercisable": "2027-11-18",
        "expires": "2031-11-18",
        "underlying": "Common Stock",
        "underlying_shares": "100",
        "owned_after": "100",
        "ownership": "direct",
    }
    return edited("4", {"derivative": [{**units, field: f"^{call}"}]}), "4"


@each_template
def test_each_footnote_is_whole(template: Template) -> None:
    assert template.title and template.cites and template.example.startswith(template.name)
    assert template.on in PRINTED["derivative"]
    assert all(parameter.about for parameter in template.parameters)
    text, findings = fill(parse_call(template.example), template, Place())
    assert text and not findings
    assert text[0].isupper() and text.endswith(".") and "  " not in text and not re.search(r"[{}\[\]]", text)
    assert len(text) < 0.6 * MOST


@each_template
def test_each_footnote_passes_the_rules(template: Template) -> None:
    draft, name = with_note(template, template.example)
    filing, findings = judged(draft, filed=FILED_ON[name])
    note = filing.note(template.example)
    assert note is not None and note.text.text
    assert grave(findings) == []


def test_there_is_what_the_form_needs_most() -> None:
    wanted = "weighted-average plan-adoption vesting one-for-one no-expiration withheld trust spouse gift"
    wanted += " pro-rata-distribution amendment-purpose"
    assert set(wanted.split()) <= set(standard())


@pytest.mark.parametrize(
    ("call", "price", "found"),
    [
        ("weighted-average(low=30.90, high=31.40)", "31.07", []),
        ("weighted-average(low=30.50, high=31.50)", "31.07", []),
        ("weighted-average(low=30.50, high=31.51)", "31.07", ["FTN15"]),
        ("weighted-average(low=30.90, high=31.40)", "31.41", ["FTN16"]),
    ],
)
def test_the_average_is_held_to_its_range(call: str, price: str, found: list[str]) -> None:
    draft = edited("4", {f"{SALE}.price": f"{price} ^{call}"})
    assert codes(grave(judged(draft, filed=FILED_ON["4"])[1])) == found


def test_the_plans_footnote_is_worded_once() -> None:
    root = tree(edited("4", {"plan_10b5_1": {"adopted": "2026-03-02"}}))
    note = read_draft(root)[0].note("plan-adoption")
    template = standard()["plan-adoption"]
    assert note is not None
    assert note.text.text == fill(parse_call("plan-adoption(adopted=2026-03-02)"), template, Place()).text


CALLS = {
    "vesting(first=2027-03-01, parts=4)": "four equal annual installments beginning on March 1, 2027.",
    "vesting(first=2027-03-01,parts=twelve,every=quarter,of=options)": "The options vest in twelve equal",
    "vesting(first=2027-03-01, parts=48, every=month)": "in 48 equal monthly installments",
    "vesting(first=2027-03-01, parts=3, condition=service until then)": ", subject to service until then.",
    "cliff-vesting(share=1/4, first=2027-03-01, parts=36)": "one fourth vest on March 1, 2027 and",
    "cliff-vesting(share=2/3, first=2027-03-01, parts=2)": "two thirds vest",
    "cliff-vesting(share=12.5%, first=2027-03-01, parts=7)": "12.5% vest",
    "weighted-average(low=$1,030.9, high=1031.125)": "from $1,030.90 to $1,031.125.",
    "dividend-reinvestment(shares=1,038.214)": "Includes 1,038.214 shares",
    "amendment-purpose(what=the price, and the balance)": "to correct the price, and the balance.",
    "amendment-purpose(what='the price, was=31.70, and more', was=12)": "was=31.70, and more, which",
    "trust(name=the Reyes Trust, role=co-trustee)": "the reporting person is a co-trustee. The reporting",
    "trust(name=T, role=trustee, beneficiaries=her sons)": "is trustee and whose beneficiaries are her sons.",
    "no-expiration": "The units have no expiration date.",
    "no-expiration()": "The units have no expiration date.",
}


@pytest.mark.parametrize("call", CALLS)
def test_parameters_are_spelled_out(call: str) -> None:
    parsed = parse_call(call)
    text, findings = fill(parsed, standard()[parsed.name], Place())
    assert not findings
    assert CALLS[call] in (text or "")


SLIPS = {
    "vesting(2027-03-01, 4)": ("LIB06", '"2027-03-01, 4"', "first=..., parts=..."),
    "vesting(first=2027-03-01, parts=4, parts=5)": ("LIB06", "parts is given twice", "one of the two"),
    "vesting(first=2027-03-01, part=4)": ("LIB02", "no parameter part", "`parts`"),
    "no-expiration(when=never)": ("LIB02", "no parameter when", "`of`"),
    "spouse(name=Ann)": ("LIB02", "no parameter name", "`who`"),
    "vesting(first=2027-03-01)": ("LIB03", "not given parts", "the number of installments"),
    "vesting(first=2027-03-01, parts=)": ("LIB03", "not given parts", "the number of installments"),
    "vesting": ("LIB03", "not given first and parts", "^vesting(first=..., parts=...)"),
    "vesting(first=3/1/27, parts=4)": ("LIB04", '"3/1/27", not a date', "first=2026-03-01"),
    "vesting(first=2027-02-30, parts=4)": ("LIB04", '"2027-02-30", not a date', "first=2026-03-01"),
    "vesting(first=2027-03-01, parts=4.5)": ("LIB04", '"4.5", not a whole number', "parts=4"),
    "vesting(first=2027-03-01, parts=1)": ("LIB04", "parts of ^vesting is 1, the least is 2", ""),
    "vesting(first=2027-03-01, parts=4, every=years)": ("LIB04", '"years", not `year`', "`year`"),
    "weighted-average(low=31.40, high=30.90)": ("LIB04", "low is 31.40, above high, 30.90", "Change"),
    "weighted-average(low=CAD 31, high=32)": ("LIB04", '"CAD 31", not an amount', "low=12.34"),
    "gift(kind=charty)": ("LIB04", '"charty", not `charity`', "`charity`"),
    "dividend-reinvestment(shares=some)": ("LIB04", '"some", not a number', "shares=1,000"),
    "cliff-vesting(share=3/2, first=2027-03-01, parts=36)": ("LIB04", '"3/2", not a fraction', "share=1/4"),
    f"settled(when={'very ' * 200}late)": (
        "LIB05",
        "1,081 characters after filling in, the most is 1,000",
        "",
    ),
}


@pytest.mark.parametrize("call", SLIPS)
def test_a_slip_is_one_finding_that_stops_the_build(call: str) -> None:
    draft = edited("4", {f"{AWARD}.price": f"0 ^{call}", "footnotes.award": None})
    code, message, hint = SLIPS[call]
    (found,) = grave(judged(draft, filed=FILED_ON["4"])[1])
    assert (found.rule, found.authority, found.blocks) == (code, "edgar", True)
    assert message in found.message and hint in found.hint
    assert found.place.path == ("non_derivative", 1, "price")
    line = draft.split("\n")[found.place.line - 1]
    assert "^" in line[found.place.column - 2 : found.place.column + 1]


@pytest.mark.parametrize(
    ("reference", "code"),
    [("vestng(first=2027-03-01, parts=4)", "LIB01"), ("one-for-on", "LIB01"), ("bonus(x=1)", "LIB01")]
    + [("awrd", "FTN03"), ("my-own-note", "FTN03")],
)
def test_an_unknown_name_is_one_finding(reference: str, code: str) -> None:
    draft = edited("4", {f"{SALE}.price": f"31.07 ^{reference}"})
    found = codes(grave(judged(draft, filed=FILED_ON["4"])[1]))
    assert [each for each in found if not each.startswith("XSD")] == [code]


def test_a_footnote_stands_under_its_reference_and_reads_back() -> None:
    call = "vesting(first=2027-03-01, parts=4)"
    draft = edited("4", {f"{AWARD}.price": f"0 ^award ^{call}", f"{SALE}.price": "31.07 ^spouse"})
    filing, findings = judged(draft, filed=FILED_ON["4"])
    assert not grave(findings)
    assert {note.name: note.id for note in filing.footnotes} == {"spouse": "F1", "award": "F2", call: "F3"}
    again, findings = judged(write_draft(filing), filed=FILED_ON["4"])
    assert not grave(findings)
    assert [(note.id, note.text.text) for note in again.footnotes] == [
        (note.id, note.text.text) for note in filing.footnotes
    ]


def test_two_spellings_of_one_footnote_share_it() -> None:
    one, other = "vesting(first=2027-03-01, parts=4)", "vesting(parts=four,first=2027-03-01)"
    draft = edited("4", {f"{SALE}.price": f"31.07 ^{one}", f"{AWARD}.price": f"0 ^award ^{other}"})
    filing, findings = judged(draft, filed=FILED_ON["4"])
    assert not grave(findings)
    assert [note.name for note in filing.footnotes] == [one, "award"]
    assert filing.non_derivative[1].price.names == ("award", one)


def test_the_drafts_own_footnote_comes_first() -> None:
    draft = edited("4", {f"{SALE}.price": "31.07 ^spouse", "footnotes.spouse": "Our own words."})
    filing, _ = judged(draft, filed=FILED_ON["4"])
    note = filing.note("spouse")
    assert note is not None and note.text.text == "Our own words."


def test_ones_own_text_takes_the_place_of_the_librarys() -> None:
    own, problems = read_template("spouse", tree("{k: 'Held by {who}.'}").walk(["k"]), "house.yaml")
    plan, more = read_template(
        "plan-adoption", tree("{k: 'Plan of {adopted:date}.'}").walk(["k"]), "house.yaml"
    )
    assert own and plan and not problems + more
    edits = {f"{SALE}.price": "31.07 ^spouse(who=her husband)", "plan_10b5_1": {"adopted": "2026-03-02"}}
    filing, _ = read_draft(tree(edited("4", edits)))
    filing, findings = define(filing, {**standard(), "spouse": own, "plan-adoption": plan})
    assert not findings
    texts = {note.name: note.text.text for note in filing.footnotes}
    assert texts["spouse(who=her husband)"] == "Held by her husband."
    assert texts["plan-adoption"] == "Plan of March 2, 2026."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("k: 'In {parts:integer} parts.'", 'parts is of the kind "integer"'),
        ("k: {text: 'In {parts} parts.', parameters: {part: {kind: count}}}", "no {part} stands in its text"),
        ("k: {text: 'In {parts} parts.', parameters: {parts: {knd: count}}}", "unknown key `knd`"),
        ("k: {text: 'In {n} parts.', parameters: {n: {kind: count, default: x}}}", 'the default of n is "x"'),
        ("k: {text: 'In {n} parts.', order: [m]}", "`order` names m"),
        ("k: {texts: 'In {n} parts.'}", "unknown key `texts`"),
        ("k: ''", "it has no text"),
    ],
)
def test_a_template_with_a_fault_is_none(text: str, problem: str) -> None:
    template, problems = read_template("k", tree(text).walk(["k"]))
    assert template is None
    assert problem in "; ".join(problems)


FLOW = 'form: "4"\nnon_derivative:\n  - {{security: Stock, {}, ownership: direct}}\n'
CUTS = [
    ("price: 0 ^vesting(first=2027-03-01, parts=4)", ["price"]),
    ("price: 0 ^vesting(first=2027-03-01, parts=4, every=month)", ["price"]),
    ("price: 0 ^a ^vesting(first=2027-03-01, parts=4) ^b", ["price"]),
    ("price: ^amendment-purpose(what=the price, and more)", ["price"]),
    ("price: ^v(a=1, b=2), expires: ^v(a=1, b=2)", ["price", "expires"]),
    ("price: ^v(a=1, b=2), acquired: 5, expires: ^w(a=1, b=2, c=3)", ["price", "expires"]),
]
WHOLE = [
    'price: "0 ^vesting(first=2027-03-01, parts=4)"',
    "price: 0 ^vesting(first=2027-03-01)",
    "price: 0 ^award, parts=4): x",
    "price: 0 ^vesting(first=2027-03-01, parts=4",
]


@pytest.mark.parametrize(("members", "keys"), CUTS)
def test_a_cut_reference_is_put_together_and_explained(members: str, keys: list[str]) -> None:
    text = FLOW.format(members)
    root, findings = compose(text)
    assert root is not None
    root, findings = rejoin(root, findings)
    row = root.walk(["non_derivative", 0])
    assert set(row.members) == {"security", "ownership", *keys} | ({"acquired"} & set(row.members))
    assert codes(findings) == [CUT.code] * len(keys)
    written = re.findall(r"\w+: ([^:]*\([^)]*\)[^,}]*)", members)
    assert [row.members[key].text for key in keys] == written
    for found, key in zip(findings, keys, strict=True):
        assert f'{key}: "{row.members[key].text}"' in found.hint
        assert text.split("\n")[2][found.place.column - 1 :].startswith((row.members[key].text or "")[:3])


@pytest.mark.parametrize("members", WHOLE)
def test_what_was_not_cut_is_left_alone(members: str) -> None:
    root, findings = compose(FLOW.format(members))
    assert root is not None
    again, after = rejoin(root, findings)
    assert (again.plain(), after) == (root.plain(), findings)


@pytest.mark.parametrize("tail", ["", ", owned_after: 5"])
def test_a_cut_reference_can_be_mended(tail: str) -> None:
    text = FLOW.format(f"price: 0 ^vesting(first=2027-03-01, parts=4){tail}")
    root, findings = compose(text)
    assert root is not None
    whole, findings = rejoin(root, findings)
    fixes = [found.fix for found in findings if found.fix]
    mended, applied = apply(text, fixes)
    assert applied == 1
    again, findings = compose(mended)
    assert again is not None and not findings
    assert again.plain() == whole.plain()


@pytest.mark.parametrize(
    "members", ["price: ^v(a=1, b=2), expires: ^v(a=1, b=2)", "price: ^v(a=1, b=2, c=3)"]
)
def test_a_fix_is_not_offered_where_it_could_go_wrong(members: str) -> None:
    root, findings = compose(FLOW.format(members))
    assert root is not None
    fixes: list[Fix | None] = [found.fix for found in rejoin(root, findings)[1]]
    assert fixes and set(fixes) == {None}


CUT_TWICE = """
form: "4"
plan_10b5_1: false
issuer: {cik: "0001903415", symbol: HWLI}
owners: [{cik: "0001903446", director: true}]
derivative:
  - {security: Restricted Stock Units, exercise_price: ^one-for-one, date: 2026-11-18, code: A,
     acquired: 2400, exercisable: ^vesting(first=2027-03-01, parts=4),
     expires: ^vesting(first=2027-03-01, parts=4), underlying: Common Stock, underlying_shares: 2400,
     price: 0, owned_after: 2400, ownership: direct}
signatures: [{name: /s/ Antonio J. Reyes, date: 2026-11-19}]
"""


def test_cut_references_make_no_other_finding() -> None:
    assert codes(grave(judged(CUT_TWICE, filed=FILED_ON["4"])[1])) == [CUT.code] * 2


ROW = {"security": "Common Stock", "date": "2026-11-18", "code": "A", "acquired": "500"}


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if "^" in fault.bad and "<" not in fault.bad])
def test_the_examples_of_a_fault_are_right(fault: Fault) -> None:
    def seen(example: str) -> list[str]:
        keys = "\n    ".join(f"{key}: {each}" for key, each in ROW.items())
        row = example if example.startswith("{") else f"{keys}\n    {example}"
        root, findings = compose(f'form: "4"\nnon_derivative:\n  - {row}\n')
        assert root is not None
        root, findings = rejoin(root, findings)
        return codes([*findings, *define(read_draft(root)[0])[1]])

    assert seen(fault.bad) == [fault.code]
    assert seen(fault.good) == []


@given(st.text(max_size=60), st.sampled_from(sorted(standard())))
def test_nothing_raises(text: str, name: str) -> None:
    template = standard()[name]
    call = parse_call(f"{name}({text})")
    filled, findings = fill(call, template, Place())
    assert (filled is None) == bool(findings)


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=30))
def test_what_is_read_is_spelled(kind: str, text: str) -> None:
    found = KINDS[kind].read(text)
    assert found is None or KINDS[kind].spell(found)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True),
        st.from_regex(r"[A-Za-z0-9$][A-Za-z0-9 .$'-]{0,12}[A-Za-z0-9]", fullmatch=True),
        min_size=1,
    )
)
def test_a_call_reads_back(values: dict[str, str]) -> None:
    call = parse_call(write_call("note", values))
    assert call.given == tuple((key, " ".join(each.split())) for key, each in values.items())
    assert call.nameless == ()


def test_the_page_is_what_the_library_says() -> None:
    assert (ROOT / "docs" / "footnotes.md").read_text(encoding="utf-8") == page(standard())


def test_the_command_lists_shows_and_fills() -> None:
    listed = run("footnotes")
    assert listed.exit_code == 0
    assert [line.split("(")[0].split()[0] for line in listed.stdout.splitlines()] == [
        f"^{name}" for name in sorted(standard())
    ]
    shown = run("footnotes", "vesting")
    assert shown.exit_code == 0 and "a whole number" in shown.stdout and "four equal annual" in shown.stdout
    filled = run("footnotes", "vesting", "first=2027-03-01", "parts=4")
    assert filled.exit_code == 0
    assert filled.stdout == "The units vest in four equal annual installments beginning on March 1, 2027.\n"
    wrong = run("footnotes", "vesting", "first=2027-03-01", "parts=x")
    assert wrong.exit_code == 1 and "LIB04" in wrong.stdout
    assert run("footnotes", "vestng").exit_code == 2
