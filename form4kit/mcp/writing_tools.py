"""The two tools that write a draft: each shows its plan first, and carries out only what was shown."""

import difflib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from form4kit.law.clock import NEW_YORK
from form4kit.mcp.answers import FileWritten, PlanTold
from form4kit.mcp.open_folder import Declined, OpenFolder
from form4kit.source.draft_keys import looks_like_draft
from form4kit.source.limits import LARGEST_FORM
from form4kit.steps import draft_text, new_draft
from form4kit.steps.draft_text import TextAnswers
from form4kit.steps.filing_states import standing_of
from form4kit.steps.held_draft import held
from form4kit.steps.journal import Doing, journaled
from form4kit.steps.new_draft import NewDraftAnswers
from form4kit.steps.step_plan import CHANGED, PlannedWrite, StepPlan
from form4kit.storage.regular import read_regular
from form4kit.storage.served_folder import PART_OF_BUILT

BY: Final = "an assistant"
"""Who stands in the journal for what was written by these tools."""
READ_ONLY: Final = "this folder was opened for reading only (--read-only)"
NOT_SHOWN: Final = "no plan of this hash was shown: call without `hash` first, and look at the plan"
NO_LONGER: Final = "this is no longer what was shown; look at the plan once more"
_A_PERSON: Final = "A person changes it, on the page or in an editor."
_MOST_SHOWN: Final = 60_000
_MOST_PLANS: Final = 64


@dataclass(slots=True)
class DraftWriter:
    """Writes drafts of a folder; `shown` are the hashes of plans that were shown."""

    folder: OpenFolder
    shown: dict[str, None] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def begin(
        self, file: str, kind: str, *, person: str = "", after: str = "", fills: str = "", hash: str = ""
    ) -> PlanTold:
        """Begin a draft of a kind with all that registry, last filing and broker's file tell."""
        answers = NewDraftAnswers(
            kind=kind,
            file=self._place(file),
            person=person,
            after=self.folder.form(after) if after else None,
            fills=self.folder.file(fills) if fills else None,
        )
        with self.turn:
            planned = self._in_words(new_draft.plan(answers, self.folder.now()))
            if not hash:
                return self._told(planned)
            self._agreed(planned, hash)
            with journaled(self._doing("new", file), planned):
                new_draft.carry_out(planned)
            return self._told(planned, written=True)

    def write(self, file: str, text: str, *, hash: str = "") -> PlanTold:
        """Write the whole text of a draft, a new one or one that is there."""
        place = self._place(file)
        if place.exists():
            self.folder.text(file)  # what is there must be a draft
        judged = self.folder.judged(text, place)
        if judged.filing is None or not looks_like_draft(text.encode("utf-8", "replace")):
            first = next((each.message for each in judged.findings), "it names no form")
            raise Declined(f"this cannot be read as a draft: {first}")
        with self.turn:
            planned = self._text_plan(place, text)
            if not hash:
                return self._told(planned)
            self._agreed(planned, hash)
            with journaled(self._doing("text", file), planned):
                draft_text.carry_out(planned)
            return self._told(planned, written=True)

    def _text_plan(self, place: Path, text: str) -> StepPlan:
        base = read_regular(place, LARGEST_FORM).decode("utf-8") if place.exists() else ""
        planned = draft_text.plan(place, TextAnswers(text, base), self.folder.now())
        if not place.exists():
            return planned
        standing = standing_of(place, self.folder.root, self.folder.now())
        planned = held(planned, standing, anyway=False)
        refusals = tuple(
            replace(each, hint=_A_PERSON if each.question else each.hint) for each in planned.refusals
        )
        return replace(planned, refusals=refusals)

    def _place(self, file: str) -> Path:
        if self.folder.shelf.read_only:
            raise Declined(READ_ONLY)
        place = self.folder.draft(file)
        if self.folder.shelf.is_built(place):
            raise Declined(PART_OF_BUILT)
        return place

    def _in_words(self, planned: StepPlan) -> StepPlan:
        """Name the files of a plan as an assistant does: from the folder on, and tools by their fields."""
        root = f"{self.folder.root}/"

        def word(text: str) -> str:
            text = text.replace(root, "")
            for name in ("person", "fills", "after"):
                text = text.replace(f"--{name}", name)
            return text

        refusals = tuple(replace(each, words=word(each.words)) for each in planned.refusals)
        return replace(planned, refusals=refusals, told=tuple(word(each) for each in planned.told))

    def _agreed(self, planned: StepPlan, hash: str) -> None:
        if hash not in self.shown:
            raise Declined(NOT_SHOWN)
        if planned.hash != hash:
            raise Declined(NO_LONGER)
        if planned.refusals:
            raise Declined(planned.refusals[0].words)
        for each in planned.writes:
            if not each.file.resolve().is_relative_to(self.folder.root):
                raise Declined(f"{each.file.name} is outside the folder that is served")

    def _doing(self, step: str, file: str) -> Doing:
        name = file.removesuffix(".yaml").removesuffix(".yml")
        now = self.folder.now().astimezone(NEW_YORK)
        return Doing(self.folder.root, step, name, now, by=BY)

    def _told(self, planned: StepPlan, written: bool = False) -> PlanTold:
        self.shown[planned.hash] = None
        while len(self.shown) > _MOST_PLANS:
            self.shown.pop(next(iter(self.shown)))
        return PlanTold(
            planned.sentence,
            "" if planned.refusals or written else planned.hash,
            written,
            [] if written else [*self._writes(planned)],
            [" ".join(filter(None, (f"{each.words}.", each.hint))) for each in planned.refusals],
            [*planned.told],
        )

    def _writes(self, planned: StepPlan) -> Iterator[FileWritten]:
        for each in planned.writes:
            yield FileWritten(self.folder.name(each.file), each.kind, _shown(each))


def _shown(write: PlannedWrite) -> str:
    """Return what a plan shows of a file: the lines that change, or all of a new one."""
    after = write.after.decode("utf-8", "replace")
    if write.kind == CHANGED:
        before = read_regular(write.file, LARGEST_FORM).decode("utf-8", "replace")
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "before", "after", lineterm="")
        after = "\n".join(lines)
    elif write.file.suffix == ".json":
        return f"{len(after):,} characters: the JSON Schema of drafts, for editors"
    return after if len(after) <= _MOST_SHOWN else f"{after[:_MOST_SHOWN]}\n…"
