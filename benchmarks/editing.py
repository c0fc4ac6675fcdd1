"""How long a key takes in an editor: the language server over its pipes, with a registry of fifty people."""

import tempfile
import time
from pathlib import Path

from form4kit.lsp.session import PAUSE
from tests.support.typing_kit import Editor, draft_of, edited, half_typed, registry_of, share, type_letters

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ROWS, PEOPLE, KEYS, PREFIXES, EDITS, WARM, DRAFTS = 10, 50, 140, 300, 2_000, 200, 20


def editing(folder: Path) -> None:
    """Type, ask of half-typed drafts, and edit on; print the times of keys and what memory grew by."""
    registry_of(folder, PEOPLE)
    with Editor(folder, textDocument={"completion": {"completionItem": {"snippetSupport": True}}}) as editor:
        taken = type_letters(editor, draft_of(ROWS), KEYS, pause=PAUSE)
        print(f"\nTyping {KEYS} keys into a draft of {ROWS} rows, {PEOPLE} people in the registry")
        print(f"{'':52}{'p50 ms':>10}{'p95 ms':>10}")
        for name, times in (
            ("key to completion", taken.completion),
            ("key to completion while the server judges", taken.judging),
            (f"key to findings, {PAUSE * 1e3:.0f} ms of waiting among them", taken.findings),
        ):
            print(f"  {name:50}{share(times, 50) * 1e3:10.0f}{share(times, 95) * 1e3:10.0f}")
        failed = _failures(editor)
    with tempfile.TemporaryDirectory() as name, Editor(Path(name)) as editor:
        answers, examples = 0, sorted(EXAMPLES.glob("*.yaml"))
        for example in examples:
            uri = editor.open(editor.folder / example.name, "")
            answers += half_typed(editor, uri, example.read_text(encoding="utf-8"), PREFIXES)
        failed += _failures(editor)
        print(f"\n{PREFIXES} beginnings of {len(examples)} examples: {answers} answers, {failed} failures")
    with Editor(folder) as editor:
        first, last = edited(editor, draft_of(ROWS), EDITS, [WARM, EDITS])
        print(f"Memory after {EDITS} edits: {last / first:.3f} of that after {WARM} ({last / 1024:.0f} MB)")
    _of_folder(folder)


def _of_folder(folder: Path) -> None:
    """Ask for all findings of the folder twice, as an editor does that shows them beside the open draft."""
    for number in range(DRAFTS):
        (folder / f"draft-{number}.yaml").write_text(draft_of(ROWS))
    with Editor(folder, textDocument={"diagnostic": {}}) as editor:
        taken = []
        for _ in range(2):
            began = time.perf_counter()
            found = editor.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
            taken.append((time.perf_counter() - began) * 1e3)
        print(f"All findings of {len(found)} files: {taken[0]:.0f} ms, again {taken[1]:.0f} ms")


def _failures(editor: Editor) -> int:
    """Return how often the server said that something in it failed."""
    return sum(each.get("method") == "window/logMessage" for each in editor.seen)
