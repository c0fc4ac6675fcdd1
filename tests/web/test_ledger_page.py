"""The ledger's drawing: drafts are hollow and joined to nothing, and a break is told in words."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import Clock, chromium_here, needs_browser, served, tab
from start_kit import HARTWELL, filed, set_up

from form4kit.storage.served_folder import ServedFolder
from form4kit.web import ledger_routes
from form4kit.web.workbench import Workbench


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@needs_browser
def test_a_break_is_shown_in_both_ways(chromium: Any, tmp_path: Path) -> None:
    for n, (day, left) in enumerate(((3, 41_471), (4, 40_971), (5, 39_000))):
        form = filed(dt.date(2026, 11, day)).replace(b"41471", f"{left}".encode())
        set_up(tmp_path, (f"{n}.xml", form), companies=(HARTWELL,) if n == 0 else ())
    with served(tmp_path, Clock()) as server, tab(chromium, server, reduced_motion="reduce") as here:
        page = here.go("/ledger")
        assert "1 break" in page.inner_text("#summary")
        page.get_by_label("Only positions with a break").check()
        page.hover("g.mark.broken")
        assert "39,500 - 500 (S) = 39,000; opens at 39500" in page.inner_text("#sum")
        rows = page.locator("#lines tr").all_inner_texts()
        assert len(rows) == 3 and "leaves 40971" in rows[2]
        page.locator("g.mark").first.focus()
        assert "41,971 - 500 (S) = 41,471" in page.inner_text("#sum")


def test_a_filing_that_carries_a_corrected_balance_is_to_be_amended(tmp_path: Path) -> None:
    first = filed(dt.date(2026, 11, 3))
    amended = first.replace(b"<documentType>4<", b"<documentType>4/A<").replace(b"41471", b"41400")
    amended = amended.replace(
        b"<periodOfReport>",
        b"<dateOfOriginalSubmission>2026-11-03</dateOfOriginalSubmission><periodOfReport>",
    )
    later = filed(dt.date(2026, 11, 10)).replace(b"41471", b"40971")
    set_up(tmp_path, ("a.xml", first), ("b.xml", amended), ("c.xml", later), companies=(HARTWELL,))
    bench = Workbench(ServedFolder(tmp_path.resolve()), now=Clock())
    (position,) = ledger_routes._shown(bench)["positions"]
    assert position["lines"][-1]["action"] == {
        "words": "Amend the Form 4 of November 10, 2026",
        "amends": "filed/c.xml",
    }
