"""Commands run as a person runs them, on drafts with one fault each."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from clean_filings import CLEAN, edited
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.edgar.write import write
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

FILED = ("--filed", "2026-11-19")
SOUND = (CLEAN / "4.yaml").read_text()


class Result:
    """What a command said and how it ended."""

    def __init__(self, result: Any) -> None:
        self.code: int = result.exit_code
        self.out: str = result.stdout
        self.err: str = result.stderr
        bug = result.exception
        assert bug is None or isinstance(bug, SystemExit), repr(bug)

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def codes(self, file: int = 0) -> list[str]:
        return [finding["rule"] for finding in self.json["files"][file]["findings"]]


def form4kit(*arguments: object, stdin: bytes | None = None, colour: bool = False) -> Result:
    return Result(CliRunner().invoke(app, [str(each) for each in arguments], input=stdin, color=colour))


def check(*arguments: object, stdin: bytes | None = None) -> Result:
    return form4kit("check", *FILED, "--format", "json", *arguments, stdin=stdin)


def build(*arguments: object) -> Result:
    only = () if "--only" in arguments else ("--only", "xml")
    return form4kit("build", "--out", "out", *only, *FILED, "--format", "json", *arguments)


def put(name: str, text: str | bytes = SOUND) -> str:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def document(published: bool = False, ccc: str | None = None) -> bytes:
    filing = run_bytes(SOUND.encode(), "a.yaml", Path(), Options(filed=dt.date(2026, 11, 19))).filing
    assert filing is not None
    return write(filing, published=published, ccc={"1234567": ccc} if ccc else None).data


def tree(folder: str = "out") -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in Path(folder).rglob("*"))


# ---------------------------------------------------------------- exhibits

EXHIBIT = {"file": "poa.txt", "type": "EX-24", "description": "Power of attorney"}
LISTED = {"remarks": "Exhibit 24 - Power of Attorney"}


def with_exhibits(*exhibits: dict[str, str]) -> str:
    return edited("4", {"exhibits": list(exhibits), **LISTED})
