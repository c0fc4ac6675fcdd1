"""The frame that all pages share, in a browser: its look, its line, a filing's steps, what became of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_kit import NOW, Clock, chromium_here, needs_browser, served, tab, until
from workbench_kit import folder, gift

pytestmark = needs_browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with chromium_here() as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = folder(tmp_path / "work")
    (place / "drafts" / "gift.yaml").write_text(gift(NOW.date()))
    return place


def test_the_frame_is_told_whether_the_line_stands(chromium: Any, root: Path) -> None:
    with served(root, Clock()) as server, tab(chromium, server) as here:
        page = here.go("/")
        page.wait_for_selector("html[data-line=up]", state="attached")
        assert page.inner_text("#folder") == "work"
        server.stop()
        page.wait_for_selector("html[data-line=down]", state="attached")
        assert "does not answer" in page.inner_text("#line")
        server.again(Clock(NOW.replace(minute=52)))
        page.wait_for_selector("html[data-line=again]", state="attached")
        until(lambda: "was started again at 4:52 p.m." in page.inner_text("#line"))
