"""Hypothesis strategies for drafts: every key of the language, with any text that XML can hold."""

import datetime as dt
from typing import Any

import yaml
from hypothesis import strategies as st

from form4kit.draft.references import write_marks
from form4kit.law.codes import CODES
from form4kit.law.editions import EDITION_NAMES

Strategy = st.SearchStrategy[Any]

# What XML 1.0 can hold. Blanks alone are left out: on the form nothing stands there.
_CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff").filter(
    lambda c: c >= " " or c in "\t\n\r"
)
_NASTY = st.sampled_from(
    ["^", "^^", "^a", "x ^a", '"', "'", "\\", "#", " #2", ": ", "- x", "a\nb", "\n", " ", "a\n\n b", "&<>]]>"]
    + [
        "true",
        "no",
        "~",
        "null",
        "0123",
        "1e3",
        "12.50",
        "2026-11-18",
        "é",
        "\u2028",
        "\x85",
        "\x9b",
        "\ufeff",
        "𝒜",
    ]
    + ["{a}", "[b]", "*c", "&d", "!e", "|", ">", "%f", "@g", "`h", "?", ",", "\t", "\r", "\r\n", "=", "<<"]
)
texts: Strategy = (
    st.lists(st.one_of(_NASTY, st.text(_CHARACTERS, max_size=8)), min_size=1, max_size=5)
    .map("".join)
    .filter(lambda text: bool(text.strip()))
)
long_texts: Strategy = st.one_of(
    texts,
    st.lists(
        st.sampled_from(["The", "shares", "vest", "#2", "in:", "2027,", "-", "^x", "\n", "  "]),
        min_size=20,
        max_size=60,
    )
    .map(" ".join)
    .filter(lambda text: bool(text.strip())),
)
numbers: Strategy = st.one_of(
    st.decimals(0, 10**9, places=4).map(lambda number: f"{number:f}"),
    st.integers(0, 10**12).map(str),
    texts,
)
dates: Strategy = st.one_of(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)).map(str), texts)
flags: Strategy = st.one_of(st.sampled_from(["true", "false", "1", "0"]), texts)
names: Strategy = st.one_of(
    st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,5}", fullmatch=True),
    st.integers(1, 99).map(lambda n: f"F{n}"),
)


def plain(values: Strategy) -> Strategy:
    """Values that cannot carry a reference: only their carets are doubled."""
    return values.map(lambda text: text.replace("^", "^^"))


def marked(values: Strategy, notes: list[str]) -> Strategy:
    """Values with references, or references alone; blanks before a reference are not part of the text."""
    refs = st.lists(st.sampled_from(notes), max_size=3) if notes else st.just([])

    def join(value: str | None, found: list[str]) -> str:
        text = value.rstrip() if value and found else value
        return write_marks(text or None, tuple(found)) if text or found else "x"

    return st.builds(join, st.one_of(st.none(), values), refs)


@st.composite
def rows(draw: Any, notes: list[str], derivative: bool) -> dict[str, Any]:
    """A row: a transaction or a holding, in short or in long forms."""
    number, text, date = marked(numbers, notes), marked(texts, notes), marked(dates, notes)
    keys: dict[str, Strategy] = {
        "security": text, "date": date, "deemed": date, "price": number, "timeliness": text,
        "owned_after": number, "value_owned_after": number,
    }  # fmt: skip
    if derivative:
        keys |= {"exercise_price": number, "exercisable": date, "expires": date, "underlying": text,
                 "underlying_shares": number, "underlying_value": number}  # fmt: skip
    row = draw(st.fixed_dictionaries({}, optional=keys))
    if draw(st.booleans()):
        row["code"] = draw(marked(st.one_of(st.sampled_from(sorted(CODES)), texts), notes))
        row |= draw(st.sampled_from([{}, {"early": "true"}, {"late": "true"}, {"form_type": "4"}]))
        row |= draw(st.fixed_dictionaries({}, optional={"swap": plain(flags)}))
        if "late" in row:
            row.pop("timeliness", None)
    else:
        row |= draw(
            st.one_of(st.just({"late": "true"}), st.fixed_dictionaries({}, optional={"form_type": text}))
        )
    amounts = [
        st.fixed_dictionaries({}, optional={"acquired": number}),
        st.fixed_dictionaries({}, optional={"disposed": number}),
        st.fixed_dictionaries(
            {}, optional={"shares": number, "total_value": number, "acquired_disposed": text}
        ),
    ]
    owned = [
        st.sampled_from([{}, {"ownership": "direct"}, {"ownership": "indirect"}]),
        st.fixed_dictionaries({"ownership": st.fixed_dictionaries({"indirect": text})}),
        st.fixed_dictionaries({}, optional={"direct_indirect": text, "nature": text}),
    ]
    return {**row, **draw(st.one_of(amounts)), **draw(st.one_of(owned))}


ADDRESSES: Strategy = st.fixed_dictionaries(
    {"street": st.one_of(plain(texts), st.lists(plain(texts), min_size=1, max_size=2))},
    optional={
        **dict.fromkeys(["city", "territory", "state", "country", "zip", "state_description"], plain(texts)),
        "non_us": plain(flags),
        "good_address": plain(flags),
    },
)


@st.composite
def owners(draw: Any) -> dict[str, Any]:
    """A reporting owner with any boxes and texts."""
    optional = {"cik": plain(texts), "name": plain(texts), "address": ADDRESSES,
                "director": plain(flags), "ten_percent": plain(flags)}  # fmt: skip
    owner = draw(st.fixed_dictionaries({}, optional=optional))
    for box, words in (("officer", "officer_title"), ("other", "other_text")):
        owner |= draw(
            st.one_of(
                st.fixed_dictionaries({}, optional={box: plain(texts)}),
                st.fixed_dictionaries(
                    {}, optional={box: st.sampled_from(["true", "0"]), words: plain(texts)}
                ),
            )
        )
    return dict(owner)


@st.composite
def drafts(draw: Any) -> dict[str, Any]:
    """A draft of any of the six types."""
    footnotes = draw(st.dictionaries(names, long_texts, max_size=5))
    notes = list(footnotes)
    table = {
        "non_derivative": st.lists(rows(notes, False), max_size=3),
        "derivative": st.lists(rows(notes, True), max_size=2),
    }
    head = {
        "edition": st.sampled_from(EDITION_NAMES),
        "period": plain(dates),
        "original_filed": plain(dates),
        "not_subject_to_section_16": plain(flags),
        "plan_10b5_1": st.one_of(plain(flags), st.fixed_dictionaries({"adopted": dates})),
        "issuer": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(["cik", "name", "symbol", "foreign_symbol"], plain(texts))
        ),
        "owners": st.lists(owners(), max_size=2),
        "remarks": long_texts,
        "signatures": st.lists(
            st.fixed_dictionaries({}, optional={"name": texts, "date": plain(dates)}), max_size=2
        ),
        "contact": st.fixed_dictionaries({}, optional=dict.fromkeys(["name", "phone", "email"], texts)),
        "notify": st.lists(texts, max_size=2),
        "exhibits": st.lists(
            st.fixed_dictionaries({}, optional=dict.fromkeys(["file", "type", "description"], texts)),
            max_size=2,
        ),
        "allow": st.dictionaries(texts, texts, max_size=2),
        "as_published": st.fixed_dictionaries(
            {},
            optional={"schema_version": plain(texts), "no_securities_owned": plain(flags),
                      "form3_holdings_reported": plain(flags), "form4_transactions_reported": plain(flags)},
        ),
    }  # fmt: skip
    draft = draw(
        st.fixed_dictionaries(
            {"form": st.sampled_from(["3", "3/A", "4", "4/A", "5", "5/A"])}, optional=head | table
        )
    )
    return {**draft, "footnotes": footnotes}


def as_yaml(draft: dict[str, Any]) -> str:
    """Return a draft as YAML: every scalar in quotes, with escapes."""
    return yaml.safe_dump(draft, sort_keys=False, default_style='"', width=10_000)
