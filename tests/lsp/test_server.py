"""The language server, spoken to over its pipes as an editor does."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lsp_client import TIMEOUT, Editor, position

from form4kit.editor.judged_draft import JudgedDraft

types = pytest.importorskip("lsprotocol.types", reason="needs the extra form4kit[lsp]")
pytest.importorskip("pygls", reason="needs the extra form4kit[lsp]")

ROOT = Path(__file__).resolve().parents[2]
FILED = "2024-11-18"
DRAFT = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}
owners:
  - {cik: "0001234567", name: Federico Richard D, director: true}
non_derivative:
  - security: Common Stock
    date: 2024-11-18
    code: Q  # 😀😀 what is it
    disposed: 500 ^lot
    price: 31.07
    owned_after: 40971
    ownership: {indirect: "By 😀 Trust ^lot", dirct: x}
footnotes:
  lot: One of several lots.
signatures:
  - {name: /s/ Richard D. Federico, date: 2024-11-19}
"""
"""Its days are long past, since the server judges by the clock, whatever that says."""
TOML = """\
[issuer]
key = "allied"
cik = "0000046129"
symbol = "AMOT"

[people.federico]
cik = "0001234567"
name = "Federico Richard D"
director = true
"""
OPTIONS = {"tabSize": 2, "insertSpaces": True}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor for the tests that leave the server as they find it."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "form4kit.toml").write_text(TOML)
    told = {"rename": {"prepareSupport": True}, "completion": {"completionItem": {"snippetSupport": True}}}
    with Editor(folder, textDocument=told) as found:
        yield found
    assert found.stray == b"" and found.errors == "" and found.process.returncode == 0


@pytest.fixture
def uri(editor: Editor) -> str:
    """The draft, opened anew and judged."""
    uri = editor.open(editor.folder / "draft.yaml", DRAFT)
    editor.findings(uri)
    return uri


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """Apply the edits of an answer, whose columns are counted in UTF-16."""

    def offset(place: dict[str, int]) -> int:
        lines = text.split("\n")
        line = lines[place["line"]].encode("utf-16-le")[: 2 * place["character"]].decode("utf-16-le")
        return sum(len(each) + 1 for each in lines[: place["line"]]) + len(line)

    ordered = sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True)
    for edit in ordered:
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def within(text: str, range: dict[str, Any]) -> str:
    """Return what stands in a range of one line."""
    line = text.split("\n")[range["start"]["line"]].encode("utf-16-le")
    return line[2 * range["start"]["character"] : 2 * range["end"]["character"]].decode("utf-16-le")


# ------------------------------------------------------------ findings


def test_a_draft_is_judged_when_it_is_opened_and_as_it_changes(editor: Editor) -> None:
    uri = editor.open(editor.folder / "new.yaml", DRAFT)
    found = {each["code"]: each for each in editor.findings(uri)}
    assert within(DRAFT, found["COD01"]["range"]) == "Q"
    assert (found["COD01"]["severity"], found["COD01"]["source"]) == (1, "form4kit edgar")
    assert "is not a transaction code" in found["COD01"]["message"]
    assert found["COD01"]["codeDescription"]["href"].endswith("/docs/rules/COD01.md")
    (follows, *_) = found["COD01"]["relatedInformation"]
    assert follows["location"]["uri"] == uri and follows["message"].startswith("follows from it: ")
    assert within(DRAFT, found["DRF01"]["range"]) == "dirct"
    editor.change(uri, DRAFT.replace("code: Q", "code: S"))
    assert "COD01" not in {each["code"] for each in editor.findings(uri)}


def test_an_allowed_finding_is_a_hint_with_its_reason(editor: Editor, uri: str) -> None:
    late = DRAFT.replace("date: 2024-11-18", "date: 2024-11-04").replace("code: Q", "code: S")
    editor.change(uri, late + "allow: {DUE01: the broker told us late}\n")
    (found,) = [each for each in editor.findings(uri) if each["code"] == "DUE01"]
    assert found["severity"] == 4 and "the broker told us late" in found["message"]


def test_only_the_last_of_many_changes_is_judged(editor: Editor, uri: str) -> None:
    for number in range(20):
        editor.change(uri, DRAFT + f"remarks: change {number}\n")
    before = len(editor.seen)
    editor.findings(uri)
    told = [each for each in editor.seen[before:] if each.get("method") == "textDocument/publishDiagnostics"]
    assert [each["params"]["version"] for each in told if each["params"]["uri"] == uri][-1] == 21
    assert len(told) < 10


@pytest.mark.parametrize(
    ("name", "text", "taken"),
    [
        ("workflow.yaml", "on: push\njobs: {form: x}\n", False),
        ("people/smith.yaml", 'form: "4"\n', False),
        ("notes.txt", 'form: "4"\n', False),
        ("draft.yml", 'form: "4"\n', True),
    ],
)
def test_yaml_that_is_no_filing_is_left_alone(editor: Editor, name: str, text: str, taken: bool) -> None:
    uri = editor.open(editor.folder / name, text)
    assert bool(editor.at("textDocument/hover", uri, position(text, "form", 1))) is taken
    assert bool(editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})) is taken


def test_a_document_without_a_file_is_taken_and_sees_the_registry(editor: Editor) -> None:
    uri = editor.open("untitled:Untitled-1", 'form: "4"\nissuer: allied\nowners: [federico, smyth]\n')
    assert [each["message"] for each in editor.findings(uri) if each["code"].startswith("REG")] == [
        "the registry has no person smyth. There is federico."
    ]


def test_findings_go_when_a_draft_is_closed_or_is_one_no_more(editor: Editor, uri: str) -> None:
    editor.change(uri, "colour: red\n")
    assert editor.findings(uri) == []
    editor.change(uri, DRAFT)
    assert editor.findings(uri) != []
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert editor.findings(uri) == []


def test_a_change_of_the_registry_or_of_fills_judges_anew(tmp_path: Path) -> None:
    text = DRAFT.replace(DRAFT[DRAFT.index("owners") : DRAFT.index("non_")], "owners: [smith]\n")
    text = text.replace(DRAFT[DRAFT.index("non_") : DRAFT.index("footnotes")], "") + (
        "positions: {common: {security: Common Stock, held: 900}}\n"
        "events:\n  - sale: {from: common, date: 2024-11-18, fills: fills.csv}\n"
    )
    (tmp_path / "form4kit.toml").write_text(TOML)
    watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
    with Editor(tmp_path, workspace=watching) as editor:
        asked = editor.await_message(lambda each: each.get("method") == "client/registerCapability")
        (registration,) = asked["params"]["registrations"]
        globs = {each["globPattern"] for each in registration["registerOptions"]["watchers"]}
        assert {"**/form4kit.toml", "**/*.{csv,tsv}"} <= globs
        uri = editor.open(tmp_path / "draft.yaml", text)
        rules = {each["code"] for each in editor.findings(uri)}
        assert any(rule.startswith("REG") for rule in rules)
        (tmp_path / "form4kit.toml").write_text(TOML.replace("people.federico", "people.smith"))
        _touch(editor, tmp_path / "form4kit.toml")
        rules = {each["code"] for each in editor.findings(uri)}
        assert rules and not any(rule.startswith("REG") for rule in rules)
        assert any(rule.startswith("EVT") for rule in rules)
        (tmp_path / "fills.csv").write_text("shares,price\n300,31.07\n")
        _touch(editor, tmp_path / "fills.csv")
        assert not any(each["code"].startswith("EVT") for each in editor.findings(uri))


def _touch(editor: Editor, file: Path) -> None:
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 2}]})


def test_files_beside_drafts_are_judged_as_they_are_typed(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(TOML)
    (tmp_path / "people").mkdir()
    sale = "events: [{sale: {from: common, date: 2024-11-18, fills: fills.csv}}]\n"
    draft = DRAFT[: DRAFT.index("non_")] + "positions: {common: {security: A, held: 900}}\n" + sale
    with Editor(tmp_path) as editor:
        person = editor.open(tmp_path / "people" / "smith.yaml", 'name: Smith 😀\ncik: "x"\nrols: 3\n')
        assert [(each["code"], each["range"]["start"]["line"]) for each in editor.findings(person)] == [
            ("OWN02", 1),
            ("REG05", 2),
        ]
        editor.change(person, 'name: Smith 😀\ncik: "12345"\n')
        assert editor.findings(person) == []
        toml = editor.open(tmp_path / "form4kit.toml", TOML + "[rules]\nignore = 3\n")
        (found,) = editor.findings(toml)
        assert (found["code"], found["range"]["start"]) == (
            "CFG01",
            {"line": TOML.count("\n") + 1, "character": 0},
        )
        uri = editor.open(tmp_path / "draft.yaml", draft)
        assert "EVT13" in {each["code"] for each in editor.findings(uri)}
        fills = editor.open(tmp_path / "fills.csv", "shares,price\n300,31\nx,31\n")
        (found,) = editor.findings(fills)
        assert (found["code"], found["range"]["start"]["line"]) == ("EVT13", 2)
        editor.change(fills, "shares,price\n300,31\n")
        assert editor.findings(fills) == []
        (tmp_path / "fills.csv").write_text("shares,price\nx,31\n")
        editor.tell("textDocument/didSave", {"textDocument": {"uri": fills}})
        (found,) = [each for each in editor.findings(uri) if each["code"] == "EVT13"]
        (told,) = found["relatedInformation"]
        assert told["location"]["uri"] == fills and told["location"]["range"]["start"]["line"] == 1
        for each in (toml, fills):
            editor.tell("textDocument/didClose", {"textDocument": {"uri": each}})


# ------------------------------------------------------------ questions


def test_hover(editor: Editor, uri: str) -> None:
    found = editor.at("textDocument/hover", uri, position(DRAFT, '^lot"', 2))
    assert found["contents"]["kind"] == "markdown" and "> One of several lots." in found["contents"]["value"]
    assert within(DRAFT, found["range"]) == "lot"
    assert editor.at("textDocument/hover", uri, position(DRAFT, "# 😀", 1)) is None


def test_completion(editor: Editor, uri: str) -> None:
    text = DRAFT.replace('"By 😀 Trust ^lot"', '"By 😀 Trust ^')
    editor.change(uri, text)
    found = editor.at("textDocument/completion", uri, position(text, "Trust ^", 7))
    items = {each["label"]: each for each in found["items"]}
    assert {"lot", "vesting"} <= set(items)
    assert applied(text, [items["lot"]["textEdit"]]) == text.replace("Trust ^", "Trust ^lot")
    codes = editor.at("textDocument/completion", uri, position(text, "code: Q", 7))["items"]
    assert {each["label"] for each in codes} >= {"S", "P"}
    assert next(each for each in codes if each["label"] == "S")["detail"].startswith("Sale")


def test_a_person_is_found_by_a_word_of_the_name(editor: Editor) -> None:
    text = 'form: "4"\nowners: [rich]\n'
    uri = editor.open(editor.folder / "found.yaml", text)
    found = editor.at("textDocument/completion", uri, position(text, "rich", 4))
    (person,) = [each for each in found["items"] if each["label"] == "federico"]
    assert found["isIncomplete"] and person["filterText"] == "Richard D"
    assert applied(text, [person["textEdit"]]) == text.replace("rich", "federico")


def test_an_empty_file_where_drafts_are_may_become_any_draft(editor: Editor) -> None:
    uri = editor.open(editor.folder / "begun.yaml", "# mine\nsal\n")
    here = {"line": 1, "character": 3}
    items = editor.at("textDocument/completion", uri, here)["items"]
    sale = next(each for each in items if each["label"] == "sale")
    assert sale["insertTextFormat"] == 2 and "owners: [federico]" in sale["textEdit"]["newText"]
    assert "shares: $3 " in sale["textEdit"]["newText"]
    assert editor.at("textDocument/hover", uri, here) is None
    editor.change(uri, "version: 3\n")
    assert editor.at("textDocument/completion", uri, {"line": 0, "character": 3}) is None
    for name, text in (("docker-compose.yaml", ""), ("people/new.yaml", "sal")):
        other = editor.open(editor.folder / name, text)
        assert editor.at("textDocument/completion", other, {"line": 0, "character": 0}) is None


def test_an_editor_without_snippets_has_blanks(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text(TOML)
    with Editor(tmp_path) as editor:
        uri = editor.open(tmp_path / "begun.yaml", "")
        items = editor.at("textDocument/completion", uri, {"line": 0, "character": 0})["items"]
        sale = next(each for each in items if each["label"] == "sale")
        assert "insertTextFormat" not in sale and "$" not in sale["textEdit"]["newText"]


def test_a_change_of_a_few_characters_is_counted_in_utf_16(editor: Editor, uri: str) -> None:
    assert editor.server["capabilities"]["textDocumentSync"]["change"] == 2
    editor.versions[uri] += 1
    start, end = position(DRAFT, "Trust ^lot"), position(DRAFT, "Trust ^lot", 5)
    changes = [
        {"range": {"start": start, "end": end}, "text": "😀 Fund"},
        {"range": {"start": position(DRAFT, "Q  # 😀"), "end": position(DRAFT, "Q  # 😀", 1)}, "text": "S"},
    ]
    document = {"uri": uri, "version": editor.versions[uri]}
    editor.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
    assert "COD01" not in {each["code"] for each in editor.findings(uri)}
    after = DRAFT.replace("Trust ^lot", "😀 Fund ^lot").replace("code: Q", "code: S")
    found = editor.at("textDocument/hover", uri, position(after, "Fund ^lot", 7))
    assert within(after, found["range"]) == "lot"


def test_inlay_hints_and_the_preview(editor: Editor) -> None:
    events = "positions: {common: {security: Common Stock 😀, held: 900}}\nevents:\n"
    events += "  - sale: {from: common, date: 2024-11-18, fills: [[300, 31.07], [200, 31.09]]}\n"
    text = DRAFT[: DRAFT.index("non_")] + events + DRAFT[DRAFT.index("signatures") :]
    uri = editor.open(editor.folder / "hints.yaml", text)
    asked = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    whole = {"textDocument": {"uri": uri}, "range": asked}
    found = editor.ask("textDocument/inlayHint", whole)
    assert [each["label"] for each in found] == [
        "due Wed 2024-11-20 at 22:00 New York time",
        "31.07 to 31.09",
        "then common 400",
    ]
    assert found[1]["position"] == position(text, "31.09]]", 7) and "2 fills" in found[1]["tooltip"]
    first = {"textDocument": {"uri": uri}, "range": asked | {"end": {"line": 0, "character": 1}}}
    assert len(editor.ask("textDocument/inlayHint", first)) == 1
    page = editor.ask("form4kit/preview", {"textDocument": {"uri": uri}})
    assert page["version"] == 1 and "Common Stock 😀" in page["html"] and "<script" not in page["html"]
    other = editor.open(editor.folder / "other.yaml", "on: push\n")
    assert editor.ask("form4kit/preview", {"textDocument": {"uri": other}}) is None


def test_definition_and_references(editor: Editor, uri: str) -> None:
    (found,) = editor.at("textDocument/definition", uri, position(DRAFT, '^lot"', 2))
    assert found["uri"] == uri and found["range"]["start"] == position(DRAFT, "lot: One")
    uses = editor.at(
        "textDocument/references", uri, position(DRAFT, "lot: One", 1), context={"includeDeclaration": False}
    )
    assert [each["range"]["start"] for each in uses] == [
        position(DRAFT, "^lot", 1),
        position(DRAFT, "^lot", 1, nth=1),
    ]


def test_a_person_of_the_registry_is_defined_there(editor: Editor) -> None:
    text = 'form: "4"\nowners: [federico]\n'
    uri = editor.open(editor.folder / "named.yaml", text)
    (found,) = editor.at("textDocument/definition", uri, position(text, "federico"))
    assert found["uri"] == (editor.folder / "form4kit.toml").resolve().as_uri()
    assert found["range"]["start"]["line"] == TOML[: TOML.index("[people")].count("\n")


def test_rename(editor: Editor, uri: str) -> None:
    assert editor.server["capabilities"]["renameProvider"] == {"prepareProvider": True}
    here = position(DRAFT, '^lot"', 2)
    ready = editor.at("textDocument/prepareRename", uri, here)
    assert ready["placeholder"] == "lot" and within(DRAFT, ready["range"]) == "lot"
    assert editor.at("textDocument/prepareRename", uri, position(DRAFT, "security")) is None
    edit = editor.at("textDocument/rename", uri, here, newName="block")
    after = DRAFT.replace("^lot", "^block").replace("lot: One", "block: One")
    assert applied(DRAFT, edit["changes"][uri]) == after


def test_a_name_that_cannot_be_is_an_error_that_says_why(editor: Editor, uri: str) -> None:
    asked = {"textDocument": {"uri": uri}, "position": position(DRAFT, "^lot", 1), "newName": "two words"}
    error = editor.ask_for_all("textDocument/rename", asked)["error"]
    assert error["code"] == -32803 and "no blanks" in error["message"]
    assert not [each for each in editor.seen if "failed" in str(each.get("params", ""))]


def _actions(editor: Editor, uri: str, here: dict[str, int], *only: str) -> dict[str, dict[str, Any]]:
    context: dict[str, Any] = {"diagnostics": []} | ({"only": list(only)} if only else {})
    asked = {"textDocument": {"uri": uri}, "range": {"start": here, "end": here}, "context": context}
    return {each["title"]: each for each in editor.ask("textDocument/codeAction", asked)}


def test_a_mend_that_is_certain(editor: Editor, uri: str) -> None:
    text = DRAFT.replace("director: true", "directr: true")
    editor.change(uri, text)
    found = _actions(editor, uri, position(text, "directr", 2))["Rename directr to director"]
    assert (found["kind"], found["isPreferred"], found["diagnostics"][0]["code"]) == (
        "quickfix",
        True,
        "DRF01",
    )
    assert applied(text, found["edit"]["changes"][uri]) == DRAFT


def test_allowing_with_a_reason(editor: Editor, uri: str) -> None:
    text = DRAFT.replace("date: 2024-11-18", "date: 2024-11-04").replace("code: Q", "code: S")
    editor.change(uri, text)
    found = _actions(editor, uri, position(text, "2024-11-04"))
    (title,) = [title for title in found if title.startswith("Allow DUE01")]
    after = applied(text, found[title]["edit"]["changes"][uri])
    assert after == text + 'allow:\n  DUE01: ""\n'
    editor.change(uri, after)
    assert "ALW02" in {each["code"] for each in editor.findings(uri)}


def test_all_mends_of_one_kind(editor: Editor, uri: str) -> None:
    text = DRAFT.replace("director: true", "directr: true").replace("price:", "prise:")
    editor.change(uri, text)
    found = _actions(editor, uri, position(text, "directr", 2))["Mend every DRF01 of this draft"]
    assert applied(text, found["edit"]["changes"][uri]) == DRAFT
    assert {each["code"] for each in found["diagnostics"]} == {"DRF01"} and len(found["diagnostics"]) > 1


def test_a_file_beside_the_draft_is_offered(editor: Editor) -> None:
    (editor.folder / "lots.csv").write_text("shares,price\n")
    text = 'form: "4"\nevents:\n  - sale: {fills: }\n'
    uri = editor.open(editor.folder / "sold.yaml", text)
    found = editor.at("textDocument/completion", uri, position(text, "fills: }", 7))["items"]
    assert [each["label"] for each in found if each["detail"] == "file"] == ["lots.csv"]


def test_filings_in_a_list_types_of_exhibits_and_periods_are_offered(editor: Editor) -> None:
    (editor.folder / "earlier.xml").write_text("<x/>")
    text = 'form: "3"\nperiod: \npositions:\n  from:\n    - \nexhibits:\n  - {file: a.txt, type: }\n'
    uri = editor.open(editor.folder / "third.yaml", text)

    def offered(words: str) -> list[dict[str, Any]]:
        here = position(text, words, len(words))
        found: list[dict[str, Any]] = editor.at("textDocument/completion", uri, here)["items"]
        return found

    assert "earlier.xml" in {each["label"] for each in offered("    - ")}
    assert [each["label"] for each in offered("type: ")][:2] == ["EX-24", "EX-99"]
    (today,) = offered("period: ")
    assert "today; a Form 3 is due" in today["detail"]


def test_a_signature_is_offered_and_its_day(editor: Editor, uri: str) -> None:
    text = DRAFT.replace("/s/ Richard D. Federico, date: 2024-11-19", ", date: ")
    editor.change(uri, text)
    found = editor.at("textDocument/completion", uri, position(text, "{name: , date: }", 7))["items"]
    assert [each["label"] for each in found] == ["/s/ Richard D. Federico"]
    days = editor.at("textDocument/completion", uri, position(text, ", date: }", 8))["items"]
    assert [each["detail"].rpartition(", ")[2] for each in days] == ["today"]


def test_what_a_hint_says_to_write_is_a_quick_fix(editor: Editor, uri: str) -> None:
    text = DRAFT.replace("symbol: AMOT", 'symbol: "NYSE:AMOT"')
    editor.change(uri, text)
    found = _actions(editor, uri, position(text, "NYSE"))["Write AMOT"]
    assert found["kind"] == "quickfix" and "isPreferred" not in found
    assert applied(text, found["edit"]["changes"][uri]) == text.replace("NYSE:", "")


def test_all_mends_at_once(editor: Editor, uri: str) -> None:
    text = DRAFT.replace("director: true", "directr: true").replace("price:", "prise:")
    editor.change(uri, text)
    (found,) = _actions(editor, uri, position(text, "form"), "source.fixAll").values()
    assert found["kind"] == "source.fixAll"
    after = applied(text, found["edit"]["changes"][uri])
    assert "directr" not in after and "prise" not in after
    assert _actions(editor, uri, position(text, "form"), "refactor") == {}


def test_symbols_and_folds(editor: Editor, uri: str) -> None:
    symbols = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    found = {each["name"]: each for each in symbols}
    assert [each["name"] for each in found["non_derivative"]["children"]] == ["Table I, row 1"]
    assert found["footnotes"]["children"][0]["selectionRange"]["start"] == position(DRAFT, "lot: One")
    folds = editor.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    line = position(DRAFT, "non_derivative")["line"]
    assert {"startLine": line, "endLine": position(DRAFT, "ownership")["line"]} in folds


def test_formatting(editor: Editor, uri: str) -> None:
    text = DRAFT.replace("  lot", "      lot").replace("31.07\n", "31.07  \n") + "\n\n"
    editor.change(uri, text)
    once = applied(text, _layout(editor, uri))
    assert once == DRAFT
    editor.change(uri, once)
    assert _layout(editor, uri) == []


def _layout(editor: Editor, uri: str) -> Any:
    return editor.ask("textDocument/formatting", {"textDocument": {"uri": uri}, "options": OPTIONS})


def test_windows_line_ends_move_nothing(editor: Editor, uri: str) -> None:
    editor.change(uri, "\ufeff" + DRAFT.replace("\n", "\r\n"))
    found = {each["code"]: each for each in editor.findings(uri)}
    assert within(DRAFT, found["COD01"]["range"]) == "Q"
    assert editor.at("textDocument/hover", uri, {"line": 0, "character": 2}) is not None


def test_an_editor_that_counts_in_utf_8_is_answered_in_utf_8(tmp_path: Path) -> None:
    with Editor(tmp_path, general={"positionEncodings": ["utf-8"]}) as editor:
        assert editor.server["capabilities"]["positionEncoding"] == "utf-8"
        uri = editor.open(tmp_path / "draft.yaml", DRAFT)
        (found,) = [each for each in editor.findings(uri) if each["code"] == "DRF01"]
        line = DRAFT.split("\n")[found["range"]["start"]["line"]].encode()
        assert line[found["range"]["start"]["character"] :].startswith(b"dirct")


# ------------------------------------------------------------ what must never happen


def test_a_draft_typed_letter_by_letter_never_stops_the_server(editor: Editor) -> None:
    uri = editor.open(editor.folder / "typed.yaml", 'form: "4"')
    start = DRAFT.index("\n")
    for length in range(start, len(DRAFT), 7):
        text = DRAFT[:length]
        editor.change(uri, text)
        here = position(text + HERE, HERE)
        for method in ("completion", "hover", "definition", "prepareRename"):
            answer = editor.ask_for_all(
                f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": here}
            )
            assert "error" not in answer or answer["error"]["code"] == -32803
        editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        assert editor.ask("textDocument/foldingRange", {"textDocument": {"uri": uri}}) is not None
        assert (
            editor.ask("textDocument/formatting", {"textDocument": {"uri": uri}, "options": OPTIONS})
            is not None
        )
    editor.findings(uri)
    assert [each for each in editor.seen if each.get("method") == "window/logMessage"] == []


HERE = "¦"
HOSTILE = {
    "brackets": "form: " + "[" * 50_000,
    "aliases": 'form: "4"\n' + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)),
    "controls": 'form: "4"\nremarks: "\x00\x1b\u2028"\n',
    "surrogate": 'form: "4"\nremarks: "\ud800"\n',
    "rows": 'form: "4"\nnon_derivative:\n' + "  - {kode: S, prise: 1}\n" * 200,
    "documents": 'form: "4"\n---\nform: "4"\n...\n%',
    "one line": 'form: "' + "x" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_made_to_hurt_is_judged_like_any_other(editor: Editor, name: str) -> None:
    text = HOSTILE[name]
    uri = editor.open(editor.folder / "hostile.yaml", text)
    assert [each["severity"] for each in editor.findings(uri)].count(1) >= 1
    for method in ("hover", "completion", "definition"):
        editor.at(f"textDocument/{method}", uri, {"line": 1, "character": 9})
        editor.at(f"textDocument/{method}", uri, {"line": 99_999, "character": 99_999})
    _actions(editor, uri, {"line": 0, "character": 7})
    editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert editor.findings(uri) == []
    assert [each for each in editor.seen if each.get("method") == "window/logMessage"] == []


def test_a_ccc_in_a_draft_is_in_no_message(tmp_path: Path) -> None:
    text = DRAFT.replace("director: true", 'ccc: "secret9$"').replace("One of", '"ccc: secret8$"\n  # One of')
    with Editor(tmp_path) as editor:
        uri = editor.open(tmp_path / "draft.yaml", text)
        found = editor.findings(uri)
        assert any("A CCC is a secret" in each["message"] for each in found)
        for line in range(text.count("\n")):
            for character in (5, 9, 60):
                editor.at("textDocument/hover", uri, {"line": line, "character": character})
        editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        here = position(text, "^lot", 1)
        editor.at("textDocument/completion", uri, here)
        editor.tell("textDocument/didChange", {"textDocument": {"uri": uri}, "contentChanges": text})
        editor.at("textDocument/hover", uri, here)
    told = json.dumps(editor.seen, ensure_ascii=False) + editor.errors
    assert "secret9" not in told and "secret8" not in told


def test_nonsense_is_an_error_and_the_conversation_goes_on(tmp_path: Path) -> None:
    with Editor(tmp_path) as editor:
        editor.tell("textDocument/didOpen", {"textDocument": {"uri": 5}})
        editor.tell("textDocument/didChange", None)
        assert "error" in editor.ask_for_all("textDocument/nonsense", {})
        uri = editor.open(tmp_path / "draft.yaml", DRAFT)
        assert editor.findings(uri)
    assert editor.stray == b"" and editor.process.returncode == 0


def test_the_server_ends_with_its_editor(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.__enter__()
    assert editor.process.stdin is not None
    editor.process.stdin.close()
    assert editor.process.wait(TIMEOUT) == 0
    assert editor.stray == b""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RuntimeError("xyz#98765"), "form4kit failed at judging (RuntimeError); please report it"),
        (PermissionError(13, "Permission denied"), "form4kit: draft.yaml: Permission denied"),
    ],
)
def test_a_failure_of_form4kit_is_logged_and_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fails(text: str, path: Path | None) -> JudgedDraft:
        raise error

    from form4kit.lsp.server import made

    monkeypatch.setattr("form4kit.lsp.documents.judge", fails)
    server, logged = made(), []
    monkeypatch.setattr(server, "window_log_message", lambda params: logged.append(params.message))
    server.documents.put("file:///draft.yaml", 'form: "4"\n', 1)
    server.publish("file:///draft.yaml")
    assert logged == [told]
    hover = server.protocol.fm.features[types.TEXT_DOCUMENT_HOVER]
    here = types.TextDocumentIdentifier("file:///draft.yaml")
    assert hover(types.HoverParams(here, types.Position(0, 1))) is None
    assert logged[1] == told.replace("judging", types.TEXT_DOCUMENT_HOVER)


# ------------------------------------------------------------ time, and the command


def _ten_rows() -> str:
    start, end = DRAFT.index("  - security"), DRAFT.index("footnotes")
    row = DRAFT[start:end].replace("code: Q", "code: S").replace(", dirct: x", "")
    rows = "".join(row.replace("40971", str(40971 - 500 * number)) for number in range(10))
    return DRAFT[:start] + rows + DRAFT[end:]


def _time(work: Callable[[int], object]) -> float:
    """Return the median seconds of a few runs."""
    taken = []
    for number in range(9):
        start = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def test_findings_of_ten_rows_are_there_before_one_looks_up(editor: Editor) -> None:
    """Opening waits for no pause: what is measured is judging, and the pipe. Idle, it is a tenth."""
    text = _ten_rows()

    def opened(number: int) -> None:
        uri = editor.open(editor.folder / f"ten-{number}.yaml", text)
        assert isinstance(editor.findings(uri), list)

    assert _time(opened) < 1.0


def test_a_question_is_answered_at_once(editor: Editor) -> None:
    text = _ten_rows()
    uri = editor.open(editor.folder / "ten.yaml", text)
    editor.findings(uri)
    here = position(text, "code: S", 6)
    assert _time(lambda _: editor.at("textDocument/hover", uri, here)) < 0.5
    assert _time(lambda _: editor.at("textDocument/completion", uri, here)) < 0.5


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['pygls'] = None; from form4kit.cli.main import app; app(['lsp'])"
    done = subprocess.run(
        [sys.executable, "-c", hidden],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert done.returncode == 2
    assert done.stdout == "" and "pip install 'form4kit[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr
