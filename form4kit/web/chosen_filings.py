"""The filings and files that a page names in its answers: found in the folder, or refused."""

import base64
import binascii
from pathlib import Path

from form4kit.folder.read import BuiltFolder, read_built
from form4kit.steps.board_entry import BoardEntry
from form4kit.storage.names import MANIFEST
from form4kit.web.responses import Refusal
from form4kit.web.step_routes import Answers
from form4kit.web.workbench import Workbench
from form4kit.words import listed


def text(answers: Answers, key: str) -> str:
    """Return a text of the answers, trimmed; empty where there is none. Raises Refusal for anything else."""
    found = answers.get(key, "")
    if not isinstance(found, str):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    return found.strip()


def names_of(answers: Answers) -> list[str]:
    """Return the names of the filings that are chosen, each once. Raises Refusal where there is none."""
    found = answers.get("names") or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Refusal("`names` is not what a page of the workbench sends.")
    if not found:
        raise Refusal("Choose at least one filing.")
    return list(dict.fromkeys(found))


def entry_named(bench: Workbench, name: str) -> BoardEntry:
    """Return a filing of the board. Raises Refusal where there is none of that name."""
    found = bench.board.named(name)
    if found is None:
        raise Refusal("There is no such filing in this folder.", 404)
    return found


def draft_named(bench: Workbench, name: str) -> Path:
    """Return the draft of a filing, for one of several the draft of all. Raises Refusal and Outside."""
    entry = entry_named(bench, name)
    return bench.shelf.draft((entry_named(bench, entry.draft) if entry.draft else entry).file)


def folder_named(bench: Workbench, name: str) -> Path:
    """Return the built folder of a filing. Raises Refusal where it was not built, or is several."""
    entry = entry_named(bench, name)
    if entry.split:
        each = listed([*entry.folders], "and")
        raise Refusal(f"This is {entry.becomes} filings, each with a page of its own: {each}.", 409)
    file = bench.shelf.draft(entry.file)
    folder = bench.shelf.file(entry.folder) if entry.folder else file.with_suffix("")
    if not (folder / MANIFEST).is_file():
        raise Refusal("It is not built yet.", 409)
    return folder


def built_named(bench: Workbench, name: str) -> BuiltFolder:
    """Return the built folder of a filing, read. Raises Refusal, OSError."""
    folder = folder_named(bench, name)
    return read_built(folder, bench.shelf.name(folder))


def file_given(answers: Answers, key: str) -> tuple[str, bytes] | None:
    """Return name and bytes of a file that a page sent as base64, or of text that was pasted; None for none.

    Raises Refusal where it did not arrive whole.
    """
    found = answers.get(key)
    if not found:
        return None
    if not isinstance(found, dict):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    name = Path(str(found.get("name") or "pasted.txt")).name
    if isinstance(found.get("text"), str):
        return name, found["text"].encode("utf-8", "surrogatepass")
    try:
        return name, base64.b64decode(str(found.get("data") or ""), validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(f"{name} did not arrive whole; choose it again.") from None
