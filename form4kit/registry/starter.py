"""The registry that `form4kit init` begins a repository with, and its worked example."""

import datetime as dt
from pathlib import Path

from form4kit.law.calendar import EDGAR
from form4kit.storage.repository import NAME

_FOLDER = Path(__file__).parent / "starter"
GITIGNORE = ".gitignore"
NOT_SHARED = """\
# Built folders hold submission.xml, and with it the CCCs of the owners: a secret that no repository may have.
submission.xml
/out/
# Half-written files, and the keys that sign.
.form4kit-*
.*.unsaved
*.p12
*.pfx
.env
"""
"""What a `.gitignore` keeps out of a repository."""
EXAMPLE = "drafts/annual-grant.yaml"
"""The worked example, which checks clean on the day it is written."""


def starter(today: dt.date) -> dict[str, str]:
    """Return the files of a new registry by their path, with a `.gitignore` for what must not be shared.

    The example is of the last business day before `today`, so that it is on time.
    """
    day = today - dt.timedelta(days=1)
    while not EDGAR.is_business_day(day):
        day -= dt.timedelta(days=1)
    next_year = dt.date(day.year + 1, day.month, min(day.day, 28))
    filled = {"@DAY@": f"{day}", "@TODAY@": f"{today}", "@NEXT_YEAR@": f"{next_year}"}
    texts = {GITIGNORE: NOT_SHARED}
    for file in sorted(_FOLDER.rglob("*.*"), key=lambda each: (each.name != NAME, each)):
        text = file.read_text(encoding="utf-8")
        for token, value in filled.items():
            text = text.replace(token, value)
        texts[file.relative_to(_FOLDER).as_posix()] = text
    return texts
