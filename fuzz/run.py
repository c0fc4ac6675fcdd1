"""Fuzz one target with atheris: `python fuzz/run.py yaml -max_total_time=600`.

Options are libFuzzer's. The corpus lies in a temporary folder unless one is named; a failing input is left
in the working folder as `crash-...`: put it into `tests/regressions/<target>/` with the fix.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["form4kit", "yaml"]):
    from targets import TARGETS, seeds


def main() -> None:
    """Run the fuzzer; libFuzzer ends the process itself."""
    target, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="form4kit-fuzz-") as corpus:
        for number, seed in enumerate(seeds(target)):
            Path(corpus, f"seed-{number}").write_bytes(seed)
        atheris.Setup([sys.argv[0], *options, "-max_len=20000", "-timeout=20", corpus], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
