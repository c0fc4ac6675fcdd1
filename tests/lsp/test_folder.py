"""What is asked of a whole folder, and what the server is told to do, over its pipes as an editor does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from edited_drafts import TOML
from lsp_client import Editor, position

pytest.importorskip("pygls", reason="needs the extra form4kit[lsp]")

SALE = """\
form: "4"
plan_10b5_1: false
issuer: allied
owners: [federico]
positions: {common: {security: Common Stock, held: 900}}
events:
  - sale: {from: common, date: 2024-11-18, shares: 300, price: 31.07}
signatures:
  - {name: /s/ Richard D. Federico, date: 2024-11-19}
"""
DRESSED = SALE.replace("shares: 300", 'shares: "1,000"').replace("held: 900", 'held: "9,000"')
ASKS = {"diagnostic": {}, "codeAction": {"resolveSupport": {"properties": ["edit"]}}}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor that asks for findings, with two drafts open and one that is not."""
    folder = tmp_path_factory.mktemp("folder")
    (folder / "form4kit.toml").write_text(TOML)
    (folder / "people").mkdir()
    (folder / "people" / "smith.yaml").write_text('cik: "x"\nname: Smith Ann\ndirector: true\n')
    (folder / "drafts").mkdir()
    (folder / "drafts" / "closed.yaml").write_text(DRESSED)
    (folder / "drafts" / "other.yaml").write_text("on: push\n")
    with Editor(folder, textDocument=ASKS, workspace={"diagnostics": {"refreshSupport": True}}) as found:
        found.open(folder / "drafts" / "sale.yaml", SALE)
        found.open(folder / "drafts" / "dressed.yaml", DRESSED)
        yield found
    assert found.stray == b"" and found.errors == "" and found.process.returncode == 0
    told = [each for each in found.seen if each.get("method") == "textDocument/publishDiagnostics"]
    assert told == []  # who asks is not told besides


def uri(editor: Editor, name: str) -> str:
    return (editor.folder / name).as_uri()


def found_in(editor: Editor, name: str) -> set[str]:
    asked = {"textDocument": {"uri": uri(editor, name)}}
    return {each["code"] for each in editor.ask("textDocument/diagnostic", asked)["items"]}


def folder(editor: Editor, known: dict[str, str]) -> dict[str, dict[str, Any]]:
    before = [{"uri": each, "value": value} for each, value in known.items()]
    answer = editor.ask("workspace/diagnostic", {"previousResultIds": before})
    return {each["uri"]: each for each in answer["items"]}


def test_an_editor_may_ask_for_the_findings_of_a_document(editor: Editor) -> None:
    offered = editor.server["capabilities"]["diagnosticProvider"]
    assert offered["workspaceDiagnostics"] and offered["interFileDependencies"]
    assert "EVT05" in found_in(editor, "drafts/dressed.yaml")
    assert "EVT05" not in found_in(editor, "drafts/sale.yaml")
    assert found_in(editor, "drafts/other.yaml") == set()


def test_all_findings_of_the_folder_are_there_on_request(editor: Editor) -> None:
    found = folder(editor, {})
    names = {each.removeprefix(uri(editor, "") + "/") for each in found}
    assert names == {"form4kit.toml", "people/smith.yaml", "drafts/closed.yaml"}
    closed = found[uri(editor, "drafts/closed.yaml")]
    assert "EVT05" in {each["code"] for each in closed["items"]} and closed["kind"] == "full"
    person = found[uri(editor, "people/smith.yaml")]["items"]
    assert [each["code"] for each in person] == ["OWN02"] and person[0]["range"]["start"]["line"] == 0
    again = folder(editor, {each: told["resultId"] for each, told in found.items()})
    assert {each["kind"] for each in again.values()} == {"unchanged"}
    file = editor.folder / "drafts" / "closed.yaml"
    file.write_text(SALE)
    try:
        third = folder(editor, {each: told["resultId"] for each, told in found.items()})
        assert [each["kind"] for each in third.values()].count("full") == 1
        assert "EVT05" not in {each["code"] for each in third[file.as_uri()]["items"]}
    finally:
        file.write_text(DRESSED)


def test_a_table_of_fills_has_its_findings_in_its_lines(editor: Editor) -> None:
    draft = SALE.replace("shares: 300, price: 31.07", "fills: lots.tsv")
    (table, named) = (editor.folder / "drafts" / "lots.tsv", editor.folder / "drafts" / "lots.yaml")
    try:
        (editor.folder / "drafts" / "notes.txt").write_text("x\n")
        table.write_text("shares\tprice\n300\t31\nx\t31\n")
        assert table.as_uri() not in folder(editor, {})  # nothing names it
        named.write_text(draft)
        told = folder(editor, {})
        (found,) = told[table.as_uri()]["items"]
        assert (found["code"], found["range"]["start"]["line"]) == ("EVT13", 2)
        (said,) = [each for each in told[named.as_uri()]["items"] if each["code"] == "EVT13"]
        assert said["relatedInformation"][0]["location"]["uri"] == table.as_uri()
        assert (editor.folder / "drafts" / "notes.txt").as_uri() not in told
        table.write_text("shares\tprice\n300\t31\n")
        again = folder(editor, {table.as_uri(): told[table.as_uri()]["resultId"]})
        assert again[table.as_uri()]["items"] == []
    finally:
        for each in (table, named, editor.folder / "drafts" / "notes.txt"):
            each.unlink()


def test_a_change_of_the_registry_lets_the_editor_ask_again(editor: Editor) -> None:
    file = editor.folder / "form4kit.toml"
    changed = {"changes": [{"uri": file.as_uri(), "type": 2}]}
    try:
        file.write_text(TOML.replace("federico", "frederic"))
        editor.tell("workspace/didChangeWatchedFiles", changed)
        editor.await_message(lambda each: each.get("method") == "workspace/diagnostic/refresh")
        assert "REG01" in found_in(editor, "drafts/sale.yaml")
        assert "REG01" in {
            each["code"] for each in folder(editor, {})[uri(editor, "drafts/closed.yaml")]["items"]
        }
    finally:
        file.write_text(TOML)
        editor.tell("workspace/didChangeWatchedFiles", changed)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("richard", [("federico", "Federico Richard D", "form4kit.toml", 6)]),
        ("smith", [("smith", "Smith Ann", "people/smith.yaml", 0)]),
        ("allied motion", [("allied", "ALLIED MOTION TECHNOLOGIES INC", "form4kit.toml", 0)]),
        ("common sale", [("common", "Common Stock sale.yaml", "drafts/sale.yaml", 4)]),
        ("form closed", [("Form 4 federico", "2024-11-18 closed.yaml", "drafts/closed.yaml", 0)]),
        ("nobody", []),
    ],
)
def test_people_positions_and_filings_are_found_by_name(
    editor: Editor, query: str, found: list[tuple[str, str, str, int]]
) -> None:
    told = [
        (
            each["name"],
            each["containerName"],
            each["location"]["uri"].removeprefix(uri(editor, "") + "/"),
            each["location"]["range"]["start"]["line"],
        )
        for each in editor.ask("workspace/symbol", {"query": query})
    ]
    assert told == found


def test_a_mend_of_one_rule_goes_through_the_folder(editor: Editor) -> None:
    name = uri(editor, "drafts/dressed.yaml")
    here = position(DRESSED, '"9,000"')
    asked = {
        "textDocument": {"uri": name},
        "range": {"start": here, "end": here},
        "context": {"diagnostics": []},
    }
    offered = {each["title"]: each for each in editor.ask("textDocument/codeAction", asked)}
    chosen = offered["Mend every EVT05 in the drafts of the folder"]
    assert "edit" not in chosen and chosen["kind"] == "quickfix"
    changes = editor.ask("codeAction/resolve", chosen)["edit"]["changes"]
    assert set(changes) == {name, uri(editor, "drafts/closed.yaml")}
    assert all({edit["newText"] for edit in edits} == {"9000", "1000"} for edits in changes.values())
    assert editor.ask("codeAction/resolve", offered["Write 9000"])["edit"] == offered["Write 9000"]["edit"]


def test_what_can_be_done_stands_above_the_draft(editor: Editor) -> None:
    asked = {"textDocument": {"uri": uri(editor, "drafts/sale.yaml")}}
    lenses = editor.ask("textDocument/codeLens", asked)
    told = {each["command"]["command"]: each["command"]["title"] for each in lenses}
    assert told["form4kit.due"] == "Due Wed 2024-11-20 at 22:00 New York time"
    assert told["form4kit.preview"] == "Preview the form" and told["form4kit.build"].startswith("Build")
    assert {each["range"]["start"]["line"] for each in lenses} == {0}
    assert set(told) <= set(editor.server["capabilities"]["executeCommandProvider"]["commands"])
    other = {"textDocument": {"uri": uri(editor, "drafts/other.yaml")}}
    assert editor.ask("textDocument/codeLens", other) is None


def run(editor: Editor, command: str, name: str) -> Any:
    return editor.ask("workspace/executeCommand", {"command": command, "arguments": [uri(editor, name)]})


def shown(editor: Editor) -> list[str]:
    messages = [each["params"] for each in editor.seen if each.get("method") == "window/showMessage"]
    return [each["message"] for each in messages]


def test_the_deadline_is_told_with_how_it_is_counted(editor: Editor) -> None:
    words = run(editor, "form4kit.due", "drafts/sale.yaml")["words"]
    assert "Form 4 is due" in words and "Wed 2024-11-20" in words and words in shown(editor)
    assert "no draft" in run(editor, "form4kit.due", "drafts/other.yaml")["words"]


def test_the_form_is_opened_outside_of_the_editor(editor: Editor) -> None:
    found = run(editor, "form4kit.preview", "drafts/sale.yaml")
    asked = next(each for each in editor.seen if each.get("method") == "window/showDocument")
    assert asked["params"]["external"] and asked["params"]["uri"] == found["uri"]
    page = Path(found["uri"].removeprefix("file://"))
    assert "Common Stock" in page.read_text() and page.parent.stat().st_mode & 0o077 == 0


def test_a_draft_is_built_once_it_is_saved_and_in_order(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(editor, "form4kit.build", "drafts/sale.yaml")["words"].startswith("Save the draft first")
    (editor.folder / "drafts" / "sale.yaml").write_text(SALE)
    (editor.folder / "drafts" / "dressed.yaml").write_text(DRESSED)
    try:
        refused = run(editor, "form4kit.build", "drafts/dressed.yaml")
        assert refused["folders"] == [] and "is not built." in refused["words"]
        built = run(editor, "form4kit.build", "drafts/sale.yaml")
        assert built["folders"] == [uri(editor, "drafts/sale")], built
        assert (editor.folder / "drafts" / "sale" / "ownership.xml").is_file()
        assert uri(editor, "drafts/sale/draft.yaml") not in folder(editor, {})
    finally:
        (editor.folder / "drafts" / "dressed.yaml").unlink()
        (editor.folder / "drafts" / "sale.yaml").unlink()
