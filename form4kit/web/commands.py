"""Run form4kit's own commands: what the command line refuses is refused here, in its own words."""

import asyncio
import json
import os
import shlex
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from form4kit.report.secrets import masked

_QUIET = {"NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}


@dataclass(frozen=True, slots=True)
class CommandRun:
    """A command to run in a folder. `secrets` go into its environment alone, never into what is shown.

    `hidden` is a folder of passing files whose path means nothing to the person.
    """

    arguments: Sequence[str]
    folder: Path
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    hidden: str = ""

    @property
    def words(self) -> str:
        """The command as one would type it in that folder."""
        return shlex.join(["form4kit", *(self.shown(each) for each in self.arguments)])

    def shown(self, text: str) -> str:
        """Return a text without what the page must not show."""
        return masked(text.replace(f"{self.hidden}/", "") if self.hidden else text)


async def running(run: CommandRun) -> AsyncIterator[dict[str, Any]]:
    """Run a command, and yield what it says as it says it; last of all its exit code."""
    yield {"command": run.words}
    try:
        process = await _started(run)
    except (OSError, ValueError) as error:  # ValueError: a null byte, or half a character
        why = error.strerror if isinstance(error, OSError) else "what was typed holds what no command takes"
        yield {"line": f"form4kit could not be started: {why}"}
        yield {"answer": [], "code": 2}
        return
    if process.stdout is None or process.stderr is None:
        raise RuntimeError("a process that was started with pipes has none")
    answer = asyncio.ensure_future(process.stdout.read())
    try:
        async for line in process.stderr:
            yield {"line": run.shown(line.decode("utf-8", "replace").rstrip("\n"))}
        text = (await answer).decode("utf-8", "replace")
        yield {"answer": _answer(run.shown(text)), "code": await process.wait()}
    finally:
        answer.cancel()
        if process.returncode is None:  # the page went away; what is written is written whole or not at all
            with suppress(ProcessLookupError):
                process.terminate()


async def _started(run: CommandRun) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "form4kit.cli.main", *run.arguments),
        cwd=run.folder,
        env={**os.environ, **_QUIET, **run.secrets},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 20,
    )


def _answer(text: str) -> Any:
    """Return what a command gave out: JSON as it is, else its lines."""
    with suppress(ValueError):
        return json.loads(text)
    return text.splitlines()
