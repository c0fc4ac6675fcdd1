"""Change a draft where its form shows it: a value, or the footnotes that hang on it, and nothing else."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from form4kit.analysis.meant_values import meant_day
from form4kit.convert import to_date
from form4kit.draft.references import parse_marks
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.text import as_before, normal
from form4kit.editor.tree import Tree
from form4kit.editor.tree_edits import CannotEdit, TreeEdit, edited
from form4kit.events.broker.numbers import Commas, numeral
from form4kit.law.clock import NEW_YORK
from form4kit.lazy_re import pattern
from form4kit.place import Path as DraftPath
from form4kit.steps.form_cells import CellTold, form_cell
from form4kit.steps.step_plan import PlannedRead, PlannedWrite, StepPlan, StepRefusal
from form4kit.steps.write_planned import write_planned
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import edgar_number

_NUMBERS = frozenset(
    ["amount", "acquired", "disposed", "price", "owned", "exercise_price", "underlying_amount"]
)
_DATES = frozenset(["date", "deemed", "exercisable", "expires"])
_AMERICAN = pattern(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z")
_NAME = pattern(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
_UNFIT = pattern(r"[()\n\r]")


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """A footnote to hang on a cell: one by its name with its parameters, or one of the person's own words."""

    name: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class CellAnswers:
    """What is changed of a cell, called as on the form (`I-1-amount`): its value, its marks, or both.

    `value` is None where it stays; `add` is a footnote to hang on it, `remove` the name of a mark to take
    off; `onto` is another cell that the mark goes to.
    """

    cell: str
    value: str | None = None
    add: NoteAnswer | None = None
    remove: str = ""
    onto: str = ""


class NotThere(ValueError):
    """Say why a cell cannot be changed as asked; `hint` says what to do."""

    def __init__(self, words: str, where: str, hint: str = "", question: str = "") -> None:
        super().__init__(words)
        self.where, self.hint, self.question = where, hint, question


def plan(file: Path, answers: CellAnswers, now: dt.datetime) -> StepPlan:
    """Say what of a draft would be changed, or why nothing is; nothing is written. Raises OSError."""
    data = read_regular(file)
    day = now.astimezone(NEW_YORK).date()
    reads = (PlannedRead(file, sha256(data)),)
    try:
        text = normal(data.decode("utf-8"))
        changed = with_cell(text, file, answers)
    except UnicodeDecodeError:
        refusal = StepRefusal("", f"{file.name} is not UTF-8 text", file.name, "Mend it with another editor.")
        return StepPlan("Nothing is changed.", reads=reads, refusals=(refusal,), day=day)
    except NotThere as error:
        refusal = StepRefusal("", f"{error}", error.where, error.hint, error.question)
        return StepPlan("Nothing is changed.", reads=reads, refusals=(refusal,), day=day)
    after = as_before(changed, data)
    writes = (PlannedWrite(file, after, sha256(data)),) if after != data else ()
    return StepPlan(_sentence(text, file, answers), writes, reads, day=day)


def carry_out(planned: StepPlan) -> None:
    """Write what a plan says. Raises what `write_planned` raises."""
    write_planned(planned)


def with_cell(text: str, file: Path, answers: CellAnswers) -> str:
    """Return a draft's text with a cell changed, all else byte for byte. Raises NotThere and OSError."""
    judged = judge(text, file)
    cell = _typed(judged, answers.cell)
    edits: list[TreeEdit] = []
    if answers.value is not None:
        edits.append(_value(judged.tree, cell, answers.value))
    try:
        text = edited(text, edits)
        if answers.remove:
            text = edited(text, [_without_mark(Tree(text), cell, answers.remove)])
        if answers.add is not None:
            text = _with_note(text, cell.path, cell.words, answers.add)
        if answers.onto and answers.remove:
            onto = _typed(judged, answers.onto)
            text = edited(text, [_with_mark(Tree(text), onto.path, answers.remove)])
    except CannotEdit as error:
        raise NotThere(f"{error}", cell.words, "Change it as text.") from None
    if answers.value is not None:
        _holds(judge(text, file), cell, answers.value)
    return text


def _typed(judged: JudgedDraft, name: str) -> CellTold:
    """Return a cell that was typed. Raises NotThere for one that cannot be typed over."""
    cell = form_cell(judged, name)
    if cell is None:
        raise NotThere(f"the form has no cell {name}", "The form", "Look at the form again.")
    if cell.kind == "typed":
        return cell
    if cell.kind == "computed":
        hint = "Correct what it is worked out from."
        raise NotThere(f"{cell.words} is worked out: {cell.told}", cell.words, hint)
    if cell.kind == "registry":
        raise NotThere(
            f"{cell.words}: {cell.told[:1].lower()}{cell.told[1:]}", cell.words, "Change it there."
        )
    if cell.kind == "open":
        raise NotThere(f"{cell.words} waits for an answer: {cell.told}", cell.words, "", cell.question)
    raise NotThere(f"{cell.words} is not typed. {cell.told}", cell.words, "Change it as text.")


def _value(tree: Tree, cell: CellTold, typed: str) -> TreeEdit:
    """Return the edit that writes a value and leaves the marks behind it."""
    value = meant(cell, typed)
    part = tree.find(cell.path)
    if part is None:
        raise NotThere(f"{cell.words} stands nowhere in the draft", cell.words, "Change it as text.")
    marked = parse_marks(part.value)
    raw, _ = tree.raw(part)
    marks = part.value[marked.marks[0][1] :] if marked.marks else ""
    escaped = value.replace("^", "^^")
    whole = f"{escaped} {marks}".strip() if marks else escaped
    before = marked.text or ""
    quote = part.style if part.style in ('"', "'") else ""
    written = []
    if raw.startswith(before) and not quote and part.style == "":
        written.append(escaped + raw[len(before) :])
    elif quote and "\n" not in raw and quote not in whole and "\\" not in whole:
        written.append(f"{quote}{escaped}{raw[len(before) :] if raw.startswith(before) else ''}{quote}")
    return TreeEdit("set", cell.path, whole, written=tuple(written))


def meant(cell: CellTold, typed: str) -> str:
    """Return a value as a draft has it: `1,000` as 1000, `11/25/2026` as 2026-11-25. Raises NotThere."""
    text = " ".join(typed.split()) if cell.name != "remarks" else typed.strip()
    column = cell.name.rpartition("-")[2]
    if not text:
        raise NotThere(f"{cell.words} is empty", cell.words, "Write a value, or take the line out as text.")
    if column in _NUMBERS:
        number = numeral(text, Commas.THOUSANDS)
        if number is None or number < 0:
            raise NotThere(f"`{text}` is not a number", cell.words, "Write 100, 1,000 or 47.20.")
        return edgar_number(number)
    if column in _DATES:
        found = _AMERICAN.match(text)
        day = to_date(f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}" if found else text)
        if day is None:
            near = meant_day(text)
            hint = f"Write {near}." if near else "Write 11/25/2026 or 2026-11-25."
            raise NotThere(f"`{text}` is not a date", cell.words, hint)
        return f"{day}"
    return text


def _holds(judged: JudgedDraft, cell: CellTold, typed: str) -> None:
    """Raise NotThere unless the form then shows what was typed."""
    now = form_cell(judged, cell.name)
    if now is None or (now.text != meant(cell, typed) and now.path != cell.path):
        raise NotThere(f"{cell.words} follows from more than this value", cell.words, "Change it as text.")


def _without_mark(tree: Tree, cell: CellTold, name: str) -> TreeEdit:
    part = tree.find(cell.path)
    value = part.value if part is not None else ""
    marks = parse_marks(value).marks
    number = next((n for n, (mark, _) in enumerate(marks) if mark == name), None)
    if part is None or number is None:
        raise NotThere(f"no footnote {name} hangs on {cell.words}", cell.words, "Look at the form again.")
    end = marks[number + 1][1] if number + 1 < len(marks) else len(value)
    left = (value[: marks[number][1]] + value[end:]).rstrip()
    return _written_as(tree, cell.path, left)


def _with_note(text: str, path: DraftPath, words: str, note: NoteAnswer) -> str:
    """Hang a footnote on a value, and write it down where it is one of the person's own words."""
    if not _NAME.match(note.name):
        raise NotThere(f"`{note.name}` is no name of a footnote", words, "Write letters, digits and dashes.")
    for key, value in note.parameters.items():
        if not _NAME.match(key) or _UNFIT.search(value):
            raise NotThere(f"`{value}` cannot be given for {key}", words, "It holds no round brackets.")
    given = ", ".join(f"{key}={_quoted(value)}" for key, value in note.parameters.items() if value)
    text = edited(text, [_with_mark(Tree(text), path, f"{note.name}({given})" if given else note.name)])
    if not note.text.strip():
        return text
    tree = Tree(text)
    notes = tree.find(("footnotes",))
    own = " ".join(note.text.split())
    if notes is None:
        keys = [str(each.key) for each in tree.root.children] if tree.root else []
        before = [
            each for each in ("derivative", "non_derivative", "events", "positions", "owners") if each in keys
        ]
        after = max(before, key=keys.index, default=keys[-1] if keys else None)
        return edited(text, [TreeEdit("insert", ("footnotes",), {note.name: own}, after)])
    if notes.get(note.name) is not None:
        raise NotThere(f"there is a footnote {note.name} already", words, "Give it another name.")
    last = str(notes.children[-1].key) if notes.children else None
    return edited(text, [TreeEdit("insert", ("footnotes", note.name), own, last)])


def _quoted(value: str) -> str:
    return f'"{value}"' if "," in value and '"' not in value else value


def _with_mark(tree: Tree, path: DraftPath, mark: str) -> TreeEdit:
    part = tree.find(path)
    return _written_as(tree, path, f"{part.value} ^{mark}" if part is not None else f"^{mark}")


def _written_as(tree: Tree, path: DraftPath, value: str) -> TreeEdit:
    """Return the edit that writes a value plain or in quotes as it stood, so that nothing but it changes."""
    part = tree.find(path)
    quote = part.style if part is not None and part.style in ("", '"', "'") else None
    keeps = quote is not None and "\n" not in value and not (quote and (quote in value or "\\" in value))
    return TreeEdit("set", path, value, written=(f"{quote}{value}{quote}",) if keeps else ())


def _sentence(text: str, file: Path, answers: CellAnswers) -> str:
    cell = form_cell(judge(text, file), answers.cell)
    where = cell.words if cell else answers.cell
    parts = []
    if answers.value is not None and cell is not None:
        parts.append(f"{cell.text or 'nothing'} becomes {meant(cell, answers.value)}")
        if cell.shared > 1:
            parts.append(f"it stands in {cell.shared} cells")
    if answers.remove:
        parts.append(f"footnote {answers.remove} {'moves' if answers.onto else 'is taken off'}")
    if answers.add is not None:
        parts.append(f"footnote {answers.add.name} is hung on it")
    return f"{where}: {'; '.join(parts) or 'nothing changes'}"
