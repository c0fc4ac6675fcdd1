"""Cases of Section 16(b) as a lawyer writes them, in tests/data/section16b: forms, and what follows.

A case has:
  case       what it shows, in a sentence; `cites`, the authority
  insider    the boxes ticked on every form: director, officer, ten_percent (default: director)
  roles      lines of people/reyes.yaml; `issuer`, lines of [issuer] in form4kit.toml
  forms      a name and its rows each; a row is `DATE CODE SHARES @ PRICE`, and where wanted `of TITLE`,
             `by HOLDER` and `(FOOTNOTE)` to the price; or a mapping of `row` and more keys of a draft's row.
             A row of Table II has `exercise_price`, `expires` or `underlying` under `II`.
             Keys of a form: form (4), period, boxes, exit, owners (further ones, by name), original_filed
  run        options of the command: --trade, --split, --person, --as-of (default 2026-11-30)
  want       what must come of it:
    profit, lowest_in_highest_out
    pairs      `DATE with DATE: SHARES for PROFIT`, purchase first, exactly these
    open       `SIDE of DATE until DATE: SHARES`, exactly these
    excluded   `CODE of FORM, PLACE: WORDS`, exactly these; the words are a part of the reason
    assumed    a part of an assumption each; `not_assumed` the contrary
    exit       the exit code, with `says` a part of what is said
    items      of `outlook`: `DATE KIND` and further keys, exactly these; `text` is a part of the text
"""

import re
from pathlib import Path
from typing import Any, Final

import yaml
from commands_run import Result, form4kit

DATA = Path(__file__).parents[1] / "data" / "section16b"
Case = dict[str, Any]

_ROW = re.compile(
    r"(?P<date>\S+) (?P<code>[A-Z]) (?P<shares>\S+)(?: @ (?P<price>\S+))?(?: of (?P<title>.+?))?"
    r"(?: by (?P<holder>.+?))?(?: \((?P<note>.+)\))?\Z"
)
_ACQUIRES: Final = frozenset("PALMOXCW")


def cases(*names: str) -> list[Case]:
    """Return the cases of files, or of all but those of `outlook`, each with a name of its own."""
    every = [file for file in sorted(DATA.glob("*.yaml")) if file.stem != "outlook"]
    files = [DATA / f"{name}.yaml" for name in names] if names else every
    return [
        {"id": f"{file.stem}: {each['case']}", **each}
        for file in files
        for each in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    ]


def written(case: Case, folder: Path) -> list[str]:
    """Write the forms of a case, and its registry, into a folder; return the names of the forms."""
    if "roles" in case or "issuer" in case:
        issuer = '[issuer]\nkey = "hartwell"\ncik = "0001903415"\n' + case.get("issuer", "")
        (folder / "form4kit.toml").write_text(issuer)
        (folder / "people").mkdir(exist_ok=True)
        person = {"cik": "0001903446", "name": "Reyes Antonio J", "roles": case.get("roles", [])}
        if not person["roles"]:
            del person["roles"]
        person |= case.get("person", {})
        (folder / "people" / "reyes.yaml").write_text(yaml.safe_dump(person))
    names = []
    for form, told in case["forms"].items():
        (folder / f"{form}.yaml").write_text(yaml.safe_dump(draft(case, told), sort_keys=False))
        names.append(f"{form}.yaml")
    return names


def draft(case: Case, told: Any) -> dict[str, Any]:
    """Return one form of a case as a draft."""
    told = told if isinstance(told, dict) else {"rows": told}
    boxes = told.get("boxes", case.get("insider", "director")).split()
    first = {"cik": "0001903446", "name": "Reyes Antonio J"} | dict.fromkeys(boxes, "true")
    if "officer" in first:
        first["officer"] = "Chief Financial Officer"
    more = told.get("owners", [])
    owners = [] if told.get("without_reyes") else [first]
    owners += [
        {"cik": f"00019{n:05}", "name": name, **dict.fromkeys(boxes, "true")} for n, name in _numbered(more)
    ]
    made: dict[str, Any] = {
        "form": told.get("form", "4"),
        "issuer": {
            "cik": told.get("issuer", "0001903415"),
            "name": told.get("issuer_name", "HARTWELL INSTRUMENTS INC"),
        },
        "owners": owners,
    }
    made |= {key: told[key] for key in ("period", "original_filed") if key in told}
    if "exit" in told:
        made["not_subject_to_section_16"] = told["exit"]
    notes: dict[str, str] = {}
    tables: dict[str, list[dict[str, Any]]] = {"non_derivative": [], "derivative": []}
    for each in told.get("rows", []):
        row, table = _row(each, notes)
        tables[table].append(row)
    made |= {table: rows for table, rows in tables.items() if rows}
    if notes:
        made["footnotes"] = notes
    made["signatures"] = [{"name": "/s/ Antonio J. Reyes", "date": told.get("signed", "2026-11-20")}]
    return made


def _numbered(names: list[str]) -> list[tuple[int, str]]:
    return [(sum(map(ord, name)), name) for name in names]


def _row(told: Any, notes: dict[str, str]) -> tuple[dict[str, Any], str]:
    more = dict(told) if isinstance(told, dict) else {"row": told}
    found = _ROW.fullmatch(more.pop("row"))
    assert found, f"{told} is no row"
    table = "derivative" if "II" in more else "non_derivative"
    row: dict[str, Any] = {
        "security": found["title"] or "Common Stock",
        "date": found["date"],
        "code": found["code"],
    }
    way = "acquired" if found["code"] in _ACQUIRES else "disposed"
    way = "disposed" if table == "derivative" and found["code"] in "MXC" else way
    row[more.pop("way", way)] = found["shares"]
    row["price"] = found["price"] or ""
    if found["note"]:
        name = f"n{len(notes) + 1}"
        notes[name] = found["note"]
        row["price"] = f"{row['price']} ^{name}".strip()
    if not row["price"]:
        del row["price"]
    if table == "derivative":
        row |= {"underlying": "Common Stock", "underlying_shares": found["shares"]} | more.pop("II")
    row["owned_after"] = more.pop("owned_after", "1000")
    row["ownership"] = {"indirect": found["holder"]} if found["holder"] else "direct"
    return row | more, table


def swing(case: Case, folder: Path) -> Result:
    """Run `form4kit swing` on the forms of a case, written into a folder that is the current one."""
    options = [str(each) for each in case.get("run", [])]
    if "--as-of" not in options:
        options += ["--as-of", "2026-11-30"]
    return form4kit("swing", *written(case, folder), *options, "--format", "json")


def outlook(case: Case, folder: Path, format: str = "json") -> Result:
    """Run `form4kit outlook` on the forms of a case, as `swing` does."""
    options = [str(each) for each in case.get("run", [])]
    return form4kit("outlook", *written(case, folder), *options, "--format", format)


def as_told(found: Any) -> dict[str, list[str]]:
    """Return the JSON of the command in the words of a case."""
    pairs = [
        f"{pair['purchase']['date']} with {pair['sale']['date']}: {pair['shares']} for {pair['profit']}"
        for pair in found["pairs"]
    ]
    opened = [
        f"{each['side']} of {each['date']} until {each['clear_on']}: {each['shares']}"
        for each in found["open"]
    ]
    excluded = [
        f"{each['code']} of {each['file'].removesuffix('.yaml')}, {each['row']}: {each['why']}"
        for each in found["excluded"]
    ]
    return {"pairs": pairs, "open": opened, "excluded": excluded}
