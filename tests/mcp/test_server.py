"""An assistant before a real server: it drafts, checks and shows, and comes at nothing else."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from assistant_kit import Assistant
from prepare_kit import FILED, document, folder, many_rows

from form4kit.draft.templates import EVENT_KINDS, KINDS
from form4kit.law.clock import NEW_YORK
from form4kit.mcp.prompts import PROMPTS
from form4kit.steps.build import BuildAnswers, carry_out, plan

SECRET, CCC, TOKEN = "outside-9f2c", "zq#7vwxy", "eyJhbGciOiJub25lIn0.a.b.c.SecretTokenPart0123456789"
TODAY = dt.datetime.now(NEW_YORK).date()
VEST = """\
form: "4"
plan_10b5_1: false
issuer: hartwell
owners: [reyes]
positions:
  common: {security: Common Stock, held: 41471}
  rsu: {security: Restricted Stock Units, derivative: true, held: 3000, underlying: Common Stock, \
exercisable: "^vesting(first=2026-11-18, parts=3)", expires: ^no-expiration}
events:
  - vest: {from: rsu, to: common, date: DAY, shares: 1000, withheld: 412, price: 47.10}
signatures: [{name: /s/ Antonio J. Reyes, date: DAY}]
""".replace("DAY", str(TODAY))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder to serve, and all around it what must not come out."""
    whole = tmp_path_factory.mktemp("assistant")
    outside = whole / "outside"
    outside.mkdir()
    secret = FILED.format(cik="0001903446", name=SECRET, held=1)
    (outside / "secret.yaml").write_text(secret)
    (outside / "secret.xml").write_bytes(document(secret))
    (outside / "fills.csv").write_text(f"date,shares,price\n{SECRET},1,2\n")
    (outside / "poa.txt").write_text(f"{SECRET}\n")
    (whole / "form4kit.toml").write_text(f'[issuer]\nkey = "{SECRET}"\ncik = "1903415"\nname = "{SECRET}"\n')
    (whole / "people").mkdir()
    (whole / "people" / "above.yaml").write_text(f'name: {SECRET}\ncik: "0001903499"\n')
    root = folder(whole / "served")
    (root / ".env").write_text(f"TOKEN={SECRET}\n")
    (root / ".hidden.yaml").write_text(secret)
    (root / "notes.txt").write_text(f"{SECRET}\n")
    (root / "link.yaml").symlink_to(outside / "secret.yaml")
    (root / "link.xml").symlink_to(outside / "secret.xml")
    (root / "linked").symlink_to(outside, target_is_directory=True)
    (root / "ccc.yaml").write_text(f"# CCC: {CCC}\n{many_rows(1)}")
    (root / "token.yaml").write_text(f"# {TOKEN}\n{many_rows(1)}")
    (root / "done.yaml").write_text(many_rows(2))
    answers = BuildAnswers(ccc="required", cccs={"1903446": CCC}, given=root)
    now = dt.datetime.now(NEW_YORK)
    carry_out(plan(root / "done.yaml", answers, now), root / "done.yaml", answers, now)
    assert TOKEN.encode() in (root / "token.yaml").read_bytes()
    return root


@pytest.fixture(scope="module")
def assistant(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    errors = tmp_path_factory.mktemp("errors") / "stderr.txt"
    with Assistant(place, errors=errors, FORM4KIT_CCC_1903446=CCC, FORM4KIT_FILER_TOKEN=TOKEN) as here:
        yield here
    told = "\n".join([*here.heard, errors.read_text()])
    assert "Traceback" not in told
    for secret in (SECRET, CCC, TOKEN, "SecretTokenPart"):
        assert secret not in told


def files(root: Path) -> dict[str, bytes]:
    return {
        each.relative_to(root.parent).as_posix(): each.read_bytes()
        for each in sorted(root.parent.rglob("*"))
        if each.is_file() and ".form4kit" not in each.parts
    }


def test_tools_are_what_is_promised_and_none_signs_or_sends(assistant: Assistant) -> None:
    tools = assistant.tools()
    assert sorted(tools) == sorted(
        [
            "check",
            "diff",
            "due",
            "explain",
            "ledger",
            "new_draft",
            "precedents",
            "preview",
            "rows",
            "write_draft",
        ]
    )
    assert [name for name, each in tools.items() if not each.annotations.read_only_hint] == [
        "new_draft",
        "write_draft",
    ]
    assert tools["new_draft"].input_schema["properties"]["kind"]["enum"] == [*EVENT_KINDS, *KINDS]
    assert tools["check"].output_schema["properties"]["errors"]["type"] == "integer"


def test_a_vest_with_withholding_is_drafted_from_nothing_to_a_clean_check(
    assistant: Assistant, place: Path
) -> None:
    assert "person reyes: Reyes Antonio J" in assistant.read("form4kit://people")
    assert "## " in assistant.read("form4kit://events")
    assert "new_draft with kind 'vest'" in assistant.prompt("vest", person="reyes", happened="1,000 vested")
    before = files(place)
    shown = assistant.call("new_draft", file="vest.yaml", kind="vest", person="reyes")
    assert (shown["written"], shown["refusals"]) == (False, [])
    assert [(each["file"], each["kind"]) for each in shown["writes"]] == [
        ("vest.yaml", "new"),
        ("filing.schema.json", "new"),
    ]
    assert files(place) == before
    done = assistant.call("new_draft", file="vest.yaml", kind="vest", person="reyes", hash=shown["hash"])
    assert done["written"] is True
    assert (place / "vest.yaml").read_text() == shown["writes"][0]["text"]
    assert assistant.call("check", file="vest.yaml")["errors"] > 0

    shown = assistant.call("write_draft", file="vest.yaml", text=VEST)
    assert "+  - vest: {from: rsu, to: common" in shown["writes"][0]["text"]
    assert assistant.call("check", file="vest.yaml", text=VEST)["errors"] == 0
    assert assistant.call("write_draft", file="vest.yaml", text=VEST, hash=shown["hash"])["written"] is True
    assert (place / "vest.yaml").read_text() == VEST
    checked = assistant.call("check", file="vest.yaml")
    assert (checked["errors"], checked["warnings"]) == (0, 0), checked
    (one,) = checked["files"]
    assert one["due"] == assistant.call("due", date=str(TODAY))["due"]

    rows = assistant.call("rows", file="vest.yaml")["rows"]
    assert [(each["table"], each["code"], each["shares"], each["owned_after"]) for each in rows] == [
        ("I", "M", "1000", "42471"),
        ("I", "F", "412", "42059"),
        ("II", "M", "1000", "2000"),
    ]
    (text,) = assistant.call("preview", file="vest.yaml")
    assert "5. Amount of Securities Beneficially Owned Following Reported Transaction(s)" in text.text
    (picture,) = assistant.call("preview", file="vest.yaml", format="picture")
    assert (picture.type, picture.mime_type) == ("image", "image/png")
    differences = assistant.call("diff", before="filed/2026-08-14-reyes.xml", after="vest.yaml")[
        "differences"
    ]
    assert any("Restricted Stock Units" in json.dumps(each) for each in differences)
    histories = assistant.call("ledger")["positions"]
    assert [each["security"] for each in histories if each["filings"]] == ["Common Stock"]
    told = assistant.call("explain", code="ftn04")
    assert (told["rule"], told["severity"]) == ("FTN04", "error")
    assert "vest.yaml" in assistant.read("form4kit://drafts").splitlines()
    assert assistant.read("form4kit://drafts/vest.yaml") == VEST


NAMES = (
    *("../outside/secret.yaml", "../outside/secret.xml", "link.yaml", "link.xml", "linked/secret.yaml"),
    *("linked", ".hidden.yaml", ".env", "notes.txt", "done/submission.xml", "/etc/passwd", "..", "."),
    *("a\0b.yaml", "~/secret.yaml", "C:\\secret.yaml", "file:///etc/passwd", "x" * 900, "people/reyes.yaml"),
    *("form4kit.toml", "filed/../../outside/secret.yaml", "done", "ccc.yaml", "token.yaml", ""),
)


def test_no_name_leads_out_of_the_folder_or_to_a_secret(assistant: Assistant, place: Path) -> None:
    """Where something is answered, the fixture holds that no secret was in it."""
    before = files(place)
    answered: dict[str, list[str]] = {}
    for name in NAMES:
        calls: list[tuple[str, dict[str, Any]]] = [
            *((tool, {"file": name}) for tool in ("check", "due", "preview", "rows")),
            ("diff", {"before": name, "after": name}),
            ("precedents", {"index": name, "words": "gift"}),
            *(("new_draft", {"file": "n.yaml", "kind": "sale", each: name}) for each in ("after", "fills")),
            ("new_draft", {"file": "n.yaml", "kind": "sale", "person": name}),
        ]
        for tool, arguments in calls:
            if assistant.tried(tool, **arguments):
                answered.setdefault(tool, []).append(name)
        assistant.read(f"form4kit://drafts/{name}")
        assistant.read(f"form4kit://rules/{name}")
    assert set(answered["preview"]) <= {"done", "ccc.yaml", "token.yaml"}
    assert set(answered["check"]) <= {"done", "ccc.yaml", "token.yaml", "", "."}
    assert "precedents" not in answered
    assert files(place) == before


def test_a_draft_that_names_files_outside_is_judged_without_them(assistant: Assistant) -> None:
    for line in (
        "exhibits: [{type: EX-24, file: ../outside/poa.txt}]\n",
        "exhibits: [{type: EX-24, file: linked/poa.txt}]\n",
        "positions: {from: ../outside/secret.yaml}\n",
        "positions: {from: ..}\n",
        "amends: ../outside/secret.xml\n",
    ):
        found = assistant.call("check", text=many_rows(1) + line)
        assert found["errors"] > 0
    sale = VEST[: VEST.index("events:")] + "events:\n  - sale: {from: common, fills: ../outside/fills.csv}\n"
    assert assistant.call("check", text=sale)["errors"] > 0
    for name in (".env", "done/submission.xml", "./.hidden.yaml", "done/../.env"):
        hidden = sale.replace("../outside/fills.csv", name)
        assert assistant.declined("check", text=hidden)
        assert assistant.declined("rows", text=hidden)
        assert assistant.declined("write_draft", file="hidden.yaml", text=hidden)
        assert assistant.declined("check", text=f"{many_rows(1)}exhibits: [{{type: EX-24, file: {name}}}]\n")
    for key in ("above", "1903499"):
        found = assistant.call("check", text=many_rows(1).replace("reyes", key))
        assert found["errors"] > 0


@pytest.mark.parametrize(
    "name",
    sorted(
        ["../new.yaml", "/tmp/new.yaml", "linked/new.yaml", ".github/x.yaml", "people/x.yaml", "new.xml"]
        + ["a/people/x.yaml", "footnotes/x.yaml", "form4kit.toml", "done/draft.yaml", "link.yaml", "new.sh"]
    ),
)
def test_nothing_is_written_but_drafts_of_the_folder(assistant: Assistant, place: Path, name: str) -> None:
    before = files(place)
    assert assistant.declined("write_draft", file=name, text=VEST)
    assert assistant.declined("new_draft", file=name, kind="sale")
    assert files(place) == before


def test_what_is_written_was_shown_and_is_a_draft(assistant: Assistant, place: Path) -> None:
    before = files(place)
    assert "no plan of this hash was shown" in assistant.declined(
        "write_draft", file="shown.yaml", text=VEST, hash="0" * 64
    )
    shown = assistant.call("write_draft", file="shown.yaml", text=VEST)
    other = VEST.replace("withheld: 412", "withheld: 413")
    words = assistant.declined("write_draft", file="shown.yaml", text=other, hash=shown["hash"])
    assert "no longer what was shown" in words
    (place / "shown.yaml").write_text("# a person was faster\n")
    assert assistant.declined("write_draft", file="shown.yaml", text=VEST, hash=shown["hash"])
    (place / "shown.yaml").unlink()
    for text in ("", "- a list", "services: {web: {image: x}}", "\0", "a: b: c", "form: 4" * 3):
        assert assistant.declined("write_draft", file="shown.yaml", text=text)
    assert assistant.declined("write_draft", file="shown.yaml", text="x" * 1_000_001)
    (place / "compose.yaml").write_text("services: {}\n")
    assert "no draft" in assistant.declined("write_draft", file="compose.yaml", text=VEST)
    (place / "compose.yaml").unlink()
    assert files(place) == before


def test_what_a_person_approved_or_built_is_changed_by_a_person(assistant: Assistant, place: Path) -> None:
    before = files(place)
    shown = assistant.call("write_draft", file="done.yaml", text=f"# once more\n{many_rows(2)}")
    assert shown["hash"] == ""
    assert shown["refusals"] == [
        "This is built. A change takes that back: build it again."
        " A person changes it, on the page or in an editor."
    ]
    assert files(place) == before


def test_hostile_arguments_are_refused_in_words(assistant: Assistant) -> None:
    for tool, arguments in (
        ("check", {"file": 7}),
        ("check", {"text": ["x"]}),
        ("due", {"date": "tomorrow"}),
        ("due", {"date": "2026-11-25", "form": "9"}),
        ("due", {"date": "2026-11-25", "form": "3", "notice": "2026-11-26"}),
        ("due", {}),
        ("explain", {"code": "NO1"}),
        ("nothing", {}),
        ("precedents", {"most": 10**9, "words": "gift"}),
        ("precedents", {}),
        ("preview", {}),
        ("preview", {"text": "form: ["}),
        ("rows", {"text": "a" * 200_000}),
    ):
        words = assistant.declined(tool, **arguments)
        assert words.strip()


def test_prompts_are_the_five_commonest(assistant: Assistant) -> None:
    assert (
        assistant.prompts()
        == [each.name for each in PROMPTS]
        == ["grant", "vest", "sale", "exercise", "gift"]
    )


def test_a_folder_for_reading_only_is_not_written_to(place: Path) -> None:
    with Assistant(place, "--read-only") as here:
        assert "reading only" in here.declined("new_draft", file="n.yaml", kind="sale")
        assert here.call("check", file="done.yaml")["errors"] == 0
