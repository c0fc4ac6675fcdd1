"""Where the reference material lies, which may be absent."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
"""The folder beside the checkout."""
