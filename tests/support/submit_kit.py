"""`form4kit submit` run against a server on loopback, with tokens that were never given out."""

import os
from pathlib import Path
from typing import Any

from click.testing import Result
from edgar_api import Edgar
from edgar_tokens import filer_token, user_token
from typer.testing import CliRunner

from form4kit.cli.main import app

FILER, USER = filer_token(), user_token()
NAME = "Lindqvist"


def submit(edgar: Edgar | str, *arguments: object, typed: str = "", **environment: str | None) -> Result:
    """Run the command; `typed` is what is typed."""
    url = edgar if isinstance(edgar, str) else edgar.url
    held: dict[str, Any] = {name: None for name in os.environ if name.upper().endswith("_PROXY")}
    held |= {"FORM4KIT_FILER_TOKEN": FILER, "FORM4KIT_USER_TOKEN": USER, **environment}
    words = ["submit", *map(str, arguments), *(["--api", url] if url else [])]
    return CliRunner().invoke(app, words, env=held, input=typed)


def attempts(root: Path) -> list[Path]:
    return sorted((root / "receipts" / "attempts").glob("*.json"))
