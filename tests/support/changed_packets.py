"""Packets that were made here, or say that other versions made them; and the same with their PDF changed."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from signing_kit import SIGNER, built, run

from form4kit.signoff import packet as packets

Change = Callable[[pikepdf.Pdf], None]


def packed(root: Path, monkeypatch: pytest.MonkeyPatch, **versions: str) -> bytes:
    """Return a packet that says it was made with other versions than these."""
    out, file = built(root), root / "packet.pdf"
    others = {**packets.versions(), **versions}
    with monkeypatch.context() as patch:
        patch.setattr(packets, "versions", lambda: others)
        result = run("packet", out, "--signer", SIGNER, "--out", file)
    assert result.exit_code == 0, result.output
    return file.read_bytes()


def changed(data: bytes, change: Change) -> bytes:
    """Return a PDF that pikepdf saved again with a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def moved(by: float) -> Change:
    """Let the second page stand so many points more to the right."""

    def move(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.contents_add(f"q 1 0 0 1 {by} 0 cm".encode(), prepend=True)
        page.contents_add(b"Q")

    return move
