"""Write a commented draft to fill in, for `form4kit new`."""

import re
from pathlib import Path

from form4kit.draft.write import SCHEMA_LINE
from form4kit.lazy_re import pattern
from form4kit.resources import resource

EVENT_KINDS = {
    "grant": "Form 4: units, options or restricted stock from the issuer (code A)",
    "purchase": "Form 4: a purchase on the market or privately (code P)",
    "sale": "Form 4: a sale on the market or privately (code S)",
    "exercise": "Form 4: the exercise of an option that the issuer granted (code M)",
    "vest": "Form 4: units that vest, with shares withheld for taxes (codes M and F)",
    "gift": "Form 4: a gift made or received (code G)",
    "plan-sale": "Form 4: a sale under a Rule 10b5-1 trading plan (code S)",
    "withhold": "Form 4: shares withheld for taxes, no unit vesting with them (code F)",
    "to-issuer": "Form 4: a return of shares to the issuer (code D)",
    "convert": "Form 4: the conversion of a derivative (code C)",
    "transfer": "Form 4: another acquisition or disposition, to be described (code J)",
    "tender": "Form 4: a tender of shares in a change of control (code U)",
    "inherit": "Form 4: what came or went by will or descent (code W)",
    "discretionary": "Form 4: a discretionary transaction in a plan of the issuer (code I)",
    "small-acquisition": "Form 4: a small acquisition reported early (code L)",
    "expire": "Form 4: the end of a derivative without exercise (codes E and H)",
    "voting-trust": "Form 4: into or out of a voting trust (code Z)",
}
"""What `new` writes as an event of a draft: each kind, and what it is for."""

KINDS = {
    "amendment": "Form 4/A: a correction of, or addition to, a form already filed",
    "form3": "Form 3: what a new director, officer or 10% holder owns",
    "form5": "Form 5: what was left to report when the fiscal year ended",
}
"""The kinds of drafts that are no one event, and what each is for."""

SCHEMA_FILE = "filing.schema.json"
"""The name under which the JSON Schema of drafts stands beside them, for editors."""

_INCLUDE = pattern(r"^# include: (\w+)\n", re.MULTILINE)
_ROOTS = ("form4kit.toml", ".git")


def new_draft(kind: str, schema: str = SCHEMA_FILE, parties: str = "") -> str:
    """Return the text of a commented draft of one of `KINDS`, with every blank left empty.

    `schema` is where an editor finds the JSON Schema, seen from the draft; `parties` are issuer and owners,
    in place of blanks for them. Raises KeyError for a kind that is not one of them.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    known = {"parties": f"{parties}\n"} if parties else {}
    text = _INCLUDE.sub(
        lambda found: known.get(found[1]) or _template("parts", f"{found[1]}.yaml"), _template(f"{kind}.yaml")
    )
    _, _, rest = text.partition("\n")
    return f"{SCHEMA_LINE.format(schema)}\n{rest}"


def schema_reference(folder: Path) -> str:
    """Return where a draft in a folder finds its JSON Schema: a path relative to it, with slashes.

    A relative path is the same on every machine and needs no network. It is that of the nearest
    `filing.schema.json` at or above the folder, up to the root of the repository; where there is none,
    the one to be written beside the draft.
    """
    steps = ""
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / SCHEMA_FILE).is_file():
            return steps + SCHEMA_FILE
        if any((place / name).exists() for name in _ROOTS):
            break
        steps += "../"
    return SCHEMA_FILE


def _template(*parts: str) -> str:
    return resource("templates", "drafts", *parts).read_text(encoding="utf-8")
