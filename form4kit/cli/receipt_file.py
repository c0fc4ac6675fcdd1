"""The file with EDGAR's answer that a command is given."""

from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.transmission.read_receipt import EdgarAnswer


def answer_in(file: Path) -> "EdgarAnswer":
    """Read a file with what EDGAR answered; end with exit code 2 where it cannot be read, or is too large."""
    from form4kit.storage.regular import read_regular
    from form4kit.transmission.read_receipt import LARGEST, read_receipts

    try:
        data = read_regular(file, LARGEST + 1)
    except OSError as error:
        opt.fail(f"{file}: {opt.reason(error)}")
    if len(data) > LARGEST:
        opt.fail(f"{file}: larger than {LARGEST // 1024 // 1024} MB; is it the right file?")
    return read_receipts(data)
