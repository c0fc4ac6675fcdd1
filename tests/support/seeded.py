"""Faults planted in sound filings: each kind is an edit of a draft and the rules that must name it.

A `Kind` edits a draft (plain strings, lists and mappings) in place and returns False where the draft has
nothing to plant it in. `rules` are the codes of which one must be found that was not found before.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Draft = dict[str, Any]
Edit = Callable[[Draft], bool]


@dataclass(frozen=True)
class Kind:
    name: str
    rules: tuple[str, ...]
    plant: Edit
    published: bool = True


def rows(draft: Draft, *tables: str) -> Iterator[Draft]:
    for table in tables or ("non_derivative", "derivative"):
        yield from draft.get(table, [])


def pick(draft: Draft, want: Callable[[Draft], bool], *tables: str) -> Draft | None:
    return next((row for row in rows(draft, *tables) if want(row)), None)


def in_row(want: Callable[[Draft], bool], change: Callable[[Draft], object], *tables: str) -> Edit:
    """Change the first row that is wanted."""

    def plant(draft: Draft) -> bool:
        row = pick(draft, want, *tables)
        if row is None:
            return False
        change(row)
        return True

    return plant


def put(**values: str | None) -> Callable[[Draft], None]:
    def change(target: Draft) -> None:
        for key, value in values.items():
            if value is None:
                target.pop(key, None)
            else:
                target[key] = value

    return change


def code(*codes: str) -> Callable[[Draft], bool]:
    return lambda row: row.get("code", "").split(" ")[0] in codes


def any_code(row: Draft) -> bool:
    return bool(row.get("code"))


def has(*keys: str) -> Callable[[Draft], bool]:
    return lambda row: all(row.get(key) for key in keys)


def both(*wants: Callable[[Draft], bool]) -> Callable[[Draft], bool]:
    return lambda row: all(want(row) for want in wants)


def bare(key: str) -> Callable[[Draft], bool]:
    """A row whose value of a key carries no reference."""
    return lambda row: bool(row.get(key)) and "^" not in row[key]


def plain(row: Draft) -> bool:
    """A row without any reference to a footnote."""
    return "^" not in str(row)


def top(**values: Any) -> Edit:
    def plant(draft: Draft) -> bool:
        put(**values)(draft)
        return True

    return plant


def owner(**values: str | None) -> Edit:
    def plant(draft: Draft) -> bool:
        put(**values)(draft["owners"][0])
        return True

    return plant


def address(**values: Any) -> Edit:
    def plant(draft: Draft) -> bool:
        if not draft["owners"][0].get("address", {}).get("state"):
            return False
        put(**values)(draft["owners"][0]["address"])
        return True

    return plant


def note(text: Callable[[str], str]) -> Edit:
    def plant(draft: Draft) -> bool:
        for name, old in draft.get("footnotes", {}).items():
            draft["footnotes"][name] = text(old)
            return True
        return False

    return plant


def swapped_letter(row: Draft) -> None:
    if "acquired" in row:
        row["disposed"] = row.pop("acquired")
    else:
        row["acquired"] = row.pop("disposed")


def more(key: str, by: int) -> Callable[[Draft], None]:
    def change(row: Draft) -> None:
        number, _, marks = row[key].partition(" ")
        row[key] = f"{Decimal(number) + by} {marks}".strip()

    return change


def second(want: Callable[[Draft], bool], change: Callable[[Draft], object]) -> Edit:
    """Change the second of two rows of one series in Table I, whose first gives the opening balance."""

    def plant(draft: Draft) -> bool:
        table = draft.get("non_derivative", [])
        for one, two in itertools.pairwise(table):
            same = all(one.get(key) == two.get(key) for key in ("security", "ownership", "direct_indirect"))
            if same and any_code(one) and any_code(two) and want(two) and want(one):
                change(two)
                return True
        return False

    return plant


def unreferenced(draft: Draft) -> bool:
    draft.setdefault("footnotes", {})["F98"] = "Nothing refers to this footnote."
    return True


def undefined(draft: Draft) -> bool:
    row = next(rows(draft), None)
    if row is None:
        return False
    row["security"] += " ^F97"
    return True


def doubled(draft: Draft) -> bool:
    for row in rows(draft):
        for key, value in row.items():
            if isinstance(value, str) and " ^" in value:
                row[key] = f"{value} ^{value.rsplit('^', 1)[1]}"
                return True
    return False


def every_row_many(table: str, count: int) -> Edit:
    def plant(draft: Draft) -> bool:
        found = draft.get(table)
        if not found:
            return False
        draft[table] = [dict(found[0]) for _ in range(count)]
        return True

    return plant


def eleven_owners(draft: Draft) -> bool:
    one = draft["owners"][0]
    draft["owners"] = [{**one, "cik": str(1000 + n)} for n in range(11)]
    return True


def same_owner_twice(draft: Draft) -> bool:
    one = draft["owners"][0]
    draft["owners"].append({**one, "cik": one["cik"].lstrip("0")})
    return True


def no_rows(draft: Draft) -> bool:
    if draft.get("not_subject_to_section_16") == "true":
        return False
    for table in ("non_derivative", "derivative"):
        draft.pop(table, None)
    draft.pop("footnotes", None)
    return draft["form"][0] in "45"


def relationship(**values: str) -> Edit:
    def plant(draft: Draft) -> bool:
        first = draft["owners"][0]
        for key in ("director", "officer", "ten_percent", "other", "officer_title", "other_text"):
            first.pop(key, None)
        first.update(values)
        return True

    return plant


def signature(**values: str) -> Edit:
    def plant(draft: Draft) -> bool:
        draft["signatures"][0].update(values)
        return True

    return plant


def form4(plant: Edit) -> Edit:
    return lambda draft: draft["form"] == "4" and plant(draft)


def modern(plant: Edit) -> Edit:
    """Only filings since the Rule 10b5-1 box."""
    return lambda draft: draft["form"] == "4" and "plan_10b5_1" in draft and plant(draft)


def year(key: str, old: int, new: int) -> Callable[[Draft], None]:
    def change(row: Draft) -> None:
        first = row[key]
        row[key] = f"{int(first[:4]) + new - old}{first[4:]}"

    return change


DIRECT = lambda row: row.get("ownership") == "direct"  # noqa: E731
INDIRECT = lambda row: isinstance(row.get("ownership"), dict)  # noqa: E731
SHARES = lambda row: "acquired" in row or "disposed" in row  # noqa: E731

KINDS = [
    # codes
    Kind("unknown code", ("COD01",), in_row(any_code, put(code="B"))),
    Kind("lower case code", ("COD01",), in_row(any_code, put(code="s"))),
    Kind("K as the code", ("COD02",), in_row(code("S", "P"), put(code="K"))),
    Kind("S/K as the code", ("COD02",), in_row(code("S"), put(code="S/K"))),
    Kind("V as the code", ("COD03",), form4(in_row(any_code, put(code="V")))),
    Kind("no code", ("COD04",), in_row(any_code, put(code=None))),
    Kind("form type 3 on a transaction", ("COD05",), in_row(any_code, put(form_type="3", early=None))),
    Kind("late on a Form 4", ("COD06",), form4(in_row(any_code, put(timeliness="L")))),
    Kind("E with form type 4", ("COD06",), form4(in_row(any_code, put(timeliness="E", early=None)))),
    Kind("a sale reported early", ("COD08",), form4(in_row(code("S"), put(early="true")))),
    Kind(
        "a sale that acquires",
        ("COD10", "BAL05"),
        in_row(both(code("S"), plain, has("disposed")), swapped_letter, "non_derivative"),
    ),
    Kind(
        "withholding that acquires",
        ("COD10",),
        in_row(both(code("F"), plain, has("disposed")), swapped_letter, "non_derivative"),
    ),
    Kind(
        "a purchase that disposes",
        ("COD10",),
        in_row(both(code("P"), plain, has("acquired")), swapped_letter, "non_derivative"),
    ),
    Kind(
        "a grant that disposes",
        ("COD10",),
        in_row(both(code("A"), has("acquired")), swapped_letter, "non_derivative"),
    ),
    Kind(
        "an expiration in Table I", ("COD11",), in_row(both(any_code, plain), put(code="H"), "non_derivative")
    ),
    Kind(
        "J without a word",
        ("COD12",),
        lambda d: not d.get("remarks") and in_row(both(any_code, plain), put(code="J"))(d),
    ),
    Kind("a gift with a price", ("COD14",), in_row(code("G"), put(price="12.5"))),
    Kind("withholding without a price", ("COD17",), in_row(code("F"), put(price="0"), "non_derivative")),
    Kind(
        "a sale at nothing",
        ("COD30",),
        in_row(both(code("S"), bare("price")), put(price="0"), "non_derivative"),
    ),
    Kind(
        "a purchase at nothing",
        ("COD30",),
        in_row(both(code("P"), bare("price")), put(price="0"), "non_derivative"),
    ),
    Kind(
        "an exercise without Table II",
        ("COD19",),
        lambda d: (
            bool(pick(d, code("M"), "non_derivative"))
            and bool(pick(d, code("M"), "derivative"))
            and top(derivative=[r for r in d["derivative"] if not code("M")(r)])(d)
        ),
    ),
    Kind("an award as a sale", ("COD10",), in_row(both(code("A"), has("acquired")), put(code="S"))),
    Kind("a sale as a gift with a price", ("COD14",), in_row(both(code("S"), bare("price")), put(code="G"))),
    Kind("a swap without terms", ("COD32",), in_row(both(code("S", "P"), plain), put(swap="true"))),
    Kind(
        "a small acquisition that disposes",
        ("COD10", "COD25"),
        in_row(both(code("S"), plain), put(code="L"), "non_derivative"),
    ),
    # footnotes
    Kind("a footnote nothing refers to", ("FTN04",), unreferenced),
    Kind("a reference to no footnote", ("FTN03",), undefined),
    Kind("one footnote twice on a field", ("FTN05",), doubled),
    Kind("a footnote of 1,001 characters", ("FTN06",), note(lambda old: "word " * 200 + "x")),
    Kind("an empty footnote", ("FTN09",), note(lambda old: "")),
    Kind("remarks of 2,001 characters", ("FTN07",), top(remarks="x" * 2001)),
    Kind("a placeholder, brackets", ("FTN24",), note(lambda old: old + " [●]")),
    Kind("a placeholder, TBD", ("FTN24",), note(lambda old: old + " TBD")),
    Kind("a placeholder, date", ("FTN24",), note(lambda old: old + " on [date]")),
    Kind("a placeholder, XX", ("FTN24",), note(lambda old: old + " sold XX shares")),
    Kind("a placeholder, to come", ("FTN24",), note(lambda old: old + " The date is [to come].")),
    Kind("a footnote spoken of, not there", ("FTN26",), note(lambda old: old + " See footnote (97).")),
    Kind("no price and no footnote", ("FTN12",), in_row(bare("price"), put(price=None))),
    Kind(
        "no expiration and no footnote",
        ("FTN12", "DER05", "DER01"),
        in_row(bare("expires"), put(expires=None), "derivative"),
    ),
    # the 10b5-1 box
    Kind("no Rule 10b5-1 box", ("PLN01",), modern(top(plan_10b5_1=None))),
    Kind(
        "the box ticked, no date",
        ("FTN19", "PLN06"),
        modern(
            lambda d: (
                d["plan_10b5_1"] == "false"
                and "10b5" not in str(d.get("footnotes")) + d.get("remarks", "")
                and top(plan_10b5_1="true")(d)
            )
        ),
    ),
    # dates
    Kind("a date that is none", ("DAT01",), in_row(has("date"), put(date="2023-02-30"))),
    Kind("an American date", ("DAT01",), in_row(has("date"), put(date="02/13/2023"))),
    Kind(
        "a transaction next year",
        ("DAT05",),
        in_row(both(has("date"), any_code), lambda row: year("date", 0, 1)(row)),
    ),
    Kind(
        "a period that is not the earliest",
        ("DAT02",),
        form4(lambda d: bool(pick(d, has("date"))) and d.__setitem__("period", "2001-01-02") is None),
    ),
    Kind("deemed before the trade", ("DAT07",), in_row(has("date"), put(deemed="2001-01-02"))),
    Kind(
        "deemed after the cap",
        ("DAT08",),
        in_row(
            has("date"),
            lambda row: (
                row.update(deemed=f"{int(row['date'][:4])}-12-31")
                if row["date"][5:7] < "12"
                else row.update(deemed="2099-01-01")
            ),
        ),
    ),
    Kind(
        "signed before the trade",
        ("SIG03",),
        lambda d: bool(pick(d, any_code)) and signature(date="2001-01-02")(d),
    ),
    # balances
    Kind(
        "a balance that does not follow, up",
        ("BAL02", "BAL05"),
        second(both(SHARES, plain), more("owned_after", 7)),
    ),
    Kind(
        "a balance that does not follow, a lot",
        ("BAL02", "BAL05", "BAL04"),
        second(both(SHARES, plain), more("owned_after", 100000)),
    ),
    Kind(
        "fewer owned than acquired",
        ("BAL04", "BAL02"),
        lambda d: (
            len(d.get("non_derivative", [])) == 1
            and in_row(
                both(code("A", "P"), has("acquired"), bare("owned_after")),
                put(owned_after="1"),
                "non_derivative",
            )(d)
        ),
    ),
    Kind("shares and value owned", ("BAL01",), in_row(has("owned_after"), put(value_owned_after="5"))),
    Kind(
        "nothing owned after", ("BAL01",), in_row(both(has("owned_after"), any_code), put(owned_after=None))
    ),
    # numbers
    Kind("a comma in a number", ("NUM01",), in_row(has("owned_after"), put(owned_after="1,000"))),
    Kind("a dollar sign", ("NUM01",), in_row(has("price"), put(price="$5"))),
    Kind("a minus sign", ("NUM01",), in_row(has("owned_after"), put(owned_after="-5"))),
    Kind("an exponent", ("NUM01",), in_row(has("owned_after"), put(owned_after="1e3"))),
    Kind("five decimals", ("NUM02",), in_row(bare("price"), put(price="10.12345"))),
    Kind("thirteen digits", ("NUM02",), in_row(has("owned_after"), put(owned_after="1000000000000"))),
    Kind("no shares at all", ("NUM03",), in_row(both(has("acquired"), any_code), put(acquired="0"))),
    Kind(
        "no underlying amount",
        ("NUM07",),
        in_row(has("underlying_shares"), put(underlying_shares=None), "derivative"),
    ),
    Kind(
        "shares and total value",
        ("NUM06", "DRF05"),
        in_row(both(any_code, SHARES), put(total_value="5"), "derivative"),
    ),
    # issuer
    Kind("a prefix on the issuer's CIK", ("ISS01",), lambda d: d["issuer"].update(cik="CIK320193") is None),
    Kind("no symbol", ("ISS02",), lambda d: d["issuer"].pop("symbol", None) is not None),
    Kind("a symbol of 11 characters", ("ISS02",), lambda d: d["issuer"].update(symbol="ABCDEFGHIJK") is None),
    Kind(
        "an exchange before the symbol", ("ISS06",), lambda d: d["issuer"].update(symbol="NYSE:ABC") is None
    ),
    Kind(
        "the issuer as its own owner",
        ("ISS05",),
        lambda d: d["owners"][0].update(cik=d["issuer"]["cik"]) is None,
    ),
    # owners
    Kind("eleven owners", ("OWN01",), eleven_owners),
    Kind("a letter in the owner's CIK", ("OWN02",), owner(cik="0001214156A")),
    Kind("no owner's CIK", ("OWN02",), owner(cik=None)),
    Kind("the same owner twice", ("OWN03",), same_owner_twice),
    Kind("no relationship", ("OWN06",), relationship(director="false")),
    Kind("an officer without a title", ("OWN07",), relationship(officer="true")),
    Kind("other without a word", ("OWN08",), relationship(other="true")),
    Kind("a title of 31 characters", ("OWN09",), relationship(officer="x" * 31)),
    Kind("a title without the box", ("OWN10",), relationship(director="true", officer_title="Treasurer")),
    Kind("a director as an officer's title", ("OWN11",), relationship(officer="Director")),
    Kind("a part of an address", ("OWN12",), address(street=None, city=None)),
    Kind("a foreign code as a state", ("OWN15",), lambda d: "edition" not in d and address(state="A6")(d)),
    Kind("a state that is none", ("OWN15",), address(state="ZZ")),
    Kind(
        "a country that is none",
        ("OWN16",),
        lambda d: "edition" not in d and address(state=None, country="GB")(d),
        False,
    ),
    Kind(
        "an obsolete country",
        ("OWN16",),
        lambda d: "edition" not in d and address(state=None, country="I7")(d),
        False,
    ),
    Kind("a street of 41 characters", ("OWN17",), address(street="x" * 41)),
    Kind("a city of 31 characters", ("OWN17",), address(city="x" * 31)),
    Kind("a ZIP code with a dot", ("OWN17",), address(zip="SW1A.1AA")),
    Kind("a US address with a foreign ZIP code", ("OWN18",), address(zip="K1A 0B1")),
    Kind("nothing to report", ("OWN22",), no_rows),
    Kind(
        "a nature on a direct row",
        ("OWN25",),
        in_row(DIRECT, put(ownership=None, direct_indirect="D", nature="By Self")),
    ),
    Kind("no nature on an indirect row", ("OWN26",), in_row(INDIRECT, put(ownership="indirect"))),
    Kind(
        "a ten percent holder with a grant",
        ("COD22",),
        lambda d: (
            len(d["owners"]) == 1
            and bool(pick(d, code("A", "M")))
            and not re.search(
                "direct|board|employ|deput|designee|former|officer|serv",
                f"{d.get('footnotes')}{d.get('remarks')}",
                re.I,
            )
            and relationship(ten_percent="true")(d)
        ),
    ),
    # amendments
    Kind("an amendment without its date", ("AMD01",), lambda d: d["form"] == "4" and top(form="4/A")(d)),
    Kind("an original date on no amendment", ("AMD01",), form4(top(original_filed="2023-01-05"))),
    Kind(
        "an amendment that does not say why",
        ("AMD02",),
        lambda d: (
            d["form"] == "4"
            and "footnotes" not in d
            and "remarks" not in d
            and top(form="4/A", original_filed=d["signatures"][0]["date"])(d)
        ),
    ),
    # derivatives
    Kind(
        "a derivative without a title",
        ("DER01", "DER13"),
        in_row(has("security"), put(security=None), "derivative"),
    ),
    Kind("a title of 61 characters", ("DER13",), in_row(has("security"), put(security="x" * 61))),
    Kind(
        "no exercise price",
        ("DER01", "FTN12"),
        in_row(bare("exercise_price"), put(exercise_price=None), "derivative"),
    ),
    Kind("no underlying title", ("DER01",), in_row(has("underlying"), put(underlying=None), "derivative")),
    Kind(
        "expired before exercisable",
        ("DER02",),
        in_row(
            both(bare("exercisable"), bare("expires"), lambda r: "ption" in r["security"]),
            put(expires="1999-01-01"),
            "derivative",
        ),
    ),
    Kind(
        "the price of the derivative in an exercise",
        ("DER10",),
        in_row(both(code("M"), bare("price"), has("disposed")), put(price="31.07"), "derivative"),
    ),
    Kind(
        "a derivative of itself",
        ("DER14",),
        in_row(
            both(has("underlying"), lambda r: "ption" in r["security"]),
            lambda row: row.update(underlying=row["security"]),
            "derivative",
        ),
    ),
    # signatures
    Kind("no signature", ("SIG01",), top(signatures=None)),
    Kind(
        "eleven signatures",
        ("SIG01",),
        lambda d: d.update(signatures=[dict(d["signatures"][0]) for _ in range(11)]) is None,
    ),
    Kind("an empty signature", ("SIG02",), signature(name="")),
    Kind("a signature of 256 characters", ("SIG02",), signature(name="/s/ " + "x" * 252)),
    # the document
    Kind("31 rows in Table I", ("XML09",), every_row_many("non_derivative", 31)),
    Kind("31 rows in Table II", ("XML09",), every_row_many("derivative", 31)),
    Kind("a curly quote", ("XML04",), note(lambda old: old + " \u201cquoted\u201d")),
    Kind(
        "blanks around a title",
        ("XML03",),
        in_row(has("security"), lambda row: row.update(security=f"  {row['security']}")),
        False,
    ),
    # the draft itself
    Kind("an unknown key", ("DRF01",), in_row(has("security"), put(securty="x"))),
    Kind("no issuer", ("DRF02",), top(issuer=None)),
    Kind("a list for a mapping", ("DRF03",), top(issuer=["x"])),
    Kind("a word that is none", ("DRF04",), owner(director="maybe")),
    Kind("acquired and disposed", ("DRF05",), in_row(has("acquired"), put(disposed="5"))),
    # exhibits
    Kind(
        "an exhibit that is not there",
        ("EXH07",),
        top(exhibits=[{"file": "none.txt", "type": "EX-24"}]),
        False,
    ),
    Kind(
        "an exhibit outside the folder",
        ("EXH08",),
        top(exhibits=[{"file": "../../etc/hosts.txt", "type": "EX-24"}]),
        False,
    ),
    Kind("an exhibit of another type", ("EXH01",), top(exhibits=[{"file": "a.txt", "type": "EX-10"}]), False),
    Kind(
        "an exhibit of another kind of file",
        ("EXH02",),
        top(exhibits=[{"file": "a.docx", "type": "EX-24"}]),
        False,
    ),
    Kind(
        "an exhibit with a bad name",
        ("EXH03",),
        top(exhibits=[{"file": "POA Doe (1).txt", "type": "EX-24"}]),
        False,
    ),
    # the submission
    Kind("a contact's name of 31 characters", ("SUB04",), top(contact={"name": "x" * 31}), False),
    Kind("an address that is no email", ("SUB04",), top(notify=["nobody"]), False),
    Kind("one address twice", ("SUB04",), top(notify=["a@b.co", "a@b.co"]), False),
    # allowances
    Kind("an allowance without a reason", ("ALW02",), top(allow={"COD14": ""})),
    Kind("an allowance of nothing", ("ALW01",), top(allow={"COD14": "part gift"})),
]
