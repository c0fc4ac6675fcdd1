"""Find the data folders that ship with form4kit: `schemas/` and `templates/`."""

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@lru_cache(maxsize=64)
def resource(kind: str, *parts: str) -> Path:
    """Return the path of a shipped data file, from the wheel or from the checkout.

    `kind` is the top-level folder, `schemas` or `templates`; `parts` lead to the file in it.
    Raises FileNotFoundError when the installation lacks it.
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root.joinpath(kind, *parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"form4kit was installed without {kind}/{'/'.join(parts)}")
