"""What the tests of first run share: filed forms to drop, and a folder that is set up."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import yaml
from year_end_cases import ISSUER, OWNER, draft

from form4kit.edgar.write import write
from form4kit.law.clock import NEW_YORK
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.steps.start import StartAnswers, carry_out, plan
from form4kit.steps.start_company import CompanyAnswers
from form4kit.steps.step_plan import StepPlan

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)
HARTWELL = CompanyAnswers("1903415", "HARTWELL INSTRUMENTS INC", "HWLI", "12/31", False)


def filed(
    day: dt.date = dt.date(2026, 8, 14),
    *,
    owner: dict[str, Any] | None = None,
    shares: str = "500",
    **issuer: str,
) -> bytes:
    """Return a Form 4 of a sale, as EDGAR publishes it."""
    row = {
        "security": "Common Stock",
        "date": f"{day}",
        "code": "S",
        "shares": shares,
        "price": "47.20",
        "acquired_disposed": "D",
        "owned_after": "41471",
        "ownership": "D",
    }
    form = {"form": "4", "period": f"{day}", "non_derivative": [row]}
    said = yaml.safe_load(draft(form, day))
    said["issuer"] = {**ISSUER, **issuer}
    said["owners"] = [{**OWNER, "director": True, "officer": "Chief Operating Officer", **(owner or {})}]
    read = run_bytes(yaml.safe_dump(said).encode(), "x.yaml", Path("/nowhere"), Options(only_read=True))
    assert read.filing is not None, read.findings
    return write(read.filing, published=True).text.encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of files by the names that they have in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def planned(folder: Path, *dropped: tuple[str, bytes], **said: Any) -> StepPlan:
    """Plan to set up a folder from dropped files."""
    return plan(folder, StartAnswers(dropped=dropped, **said), NOW)


def set_up(folder: Path, *dropped: tuple[str, bytes], **said: Any) -> StepPlan:
    """Set up a folder from dropped files, by default with the company of these tests."""
    made = planned(folder, *dropped, **{"companies": (HARTWELL,), **said})
    carry_out(made)
    return made


def files(folder: Path) -> list[str]:
    """Return the names of all files below a folder."""
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())


def kept(folder: Path) -> dict[str, bytes]:
    """Return what the files below a folder hold, but for the journal of what was done."""
    names = [each for each in files(folder) if ".form4kit/" not in each]
    return {name: (folder / name).read_bytes() for name in names}
