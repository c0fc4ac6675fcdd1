"""The commands by name. A command's module is imported when the command is asked for, and no other's."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

import typer
from typer.core import TyperGroup

from form4kit.lazy_re import pattern

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

_SENTENCE = pattern(r"(?<=[.])\s+(?=[A-Z])")
COMMANDS: Final = {
    "check": "check.check",
    "build": "build.build",
    "audit": "audit.audit",
    "import": "import_.import_",
    "new": "new.new",
    "init": "init.init",
    "footnotes": "footnotes.footnotes",
    "precedents": "precedents.app",
    "ledger": "ledger.ledger",
    "swing": "swing.swing",
    "outlook": "outlook.outlook",
    "lsp": "lsp.lsp",
    "mcp": "mcp.mcp",
    "due": "due.due",
    "diff": "diff.diff",
    "amend": "amend.amend",
    "explain": "explain.explain",
    "review": "review.review",
    "packet": "packet.packet",
    "sign": "sign.sign",
    "verify": "verify.verify",
    "serve": "serve.serve",
    "late": "late.late",
    "year-end": "year_end.year_end",
    "no-ccc": "no_ccc.no_ccc",
    "completion": "completion.completion",
    "rules": "explain.rules",
    "exhibit": "exhibit.exhibit",
    "handoff": "handoff.handoff",
    "submit": "submit.submit",
    "doctor": "doctor.doctor",
    "receipt": "receipt.receipt",
    "law": "law.law",
    "record": "record.app",
    "people": "people.app",
    "schema": "schema.app",
}
"""Where each command stands in `form4kit.cli`, in the order of the help: a function, or an app of several."""

SUMMARIES: Final = {
    "check": "Judge drafts and filed documents, and print the findings.",
    "build": "Judge, then write each filing's folder: XML, proof and manifest.",
    "audit": "Judge an archive into one row per finding and one per filing; or count them by rule and year.",
    "import": "Turn filed documents into drafts: DIR/<stem>.yaml.",
    "new": "Write a commented draft to fill in: grant, purchase, sale, exercise, vest, gift and others.",
    "init": "Begin a repository: form4kit.toml, people/, footnotes/ and a worked example.",
    "footnotes": "List the footnotes that a draft may take by name, or show one: form4kit's, and the"
    " registry's here.",
    "precedents": "How others worded their footnotes and remarks.",
    "ledger": "Print each position's history, and mark where a filing does not open at the balance before.",
    "swing": "Compute short-swing profit under Section 16(b), over all forms of one insider.",
    "outlook": "Tell what hangs over an insider: clear days, small acquisitions, Form 5, plans, powers.",
    "lsp": "Serve an editor over standard input and output, by the Language Server Protocol.",
    "mcp": "Serve an assistant over standard input and output, by the Model Context Protocol.",
    "due": "Tell when a filing is due, and why, day by day.",
    "diff": "Compare two filings in the form's own words.",
    "amend": "Write the draft of an amendment: each line as filed, to be changed where it was wrong.",
    "explain": "Explain a rule: its authority, why it is there, and what it objects to.",
    "review": "Keep a second person's word on exactly these bytes; a changed folder is unreviewed again.",
    "packet": "Put proofs, a cover and a signature page into one PDF.",
    "sign": "Sign a packet, and record beside it what was signed: PACKET.signed.json.",
    "verify": "Hash and make everything again, and say of each filing or statement whether it is what was"
    " signed.",
    "serve": "Open the workbench in the browser: every filing with its next step.",
    "late": "Make the table of late filers for the proxy statement (Item 405), from the record.",
    "year-end": "Say who needs a Form 5 for a fiscal year, whose statement is missing, and who was late.",
    "no-ccc": "Refuse a CCC in a draft, in the registry or in any other file: it is a secret.",
    "completion": "Print the script that completes commands, options, people, positions, rules and files.",
    "rules": "List the whole catalogue.",
    "exhibit": "Turn Word files, texts and HTML pages into exhibits that EDGAR takes.",
    "handoff": "Write the sheet for filing by hand.",
    "submit": "Send built folders through EDGAR's submission API: as TESTs, or one live after its accepted"
    " TEST.",
    "doctor": "Say what this machine and repository are ready for, line by line, with what to do.",
    "receipt": "Read what EDGAR answered.",
    "law": "Say what law holds on a day, or what changed between two: rules, codes, deadlines, schema.",
    "record": "The record of what was filed.",
    "people": "The people of the registry.",
    "schema": "Print the JSON Schema of drafts, for editors.",
}
"""What each command does: the first sentence of its own help, so that the list imports no command."""


class LazyCommands(Mapping[str, object]):
    """The commands as Typer wants them, each made when it is looked up."""

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __getitem__(self, name: str) -> object:
        module, _, attribute = COMMANDS[name].partition(".")
        made = getattr(import_module(f"form4kit.cli.{module}"), attribute)
        alone = typer.Typer(rich_markup_mode=None)
        if isinstance(made, typer.Typer):
            alone.add_typer(made, name=name, cls=WholeHelpGroup)
        else:
            alone.command(name)(made)
        return typer.main.get_group(alone).commands[name]


class WholeHelpGroup(TyperGroup):
    """A command of several, whose help has the first sentence of each whole."""

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write a line or more for each command."""
        with formatter.section("Commands"):
            formatter.write_dl(self.summaries(ctx))

    def summaries(self, ctx: "Context") -> list[tuple[str, str]]:
        """Return each command with the first sentence of its help."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [
            (name, first_sentence(each.help or "")) for name, each in commands if each and not each.hidden
        ]


def first_sentence(text: str) -> str:
    """Return the first sentence of a help text, on one line."""
    words = " ".join(text.split("\n\n")[0].split())
    return _SENTENCE.split(words, maxsplit=1)[0]


class LazyGroup(WholeHelpGroup):
    """The `form4kit` command, whose commands are there once they are asked for."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{**settings, "commands": LazyCommands()})  # type: ignore[arg-type]

    def summaries(self, ctx: "Context") -> list[tuple[str, str]]:
        """Return each command with what it does, and import none of them."""
        return list(SUMMARIES.items())
