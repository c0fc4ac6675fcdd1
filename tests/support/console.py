"""The commands of the registry and the library, to be run in tests."""

import typer
from click.testing import Result
from typer.testing import CliRunner

from form4kit.cli import people
from form4kit.cli.check import check
from form4kit.cli.footnotes import footnotes
from form4kit.cli.init import init
from form4kit.cli.new import new

app = typer.Typer()
for command in (check, footnotes, init, new):
    app.command()(command)
app.add_typer(people.app, name="people")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)
