"""The server: the tools, resources and prompts of one folder, over standard input and output."""

import functools
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, ParamSpec, TypeVar

from mcp.server.mcpserver import Image, MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from form4kit import __version__
from form4kit.catalogue import faults
from form4kit.draft.templates import EVENT_KINDS, KINDS
from form4kit.mcp import reading_tools
from form4kit.mcp.answers import Checked, DueTold, PlanTold, RowsMade, RuleTold, fit
from form4kit.mcp.open_folder import LONGEST, Declined, OpenFolder
from form4kit.mcp.pictures import pictures_of
from form4kit.mcp.prompts import PROMPTS, FilingPrompt
from form4kit.mcp.reading_tools import WhichForm
from form4kit.mcp.writing_tools import DraftWriter
from form4kit.precedents.search import LikeWording
from form4kit.proof.plain_text import as_text
from form4kit.registry.load import registry_for
from form4kit.report import rule_report
from form4kit.resources import resource
from form4kit.source.node import Node

P = ParamSpec("P")
R = TypeVar("R")
INSTRUCTIONS: Final = (
    "form4kit drafts and checks SEC Forms 3, 4 and 5 (Section 16). A draft is YAML that says what happened;"
    " form4kit works out rows and balances. Numbers, dates and names come from the user or from files here:"
    " never make one up, and leave blank what nobody said. Nothing is written before its plan was shown: call"
    " new_draft or write_draft without `hash`, show the plan to the user, then call again with its hash."
    " This server cannot review, sign, submit, or read a CCC: those are a person's."
)
_READS: Final = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES: Final = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)

File = Annotated[
    str, Field(description="A file of the folder, with slashes: drafts/vest.yaml", max_length=1024)
]
Text = Annotated[str, Field(description="A draft's whole text, not written yet", max_length=LONGEST)]
Short = Annotated[str, Field(max_length=1024)]
DayGiven = Annotated[str, Field(description="YYYY-MM-DD", max_length=40)]
Hash = Annotated[str, Field(description="The hash of the plan that was shown; empty shows it", max_length=80)]
KindOfDraft = Annotated[
    str, Field(description="What happened, or which form", json_schema_extra={"enum": [*EVENT_KINDS, *KINDS]})
]


def serve(folder: Path, read_only: bool = False) -> None:
    """Serve a folder until standard input ends; nothing above it is looked at."""
    server_of(OpenFolder.of(folder, read_only)).run("stdio")


def server_of(folder: OpenFolder) -> MCPServer:
    """Return the server of a folder."""
    server = MCPServer(
        "form4kit", instructions=INSTRUCTIONS, version=__version__, log_level="CRITICAL", subscriptions=False
    )
    _reading(server, folder)
    _writing(server, DraftWriter(folder))
    _resources(server, folder)
    for each in PROMPTS:
        _prompt(server, each)
    return server


def _reading(server: MCPServer, folder: OpenFolder) -> None:
    def tool(act: Callable[P, R]) -> None:
        server.add_tool(_answering(act), annotations=_READS)

    def check(file: File = "", text: Text = "") -> Checked:
        """Judge a draft or filing of the folder, a text not written yet, or everything in the folder.

        An error is where EDGAR would suspend the filing or an instruction is broken for certain. Each finding
        has its line, the place on the form, a hint that says what to write, and its authority.
        """
        return reading_tools.check(folder, file, text)

    def explain(code: Short) -> RuleTold:
        """Explain a rule by its code, such as FTN04: why it is there, what it objects to and what not."""
        return reading_tools.explain(code)

    def due(
        file: File = "",
        date: DayGiven = "",
        form: WhichForm = "4",
        notice: Annotated[Short, Field(description="When the owner heard of a plan trade, or unknown")] = "",
        registration: bool = False,
        foreign_private: bool = False,
    ) -> DueTold:
        """Say when a filing of the folder is due, or a form for a day, with the reasoning day by day."""
        return reading_tools.due(
            folder,
            file=file,
            date=date,
            form=form,
            notice=notice,
            registration=registration,
            foreign_private=foreign_private,
        )

    def rows(file: File = "", text: Text = "") -> RowsMade:
        """Show the rows of Tables I and II that a draft's events make, with balances worked out."""
        return reading_tools.rows(folder, file, text)

    def ledger() -> dict[str, Any]:
        """Show each position's history over the filed forms here, with a mark where one does not follow."""
        return reading_tools.positions(folder)

    def diff(before: File, after: File) -> dict[str, Any]:
        """Compare two filings or drafts of the folder in the form's own words."""
        return reading_tools.compared(folder, before, after)

    def precedents(
        words: Short = "",
        code: Annotated[Short, Field(description="On rows of this transaction code: G")] = "",
        rule: Annotated[Short, Field(description="Only what satisfies this rule: FTN14")] = "",
        title: Short = "",
        form: Short = "",
        plan: bool | None = None,
        most: Annotated[int, Field(ge=1, le=50)] = 10,
        index: File = "precedents.db",
    ) -> dict[str, Any]:
        """Find how others worded their footnotes, in an index that `form4kit precedents build` made here."""
        wanted = LikeWording(words, code, rule.upper(), title, form, plan, most)
        return reading_tools.wordings(folder, index, wanted)

    for each in (check, explain, due, rows, ledger, diff, precedents):
        tool(each)

    def preview(
        file: File = "", text: Text = "", format: Literal["text", "picture"] = "text"
    ) -> list[str | Image]:
        """Show the form as it would be filed: as text, or as a picture of each page."""
        filing = reading_tools.filing_of(folder, file, text)
        if format == "text":
            return [as_text(filing)]
        return [Image(data=each, format="png") for each in pictures_of(filing)]

    server.add_tool(_answering(preview), annotations=_READS, structured_output=False)


def _writing(server: MCPServer, writer: DraftWriter) -> None:
    def new_draft(
        file: File,
        kind: KindOfDraft,
        person: Annotated[Short, Field(description="A person's key in the registry")] = "",
        after: Annotated[Short, Field(description="The last filing, whose balances go on")] = "",
        fills: Annotated[Short, Field(description="The broker's file of trades")] = "",
        hash: Hash = "",
    ) -> PlanTold:
        """Begin a draft: without `hash` it shows what would be written, with the plan's hash it writes that.

        Blanks are keys without a value; `check` has a finding for each.
        """
        return writer.begin(file, kind, person=person, after=after, fills=fills, hash=hash)

    def write_draft(file: File, text: Text, hash: Hash = "") -> PlanTold:
        """Write a draft's whole text: without `hash` it shows the lines that change, with the hash it writes.

        A draft that was reviewed, built, signed or filed is changed by a person alone.
        """
        return writer.write(file, text, hash=hash)

    for each in (new_draft, write_draft):
        server.add_tool(_answering(each), annotations=_WRITES)


def _resources(server: MCPServer, folder: OpenFolder) -> None:
    plain = "text/plain"

    @server.resource(
        "form4kit://drafts", mime_type=plain, description="The drafts and filings of the folder."
    )
    def drafts() -> str:
        return _read(lambda: "".join(f"{folder.name(each)}\n" for each in folder.all_forms()))

    @server.resource("form4kit://drafts/{+name}", mime_type="application/yaml", description="A draft's text.")
    def draft(name: str) -> str:
        return _read(lambda: folder.text(name))

    @server.resource("form4kit://rules", mime_type=plain, description="The rule book, a rule a line.")
    def rules() -> str:
        return _read(lambda: rule_report.catalogue_as_text(faults().values()))

    @server.resource("form4kit://rules/{code}", mime_type=plain, description="A rule explained.")
    def rule(code: str) -> str:
        return _read(functools.partial(_rule, code))

    @server.resource("form4kit://people", mime_type=plain, description="Keys and names of the registry.")
    def people() -> str:
        return _read(lambda: _people(folder))

    for name, file, words in _PAGES:
        server.resource(f"form4kit://{name}", name=name, mime_type="text/markdown", description=words)(
            functools.partial(_page, file)
        )


_PAGES: Final = (
    ("draft-language", "draft-language.md", "How a draft is written."),
    ("events", "events.md", "How each kind of event is written, with examples."),
    ("footnotes", "footnotes.md", "How footnotes are written and called."),
)


def _page(file: str) -> str:
    return resource("docs", file).read_text(encoding="utf-8")


def _rule(code: str) -> str:
    known = faults().get(code.upper())
    if known is None:
        raise Declined(f"there is no rule {code}")
    return rule_report.as_text(known)


def _people(folder: OpenFolder) -> str:
    """Return a line for each company and person of the registry: the key for drafts, and the name."""
    registry = registry_for(folder.root, folder.root)
    companies = [f"company {key}: {_name(each.keys)}" for key, each in registry.companies.items()]
    people = [f"person {key}: {_name(each.keys)}" for key, each in registry.people.items()]
    return "".join(f"{each}\n" for each in (*companies, *people))


def _name(keys: Mapping[str, Node]) -> str:
    return (keys["name"].text or "") if "name" in keys else ""


def _prompt(server: MCPServer, each: FilingPrompt) -> None:
    def prompt(person: str = "", happened: str = "") -> str:
        return each.text(person, happened)

    server.prompt(name=each.name, title=each.title, description=f"Draft {each.title}.")(prompt)


def _read(act: Callable[[], str]) -> str:
    """Return a resource fit to be shown, or say why there is none."""
    try:
        return fit(act())
    except Declined as error:
        raise ResourceError(fit(str(error))) from None
    except OSError as error:
        raise ResourceError((error.strerror or type(error).__name__).lower()) from None
    except Exception as error:
        raise ResourceError(_bug(error)) from None


def _answering(act: Callable[P, R]) -> Callable[P, R]:
    """Return a tool that answers what is fit to be shown, and says in words why it does not."""

    @functools.wraps(act)
    def answer(*given: P.args, **named: P.kwargs) -> R:
        try:
            return fit(act(*given, **named))
        except Declined as error:
            raise ToolError(fit(str(error))) from None
        except OSError as error:
            words = (error.strerror or type(error).__name__).lower()
            raise ToolError(
                f"{Path(str(error.filename)).name if error.filename else 'a file'}: {words}"
            ) from None
        except Exception as error:
            raise ToolError(_bug(error)) from None

    answer.__signature__ = inspect.signature(act)  # type: ignore[attr-defined]
    return answer


def _bug(error: Exception) -> str:
    return f"form4kit failed here ({type(error).__name__}); please report it"
