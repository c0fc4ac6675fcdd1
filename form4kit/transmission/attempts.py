"""What was sent to EDGAR's API and what became of it, on the disk before anything leaves.

Each attempt is a small file beside the record. It is there, whole, before the first byte of a submission
goes, so that a process that is killed, or a line that is lost, leaves what is needed to go on. Each is sealed
with the filer token: who can write files, but has no token, can make no attempt that counts, such as an
accepted TEST. No attempt holds a token, a CCC, or a hash of what holds one.
"""

import datetime as dt
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from form4kit.storage.atomic import rewrite_file
from form4kit.storage.names import ATTEMPTS
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import Broken, opened, sealed
from form4kit.transmission.edgar_pages import LiveOrTest

AttemptState = Literal["sending", "sent", "accepted", "suspended", "refused", "not taken"]
"""Where an attempt stands: `sending` is that it is not known whether EDGAR has it, `sent` that it has."""
OVER: Final = frozenset(["suspended", "refused", "not taken"])
"""What leaves nothing at EDGAR that stands."""
_LARGEST: Final = 1024 * 1024
_STATES: Final = frozenset(["sending", "sent", "accepted", *OVER])


class InTheWay(Exception):
    """Say why an attempt cannot be begun."""


@dataclass(frozen=True, slots=True)
class SentDocument:
    """What is sent, by its hashes: `ownership` is that of `ownership.xml`, `exhibits` are by name.

    `owners` are CIKs without zeros, in order. `submission` is the hash of all else in the submission, without
    CCCs and tag.
    """

    form: str
    ownership: str
    exhibits: Mapping[str, str]
    owners: tuple[str, ...]
    submission: str

    def is_same(self, other: "SentDocument") -> bool:
        """Tell whether both are of the same form, document, exhibits and owners."""
        mine = (self.form, self.ownership, dict(self.exhibits), self.owners)
        return mine == (other.form, other.ownership, dict(other.exhibits), other.owners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to send a document: which, where to, when begun (ISO 8601, UTC), what became of it.

    `answer` is the SHA-256 of the answer that was kept; `words` say what is known beside.
    """

    number: int
    tag: LiveOrTest
    api: str
    login: str
    document: SentDocument
    begun: str
    state: AttemptState
    accession: str = ""
    answer: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.tag}-{self.document.ownership[:16]}-{self.number:03}.json"

    @property
    def began(self) -> dt.datetime:
        """When it was begun, aware."""
        return dt.datetime.fromisoformat(self.begun)

    def now(self, state: AttemptState, **more: str) -> "Attempt":
        """Return it in another state."""
        return replace(self, state=state, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class KnownAttempt:
    """An attempt as its file has it, None where that cannot be read.

    `genuine` says that it was sealed with the token that is at hand.
    """

    file: Path
    attempt: Attempt | None
    genuine: bool

    @property
    def tag(self) -> LiveOrTest:
        """Whether it was a TEST or LIVE, which its name says too."""
        return "LIVE" if self.file.name.startswith("LIVE") else "TEST"


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts in a folder; `key` is the filer token, and is in no representation of it."""

    folder: Path
    key: bytes

    def __repr__(self) -> str:
        return f"Attempts({str(self.folder)!r})"

    def of(self, ownership: str) -> list[KnownAttempt]:
        """Return the attempts to send the document of a hash, the oldest first. Raises OSError."""
        return [self._read(file) for file in self._files() if f"-{ownership[:16]}-" in file.name]

    def every(self) -> list[KnownAttempt]:
        """Return all attempts. Raises OSError."""
        return [self._read(file) for file in self._files()]

    def read(self, file: Path) -> KnownAttempt:
        """Return the attempt that a file of the folder has. Raises OSError."""
        return self._read(file)

    def begin(self, attempt: Attempt) -> None:
        """Put down that an attempt begins, for certain on the disk. Raises InTheWay, OSError."""

        def first(before: bytes) -> bytes:
            if before and self._opened(before) != (attempt, True):
                raise InTheWay(f"{attempt.name} is there already: another form4kit sends the same")
            return self._text(attempt)

        rewrite_file(self.folder / attempt.name, first)

    def put(self, attempt: Attempt) -> None:
        """Put down where an attempt stands, for certain on the disk. Raises OSError."""
        rewrite_file(self.folder / attempt.name, lambda _: self._text(attempt))

    def set_aside(self, known: KnownAttempt, words: str) -> None:
        """Put down how the person knows that EDGAR has nothing of an attempt. Raises OSError.

        One that cannot be read is kept under another name.
        """
        if known.attempt is None:
            known.file.replace(known.file.with_suffix(".doubtful"))
        else:
            self.put(known.attempt.now("not taken", words=words))

    def _files(self) -> Iterable[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(self.folder.glob("*.json"), key=lambda file: file.name.rpartition("-")[2])

    def _read(self, file: Path) -> KnownAttempt:
        data = read_regular(file, _LARGEST)
        attempt, genuine = self._opened(data)
        if attempt is not None and attempt.name != file.name:
            return KnownAttempt(file, None, False)
        return KnownAttempt(file, attempt, genuine)

    def _opened(self, data: bytes) -> tuple[Attempt | None, bool]:
        try:
            content = opened(data)
            mark = content.pop("mark", None)
            attempt = _attempt(content)
        except (Broken, KeyError, TypeError, ValueError, AttributeError):
            return None, False
        return attempt, isinstance(mark, str) and hmac.compare_digest(mark.encode(), self._mark(attempt))

    def _text(self, attempt: Attempt) -> bytes:
        return sealed({**_plain(attempt), "mark": self._mark(attempt).decode("ascii")})

    def _mark(self, attempt: Attempt) -> bytes:
        said = json.dumps(["form4kit attempt", _plain(attempt)], sort_keys=True)
        return hmac.digest(self.key, said.encode("ascii"), "sha256").hex().encode("ascii")


def number_in(name: str) -> int:
    """Return the number of an attempt that the name of its file has; 0 where it has none."""
    digits = name.removesuffix(".json").rpartition("-")[2]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def attempts_beside(record: Path, key: str) -> Attempts:
    """Return the attempts that are kept beside a record, sealed with a filer token."""
    return Attempts(record.parent / ATTEMPTS, key.encode("utf-8"))


def _plain(attempt: Attempt) -> dict[str, Any]:
    return asdict(attempt)


def _attempt(content: Mapping[str, Any]) -> Attempt:
    """Make an attempt of what a file says. Raises KeyError, TypeError, ValueError where it is none."""
    known = dict(content)
    told = known.pop("document")
    document = SentDocument(
        form=_text(told["form"]),
        ownership=_text(told["ownership"]),
        exhibits={_text(name): _text(each) for name, each in told["exhibits"].items()},
        owners=tuple(_text(each) for each in told["owners"]),
        submission=_text(told["submission"]),
    )
    attempt = Attempt(document=document, **known)
    texts = (attempt.api, attempt.login, attempt.begun, attempt.accession, attempt.answer, attempt.words)
    if attempt.state not in _STATES or attempt.tag not in ("TEST", "LIVE") or type(attempt.number) is not int:
        raise ValueError("no attempt")
    if attempt.began.tzinfo is None or [*map(_text, texts)] != [*texts]:
        raise ValueError("no attempt")
    return attempt


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError("not a text")
    return found
