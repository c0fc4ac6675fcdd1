"""Where the time of a check goes: the stages of the pipeline one by one, and the imports of a start."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from lxml import etree

from benchmarks.filings import FILED, SIZES
from form4kit.compiler.compile import compile_draft
from form4kit.edgar import validate
from form4kit.edgar.write import write
from form4kit.events.files import NoFiles
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.registry.entries import EMPTY
from form4kit.rules.engine import judge
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose


def stages(text: str, folder: Path) -> dict[str, Callable[[], object]]:
    """Return the stages of `check` for a draft, each as a call; a filing is new to each round of rules."""
    root, _ = compose(text)
    assert root is not None
    outcome = run_bytes(text.encode(), "draft.yaml", folder, Options(filed=FILED))
    filing, written = outcome.filing, outcome.written
    assert filing is not None and written is not None
    return {
        "all of it": partial(run_bytes, text.encode(), "draft.yaml", folder, Options(filed=FILED)),
        "YAML to a tree": partial(compose, text),
        "  of which libyaml's events": partial(_events, text),
        "shape, short forms spelled out": partial(_compiled, root),
        "rules": lambda: judge(_anew(filing)),
        "  of which the copy that is judged": lambda: _anew(filing),
        "the document written": lambda: write(filing),
        "the schema's verdict": partial(validate.of_draft, written, filing.form_type, filing.edition),
        "  of which libxml2's parse": partial(etree.fromstring, written.data),
    }


def _compiled(root: Node) -> object:
    return compile_draft(root, EMPTY, NoFiles(), [])


def _anew(filing: Filing) -> Filing:
    """Copy a filing without what was kept with its rows."""
    return replace(
        filing,
        non_derivative=tuple(replace(row) for row in filing.non_derivative),
        derivative=tuple(replace(row) for row in filing.derivative),
    )


def _events(text: str) -> None:
    import yaml

    for _ in iter(yaml.CSafeLoader(text).get_event, None):
        pass


def imports(folder: Path, environment: Mapping[str, str]) -> dict[str, float]:
    """Return the milliseconds that a cold check spends in importing, by package."""
    draft = folder / "draft.yaml"
    draft.write_text(SIZES["small"], encoding="utf-8")
    command = "from form4kit.cli.main import run; run()"
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", command, "check", str(draft), "--filed", str(FILED)],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    ).stderr
    found: dict[str, float] = {}
    for line in told.splitlines():
        own, _, name = (part.strip() for part in line.removeprefix("import time:").split("|"))
        if own.isdecimal():
            parts = name.split(".")
            package = ".".join(parts[: 2 if parts[0] == "form4kit" else 1])
            found[package] = found.get(package, 0) + int(own) / 1e3
    return found
