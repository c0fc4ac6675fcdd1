"""A folder with a filing that is ready to be built, signed and filed on the day of the scenarios."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from browser_kit import NOW

from form4kit.folder.read import read_built
from form4kit.steps.build import BuildAnswers, carry_out, plan

T = TypeVar("T")
NAME = "2026/2026-11-27-lindqvist"
OWNER, CIK, CCC = "Lindqvist Karin", "1903439", "ab#cd123"
SIGNER = "Thomas Abel"
DRAFT = """\
form: "4"
plan_10b5_1: false
issuer:
  cik: "0001903415"
  name: HARTWELL INSTRUMENTS INC
  symbol: HWLI
owners:
  - cik: "0001903439"
    name: Lindqvist Karin
    address: {street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}
    director: true
non_derivative:
  - security: Common Stock
    date: 2026-11-27
    code: S
    disposed: 500
    price: 47.20
    owned_after: 40971
    ownership: direct
signatures:
  - {name: "/s/ Thomas Abel, Attorney-in-Fact for Karin Lindqvist", date: 2026-11-30}
"""
PERSON = """\
cik: "0001903439"
name: Lindqvist Karin
powers_of_attorney:
  - {attorneys: [Thomas Abel], signed: 2026-01-12%s}
"""


def apart(work: Callable[[], T]) -> T:
    """Do something in a thread of its own: a browser's test has an event loop, beside which none may run."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def filing_folder(root: Path, settings: str = "", power: str = ", expires: 2027-01-11") -> Path:
    """Make the folder: settings, a person with a power, and one draft; return the draft."""
    draft = root / f"{NAME}.yaml"
    draft.parent.mkdir(parents=True)
    draft.write_text(DRAFT)
    (root / "form4kit.toml").write_text(settings)
    (root / "people").mkdir()
    (root / "people" / "lindqvist.yaml").write_text(PERSON % power)
    return draft


def built_without_ccc(draft: Path, prepared_by: str = "S. Lee") -> Path:
    """Build the folder as it is sent for review."""
    from form4kit.folder.build import BuildOptions

    asked = BuildAnswers(ccc="none", options=BuildOptions(prepared_by=prepared_by))
    (folder,) = carry_out(plan(draft, asked, NOW), draft, asked, NOW)
    return folder


def built_with_ccc(draft: Path) -> Path:
    """Build the folder with its submission, a TEST."""
    asked = BuildAnswers(ccc="required", cccs={CIK: CCC})
    planned = plan(draft, asked, NOW)
    assert planned.refusals == (), planned.refusals
    (folder,) = carry_out(planned, draft, asked, NOW)
    return folder


def approved(folder: Path) -> None:
    """Have the second person approve exactly these bytes."""
    from form4kit.steps import review

    def said(**words: Any) -> None:
        planned = review.plan(folder, review.ReviewAnswers(**words), NOW)
        assert planned.refusals == (), planned.refusals
        review.carry_out(planned, NOW)

    said(deed="ask", by="S. Lee", reviewer="J. Moreau")
    said(deed="approve", by="J. Moreau", code=review.state_of(folder, NOW).code)
    assert read_built(folder, folder.name).bound
