"""`form4kit submit` is killed while it works: EDGAR gets a submission once, and no receipt is lost."""

import sys

import pytest
from killed_submit import kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_moments(seed: int) -> None:
    told = kill(6, seed)
    assert told["kills"] == 6
    assert told["killed at work"] >= 2
