"""The exit codes of the commands."""

from typing import Final

OK: Final = 0
"""What was asked for is done, and nothing is objected to."""

ERRORS_FOUND: Final = 1
"""A filing, a folder or a record has a fault; under `--strict`, a warning too; for `diff`, they differ."""

CANNOT_RUN: Final = 2
"""An option does not fit, or a file cannot be read or written."""

OUTPUT_CLOSED: Final = 1
"""Whoever read the output has stopped reading."""

INTERRUPTED: Final = 130
"""Ctrl-C, as shells have it: 128 and the number of SIGINT."""
