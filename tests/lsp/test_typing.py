"""A short run of what `python -m benchmarks.run editing` measures: keys, half-typed drafts, memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lsp_client import Editor
from typing_kit import TYPED, draft_of, edited, half_typed, prefixes, registry_of, share, type_letters

pytest.importorskip("pygls", reason="needs the extra form4kit[lsp]")

from form4kit.lsp.session import PAUSE

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))
KEYS = 8
EDITS = 240


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor in a repository of fifty people."""
    folder = tmp_path_factory.mktemp("typing")
    registry_of(folder, 50)
    with Editor(folder, textDocument={"completion": {"completionItem": {"snippetSupport": True}}}) as found:
        yield found
    assert found.stray == b"" and found.errors == "" and found.process.returncode == 0


def test_a_key_is_answered_before_the_next(editor: Editor) -> None:
    """Idle it is some hundredths of a second; here other tests may run beside it."""
    text = draft_of(10)
    assert all(text.count(place) for place, _ in TYPED)
    taken = type_letters(editor, text, KEYS, pause=PAUSE)
    assert len(taken.completion) == len(taken.findings) == len(taken.judging) == KEYS
    assert share(taken.completion, 50) < 0.5 and share(taken.judging, 50) < 1.0
    assert PAUSE < share(taken.findings, 50) < 1.0
    assert [each for each in editor.seen if each.get("method") == "window/logMessage"] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.stem)
def test_a_half_typed_example_is_answered(editor: Editor, example: Path) -> None:
    uri = editor.open(editor.folder / example.name, "")
    assert half_typed(editor, uri, example.read_text(), 5) == 5 * 7
    assert [each for each in editor.seen if each.get("method") == "window/logMessage"] == []


def test_prefixes_lie_evenly_and_end_with_the_whole() -> None:
    assert list(prefixes("abcdef", 3)) == ["ab", "abcd", "abcdef"]
    assert list(prefixes("ab", 300)) == ["a", "ab"]


def test_edits_leave_nothing_behind(editor: Editor) -> None:
    first, last = edited(editor, draft_of(10), EDITS, [EDITS // 4, EDITS])
    assert last < first * 1.15
