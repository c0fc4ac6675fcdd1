"""Where tests find the reference material, which may be absent; and `--bless`, which rewrites the goldens."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "support"))

from reference import SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--bless`."""
    parser.addoption(
        "--bless", action="store_true", help="Write the goldens anew; read what changed in them."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse `--bless` where nobody would read what changed."""
    if config.getoption("--bless") and os.environ.get("CI"):
        raise pytest.UsageError("--bless is for a person: no golden is written in CI")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the checkout; the test is skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("the reference material is not here")
    return SHARED
