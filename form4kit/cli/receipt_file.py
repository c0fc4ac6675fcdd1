"""The file with EDGAR's answer that a command is given."""

from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.transmission.read_receipt import EdgarAnswer


def answer_in(file: Path) -> "EdgarAnswer":
    """Read a file with what EDGAR answered; end with exit code 2 where it cannot be read, or is too large."""
    from form4kit.transmission.read_receipt import LARGEST, read_receipts

    return read_receipts(opt.bytes_of(file, LARGEST))
