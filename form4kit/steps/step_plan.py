"""A plan of one step: what will be written, what it rests on, and what stands in the way.

Each module of this package has two functions. `plan` reads and writes nothing; `carry_out` writes just what
the plan says. A page shows a plan, and the command line prints its sentence and its refusals:
both call the same two functions.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from form4kit.storage.sealed import sha256

NEW: Final = "new"
CHANGED: Final = "changed"
REMOVED: Final = "removed"


@dataclass(frozen=True, slots=True)
class PlannedWrite:
    """A file that the step writes: its path, the SHA-256 of what it holds now, and the bytes after.

    `before` is empty where there is no such file yet. `private` files are for their owner's eyes alone. Where
    it is `gone`, the file is taken away, and there are no bytes after.
    """

    file: Path
    after: bytes
    before: str = ""
    private: bool = False
    gone: bool = False

    @property
    def kind(self) -> str:
        """Whether the file is `new`, `changed` or `removed`."""
        return REMOVED if self.gone else CHANGED if self.before else NEW


@dataclass(frozen=True, slots=True)
class PlannedRead:
    """A file that the plan rests on, with the SHA-256 of what it held."""

    file: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class StepRefusal:
    """What stands in the way: a rule's code, words, a place, and the question that would settle it."""

    code: str
    words: str
    where: str = ""
    hint: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What has no answer yet, and the cells of the form that wait for it."""

    id: str
    words: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepPlan:
    """What a step will do, in one sentence, and everything that it rests on.

    `day` is the day in New York; `told` has the remarks that go with it; `facts` what else is needed to carry
    the step out, and `lines` what became of each line of a pasted table; both are plain JSON values, and no
    secret is in them.
    """

    sentence: str
    writes: tuple[PlannedWrite, ...] = ()
    reads: tuple[PlannedRead, ...] = ()
    refusals: tuple[StepRefusal, ...] = ()
    questions: tuple[Question, ...] = ()
    told: tuple[str, ...] = ()
    day: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, Any] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """Return the SHA-256 over all the rest, so that what is carried out is what was shown."""
        content = {
            "sentence": self.sentence,
            "writes": [
                [str(e.file), e.before, sha256(e.after), e.private, *(["gone"] if e.gone else [])]
                for e in self.writes
            ],
            "reads": [[str(each.file), each.sha256] for each in self.reads],
            "refusals": [[e.code, e.words, e.where, e.hint, e.question] for e in self.refusals],
            "questions": [[each.id, each.words, *each.cells] for each in self.questions],
            "told": self.told,
            "day": self.day.isoformat() if self.day else None,
            "facts": self.facts,
            **({"lines": self.lines} if self.lines else {}),
        }
        return sha256(json.dumps(content, sort_keys=True).encode("ascii"))
