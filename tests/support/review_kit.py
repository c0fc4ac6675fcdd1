"""What the tests of review share: a built folder that S. Lee prepared, answers to it, and a clock."""

import datetime as dt
from functools import lru_cache
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

from signing_kit import EXAMPLES, run

from form4kit.signoff.review import ReviewState
from form4kit.signoff.review_answer import PlacedComment, ReviewAnswer
from form4kit.steps.review import AnswerFile, ReviewAnswers, carry_out, plan, state_of

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=ZoneInfo("America/New_York"))
PREPARER, REVIEWER = "S. Lee", "J. Moreau"
ADDRESS = "j.moreau@example.com"


@lru_cache
def _root() -> Path:
    root = Path(mkdtemp(prefix="form4kit-review-"))
    (root / "gift.yaml").write_text((EXAMPLES / "gift.yaml").read_text())
    result = run("build", root / "gift.yaml", "--out", root / "out", "--by", PREPARER)
    assert result.exit_code == 0, result.output
    return root


REYES = """\
name: Reyes Antonio J
cik: "0001903446"
powers_of_attorney:
  - {attorneys: [Thomas Abel], forms: ["3", "4", "5"], signed: 2026-01-12, expires: 2027-01-11}
  - {attorneys: [Ann Gone], forms: ["3", "4", "5"], signed: 2025-01-12, expires: 2026-01-11}
"""


def unsigned_in(root: Path) -> Path:
    """Put an unsigned draft into a folder with one person, and two powers of which one has ended."""
    text = (EXAMPLES / "gift.yaml").read_text().replace("2026-11-19", "2026-11-27")
    start = text.index("signatures:")
    file = root / "drafts" / "gift.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"{text[:start]}# the end\n")
    (root / "people").mkdir()
    (root / "people" / "reyes.yaml").write_text(REYES)
    (root / "form4kit.toml").write_text("[review]\nrequired = true\n")
    return file


def folder_in(into: Path, policy: str = "") -> Path:
    """Put a built folder into a folder, with a form4kit.toml of a policy; return the built one."""
    copytree(_root(), into, dirs_exist_ok=True)
    if policy:
        (into / "form4kit.toml").write_text(policy)
    return into / "out" / "gift"


def built_again(folder: Path, before: str, after: str) -> None:
    """Change a word of the draft and build the folder again."""
    draft = folder.parent.parent / "gift.yaml"
    text = draft.read_text()
    assert text.count(before) == 1
    draft.write_text(text.replace(before, after))
    result = run("build", draft, "--out", folder.parent, "--by", PREPARER)
    assert result.exit_code == 0, result.output


def say(folder: Path, deed: str, now: dt.datetime = NOW, **more: object) -> list[str]:
    """Do one deed of a review; return the words of the refusals, none where it was done."""
    planned = plan(folder, ReviewAnswers(deed=deed, **more), now)  # type: ignore[arg-type]
    if planned.refusals:
        return [each.words for each in planned.refusals]
    carry_out(planned, now)
    return []


def asked(folder: Path) -> str:
    """Ask J. Moreau, and return the code."""
    assert say(folder, "ask", by=PREPARER, reviewer=REVIEWER) == []
    return state(folder).code


def answered(folder: Path, data: bytes, name: str = "answer", by: str = "") -> list[str]:
    """Take an answer; return the words of the refusals."""
    return say(folder, "answer", file=AnswerFile(name, data), by=by)


def state(folder: Path) -> ReviewState:
    """Return where the review stands."""
    return state_of(folder, NOW)


def mail(body: str, *, sender: str = f"J. Moreau <{ADDRESS}>", kind: str = "plain", more: str = "") -> bytes:
    """Write a mail as a mail program saves it."""
    head = f"From: {sender}\r\nTo: S. Lee <lee@example.com>\r\nSubject: Re: For review\r\n"
    date = "Date: Mon, 30 Nov 2026 16:20:00 -0500\r\nMIME-Version: 1.0\r\n"
    kinds = f"Content-Type: text/{kind}; charset=utf-8\r\n{more}\r\n"
    return (head + date + kinds + body.replace("\n", "\r\n")).encode("utf-8")


def reply(folder: Path, verdict: str = "approve", by: str = REVIEWER, **more: object) -> ReviewAnswer:
    """Return an answer to the bytes of a folder."""
    found = state(folder)
    comments = tuple(PlacedComment(text, place) for text, place in more.pop("comments", ()))  # type: ignore[attr-defined]
    given: dict[str, object] = {
        "code": found.code,
        "head": str(found.entries[0]["hash"]) if found.entries else "0" * 64,
        "at": NOW.isoformat(),
        "name": "gift",
        **more,
    }
    return ReviewAnswer(by=by, verdict=verdict, comments=comments, **given)  # type: ignore[arg-type]
