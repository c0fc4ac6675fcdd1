"""The command line keeps the contract: exit codes, formats, what is shown and what is never built."""

import base64
import datetime as dt
import hashlib
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from clean_filings import CLEAN, edited
from typer.testing import CliRunner

from form4kit import __version__, pipeline
from form4kit.catalogue import faults
from form4kit.cli.main import app
from form4kit.draft.templates import KINDS
from form4kit.edgar.read import read_document
from form4kit.edgar.submission import write_submission
from form4kit.edgar.write import write
from form4kit.folder import build as building
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.rules.rule import Rule

FILED = ("--filed", "2026-11-19")
CCC = "c4n@ry!7"
SOUND = (CLEAN / "4.yaml").read_text()
WARNED = edited("4", {"owners[0].address.zip": "1422"})  # OWN18, practice
FORM_ERROR = edited("4", {"signatures[0].date": "2026-11-16"})  # SIG03, form
EDGAR_ERROR = edited("4", {"non_derivative[0].code": "B"})  # XSD01, edgar
NOT_YAML = 'form: "4"\nremarks: by: her\n'


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


@pytest.fixture(autouse=True)
def clean_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder, without anything of the caller's environment."""
    for name in [name for name in os.environ if name.startswith("FORM4KIT_")]:
        monkeypatch.delenv(name)
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "form4kit.toml").write_text("")
    monkeypatch.setenv("FORM4KIT_SCHEMA_DIR", str(tmp_path / "no-package"))
    monkeypatch.chdir(tmp_path)


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


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("texts", "more", "code"),
    [
        ([SOUND], (), 0),
        ([WARNED], (), 0),
        ([WARNED], ("--strict",), 1),
        ([SOUND], ("--strict",), 0),
        ([FORM_ERROR], (), 1),
        ([EDGAR_ERROR], (), 1),
        ([NOT_YAML], (), 1),
        ([""], (), 1),
        ([SOUND, FORM_ERROR], (), 1),
        ([SOUND], ("missing.yaml",), 2),
        ([EDGAR_ERROR], ("missing.yaml",), 2),
        ([NOT_YAML, WARNED], ("missing.yaml", "--strict"), 2),
        ([], ("missing.yaml",), 2),
        ([SOUND], ("--filed", "soon"), 2),
        ([SOUND], ("--filed", "2026-02-30"), 2),
        ([SOUND], ("--format", "pdf"), 2),
        ([SOUND], ("--profile", "mine"), 2),
        ([SOUND], ("--edition", "2022"), 2),
        ([SOUND], ("--select", "FTM"), 2),
        ([SOUND], ("--nonsense",), 2),
        ([SOUND], ("--baseline", "missing.json"), 2),
        ([], (), 2),
    ],
)
def test_the_exit_code(texts: list[str], more: tuple[str, ...], code: int) -> None:
    names = [put(f"{n}.yaml", text) for n, text in enumerate(texts)]
    assert check(*names, *more).code == code


def test_what_cannot_be_opened_is_said_and_the_others_are_judged() -> None:
    found = check("missing.yaml", put("a.yaml", EDGAR_ERROR), put("b.yaml"))
    assert found.code == 2
    assert found.err == "form4kit: missing.yaml: no such file or folder\n"
    assert [file["path"] for file in found.json["files"]] == ["a.yaml", "b.yaml"]
    assert found.json["summary"]["files"] == 2
    assert found.json["summary"]["errors"] >= 1


def test_json_is_one_object_even_where_nothing_could_be_opened() -> None:
    found = check("missing.yaml")
    assert found.json == {
        "version": 1,
        "files": [],
        "summary": {"files": 0, "errors": 0, "warnings": 0, "notes": 0},
    }
    assert form4kit("check", "missing.yaml", "--format", "text").out == ""


def test_a_path_through_a_file_cannot_be_opened() -> None:
    found = check(f"{put('a.yaml')}/b.yaml", "x" * 5000)
    assert found.code == 2
    assert found.err.count("form4kit: ") == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said() -> None:
    Path(put("a.yaml")).chmod(0)
    assert check("a.yaml", put("b.yaml")).err == "form4kit: a.yaml: permission denied\n"


def test_a_refusal_of_the_system_while_reading_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.open

    def refused(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "a.yaml":
            raise PermissionError(13, "Permission denied", str(self))
        return whole(self, *args, **kwargs)

    put("a.yaml")
    put("b.yaml")
    monkeypatch.setattr(Path, "open", refused)
    for given in (("a.yaml", "b.yaml"), (".",)):
        found = check(*given)
        assert found.code == 2
        assert found.err == "form4kit: a.yaml: permission denied\n"
        assert [file["path"] for file in found.json["files"]] == ["b.yaml"]


def test_a_fault_of_form4kits_own_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.judge

    def breaks(filing: Any) -> Any:
        if filing.issuer.symbol.text == "BUG":
            raise RuntimeError("a bug")
        return whole(filing)

    monkeypatch.setattr(pipeline, "judge", breaks)
    put("a.yaml", edited("4", {"issuer.symbol": "BUG"}))
    for found in (check("a.yaml", put("b.yaml")), build("a.yaml", "b.yaml")):
        assert found.code == 2
        assert "form4kit: a.yaml: form4kit failed here (RuntimeError)" in found.err
        assert [file["path"] for file in found.json["files"]] == ["b.yaml"]
    assert "b/ownership.xml" in tree()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (NOT_YAML, "a.yaml"),
        ("- a", "a.yml"),
        ("<ownershipDocument>", "a.xml"),
        ("<html/>", "a.xml"),
        ("no form", "a.txt"),
        ("\0\1\2", "a.bin"),
        ("", "a"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--select", "FTN"), ("--ignore", "YML,XML"), ("--profile", "edgar")])
def test_what_is_no_filing_is_an_error_whatever_is_selected(
    text: str, name: str, more: tuple[str, ...]
) -> None:
    found = check(put(name, text), *more)
    assert found.code == 1
    assert found.json["files"][0]["form"] == ""
    assert {f["severity"] for f in found.json["files"][0]["findings"]} >= {"error"}
    assert all(code[:3] in ("YML", "XML") for code in found.codes())


# ---------------------------------------------------------------- sources


def test_a_folder_is_walked_in_order_and_only_filings_are_taken() -> None:
    submission = "<SEC-DOCUMENT>\n<TYPE>4\n<XML>\n" + document(published=True).decode() + "</XML>\n"
    for name, text in {
        "b.yaml": SOUND,
        "a.yml": "# a comment\n\nform: '4'\n",
        "C.YAML": "form: 4\n",
        "flow.yaml": '{form: "4", issuer: amot}\n',
        "quoted.yaml": '"form": "4"\n',
        "mark.yaml": "\ufeffform: '4'\n",
        "d/z.yaml": SOUND,
        "d/a/x.yaml": SOUND,
        "e.xml": document().decode(),
        "f.txt": submission,
        "g.txt": "a power of attorney",
        "h.xml": "<html/>",
        "i.yaml": "jobs: {build: {form: x}}\n  # form: 4\n",
        "j.json": '{"form": "4"}',
        "people/federico.yaml": "form: '4'\n",
        "footnotes/x.yaml": "form: '4'\n",
        "d/people/x.yaml": "form: '4'\n",
        ".hidden.yaml": SOUND,
        ".git/x.yaml": SOUND,
        "reform.yaml": "reform: 4\n",
        "built/manifest.json": "{}",
        "built/draft.yaml": SOUND,
        "built/ownership.xml": document().decode(),
        "bare/manifest.json": "{}",
        "bare/ownership.xml": document().decode(),
        "other/manifest.json": "{}",
        "other/x.yaml": SOUND,
    }.items():
        put(f"drafts/{name}", text)
    found = check("drafts")
    assert [file["path"].removeprefix("drafts/") for file in found.json["files"]] == [
        *("C.YAML", "a.yml", "b.yaml", "bare/ownership.xml", "built/draft.yaml", "d/a/x.yaml", "d/z.yaml"),
        *("e.xml", "f.txt", "flow.yaml", "mark.yaml", "other/x.yaml", "quoted.yaml"),
    ]


def test_a_link_to_a_folder_above_is_not_followed() -> None:
    put("drafts/a.yaml")
    Path("drafts/loop").symlink_to("..")
    assert [file["path"] for file in check("drafts").json["files"]] == ["drafts/a.yaml"]


def test_a_pipe_in_a_folder_is_not_waited_for() -> None:
    put("drafts/a.yaml")
    os.mkfifo("drafts/pipe.yaml")
    assert check("drafts").json["summary"]["files"] == 1


def test_an_empty_folder_has_nothing_to_object_to() -> None:
    Path("drafts").mkdir()
    found = check("drafts")
    assert (found.code, found.json["files"]) == (0, [])
    assert form4kit("check", "drafts").out == "0 files: nothing to object to\n"


def test_a_built_folder_is_one_filing_under_its_own_name() -> None:
    assert build(put("a.yaml")).code == 0
    assert [file["path"] for file in check("out/a").json["files"]] == ["out/a/draft.yaml"]
    assert form4kit("build", "out/a", "--out", "again", "--only", "xml", *FILED).code == 0
    assert tree("again")[0] == "a"
    assert Path("again/a/ownership.xml").read_bytes() == Path("out/a/ownership.xml").read_bytes()


@pytest.mark.parametrize(
    "data", [SOUND.encode(), document(), document(published=True)], ids=["draft", "document", "published"]
)
def test_standard_input_is_a_path(data: bytes) -> None:
    found = check("-", stdin=data)
    assert (found.code, found.json["files"][0]["path"], found.json["files"][0]["form"]) == (0, "-", "4")


def test_a_path_named_outright_is_always_taken() -> None:
    assert [f["path"] for f in check(put("people/x.yaml"), put(".hidden.yaml")).json["files"]] == [
        "people/x.yaml",
        ".hidden.yaml",
    ]


@pytest.mark.parametrize("command", ["build", "import"])
def test_two_inputs_of_one_stem_are_an_error_of_usage(command: str) -> None:
    put("a.yaml")
    put("b/a.yaml")
    put("a.xml", document())
    for given in (("a.yaml", "b/a.yaml"), ("a.yaml", "a.xml"), (".",)):
        found = form4kit(command, *given, "--out", "out")
        assert found.code == 2
        assert "would both be written to a" in found.err
        assert not Path("out").exists()


def test_a_file_of_200_mb_is_refused_and_not_read() -> None:
    with Path("big.yaml").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    started = dt.datetime.now()
    found = check("big.yaml")
    assert (found.code, found.codes()) == (1, ["XML16"])
    assert dt.datetime.now() - started < dt.timedelta(seconds=5)


# ---------------------------------------------------------------- formats


def test_json_is_exactly_as_the_contract_says() -> None:
    report = check(put("a.yaml", EDGAR_ERROR), put("b.yaml", WARNED), put("c.yaml")).json
    assert list(report) == ["version", "files", "summary"]
    assert report["version"] == 1
    assert [list(file) for file in report["files"]] == [["path", "form", "findings"]] * 3
    findings = [finding for file in report["files"] for finding in file["findings"]]
    keys = ["rule", "severity", "authority", "message", "hint", "where", "line", "column", "cites"]
    for finding in findings:
        assert list(finding) == keys
        assert finding["severity"] in ("error", "warning", "note")
        assert finding["authority"] in ("edgar", "form", "practice")
        assert isinstance(finding["line"], int)
        assert isinstance(finding["column"], int)
        assert min(finding["line"], finding["column"]) >= 1
        assert isinstance(finding["cites"], list)
        assert finding["cites"]
        assert finding["message"]
    severities = [finding["severity"] for finding in findings]
    assert report["summary"] == {
        "files": 3,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
    }
    zip_code = next(finding for finding in findings if finding["rule"] == "OWN18")
    line = next(n for n, text in enumerate(WARNED.split("\n"), 1) if "zip:" in text)
    assert (zip_code["line"], zip_code["where"]) == (line, "Reporting owner 1, address, ZIP code")


def test_text_shows_the_line_a_caret_the_hint_and_a_summary() -> None:
    out = form4kit("check", put("a.yaml", WARNED), put("b.yaml"), *FILED).out
    lines = out.split("\n")
    assert lines[0] == "a.yaml  Form 4"
    head = next(n for n, line in enumerate(lines) if "warning OWN18" in line)
    place = re.match(r" +(\d+):(\d+) +warning OWN18  Reporting owner 1, address, ZIP code: ", lines[head])
    assert place
    source = WARNED.split("\n")[int(place[1]) - 1]
    assert lines[head + 1] == f"{place[1]:>9} | {source}"
    assert lines[head + 2] == f"{'':>9} | {'^':>{int(place[2])}}"
    assert lines[head + 1][lines[head + 2].index("^") :] == source[int(place[2]) - 1 :]
    assert "b.yaml" not in out
    assert out.endswith("2 files: 1 warning\n")


@pytest.mark.parametrize(
    ("data", "line", "rest"),
    [
        (WARNED.replace("\n", "\r\n").encode(), None, "'1422'"),
        (WARNED.replace("\n", "\r").encode(), None, "'1422'"),
        (b"\xef\xbb\xbf" + b"form: by: her\n", 1, ": her"),
        ("form: é𝒜 by: her\n".encode(), 1, ": her"),
        (b"form:\tby: her\n", 1, ": her"),
    ],
)
def test_the_caret_stands_under_the_fault_in_any_file(data: bytes, line: int | None, rest: str) -> None:
    lines = form4kit("check", put("a.yaml", data), *FILED).out.split("\n")
    at = max(n for n, text in enumerate(lines) if text.rstrip().endswith("^"))
    assert lines[at - 1][lines[at].index("^") :] == rest


def test_a_long_line_is_shown_around_the_fault() -> None:
    text = "form: '4'\nissuer: {name: '" + "x" * 500 + "', ticker: AMOT, symbol: '" + "y" * 500 + "'}\n"
    lines = form4kit("check", put("a.yaml", text), "--select", "DRF01").out.split("\n")
    at = next(n for n, line in enumerate(lines) if line.rstrip().endswith("^"))
    assert len(lines[at - 1]) < 130
    assert lines[at - 1][lines[at].index("^") :].startswith("ticker: AMOT")


def _on_a_terminal(environment: dict[str, str]) -> bytes:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "form4kit.cli.main", "check", put("a.yaml", WARNED), *FILED]
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    environment = {**keep, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm", **environment}
    process = subprocess.Popen(command, stdout=slave, stderr=subprocess.DEVNULL, env=environment)
    os.close(slave)
    seen = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(master)
    assert process.wait() == 0
    return seen


def test_colour_is_for_terminals_and_for_those_who_want_it() -> None:
    assert b"\x1b[33;1mwarning OWN18\x1b[0m" in _on_a_terminal({})
    assert b"\x1b" not in _on_a_terminal({"NO_COLOR": "1"})
    assert "\x1b" not in form4kit("check", "a.yaml", *FILED).out


def test_inside_github_actions_the_format_is_githubs(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a, b:c.yaml", WARNED)
    plain = form4kit("check", "a, b:c.yaml", *FILED).out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    out = form4kit("check", "a, b:c.yaml", *FILED).out
    assert out == form4kit("check", "a, b:c.yaml", *FILED, "--format", "github").out
    assert form4kit("check", "a, b:c.yaml", *FILED, "--format", "text").out == plain
    line = next(n for n, text in enumerate(WARNED.split("\n"), 1) if "zip:" in text)
    command, total = out.splitlines()
    head = f"::warning file=a%2C b%3Ac.yaml,line={line},col=10,title=OWN18%3A Reporting owner 1%2C address"
    assert command.startswith(head)
    assert total == "form4kit: 0 errors, 1 warnings, 0 notes"


def test_a_finding_cannot_forge_a_github_command() -> None:
    text = edited("4", {"issuer.symbol": "A\n::error file=x::forged\n%0A::error::"})
    out = form4kit("check", put("a.yaml", text), *FILED, "--format", "github").out
    assert [
        line
        for line in out.splitlines()
        if not line.startswith(("::error file=a.yaml", "::warning file=a.yaml", "form4kit: "))
    ] == []


def test_gitlab_has_what_code_quality_needs() -> None:
    names = (put("a.yaml", WARNED), put("b.yaml", EDGAR_ERROR))
    report = form4kit("check", *names, *FILED, "--format", "gitlab").json
    assert {issue["location"]["path"] for issue in report} == {"a.yaml", "b.yaml"}
    assert all(re.fullmatch(r"[0-9a-f]{32}", issue["fingerprint"]) for issue in report)
    assert len({issue["fingerprint"] for issue in report}) == len(report)
    warned = next(issue for issue in report if issue["check_name"] == "OWN18")
    assert warned["severity"] == "minor"
    assert {issue["severity"] for issue in report} == {"minor", "critical"}
    moved = form4kit("check", put("a.yaml", "# moved\n" + WARNED), *FILED, "--format", "gitlab").json
    assert moved[0]["fingerprint"] == warned["fingerprint"]
    assert moved[0]["location"]["lines"]["begin"] == warned["location"]["lines"]["begin"] + 1


def test_sarif_names_its_rules_and_places() -> None:
    put("sub dir/a.yaml", WARNED)
    log = form4kit("check", "sub dir/a.yaml", *FILED, "--format", "sarif").json
    (run,) = log["runs"]
    (result,) = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "OWN18"
    assert result["level"] == "warning"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sub%20dir/a.yaml"
    assert place["region"]["startColumn"] == 10
    assert run["tool"]["driver"]["version"] == __version__


def test_junit_is_xml_with_a_failure_for_each_error() -> None:
    text = edited("4", {"non_derivative[0].code": "B", "issuer.symbol": '<&>"ABCDEFGHIJ'})
    out = form4kit(
        "check", put("a.yaml", text), put("b.yaml"), put("c.yaml", WARNED), *FILED, "--format", "junit"
    ).out
    suites = ElementTree.fromstring(out)
    report = check("a.yaml", "b.yaml", "c.yaml").json
    assert [suite.get("name") for suite in suites] == ["a.yaml", "b.yaml", "c.yaml"]
    errors = [sum(f["severity"] == "error" for f in file["findings"]) for file in report["files"]]
    assert [int(suite.get("failures", "")) for suite in suites] == errors
    assert [len(suite.findall("testcase/failure")) for suite in suites] == errors
    assert suites.get("failures") == str(sum(errors))
    assert [len(suite) for suite in suites] == [max(1, len(file["findings"])) for file in report["files"]]


HOSTILE = {
    "a value": {"issuer.symbol": "\x9b31mRED\u202e"},
    "a footnote's name": {"footnotes.\u202eevil": "x"},
    "an unknown key": {"\x9b31mkey": "x"},
    "the form": {"form": "4\x9b2J"},
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("format", ["text", "github", "json", "junit", "gitlab", "sarif"])
def test_terminal_escapes_in_a_draft_are_shown_harmless(name: str, format: str) -> None:
    put("a.yaml", edited("4", HOSTILE[name]))
    assert check("a.yaml").codes(), "something is said of it"
    found = form4kit("check", "a.yaml", *FILED, "--format", format)
    assert found.code in (0, 1)
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", found.out + found.err) is None


def test_terminal_escapes_in_a_file_name_are_shown_harmless() -> None:
    name = "a\x1b[2J\n1 file: nothing to object to.yaml"
    found = form4kit("check", put(name, EDGAR_ERROR), f"missing{name}", *FILED)
    assert "\x1b" not in found.out + found.err
    assert "\n1 file: nothing" not in found.out
    assert form4kit("build", name, "--out", "out", *FILED, "--format", "text").err.count("\x1b") == 0


def test_a_file_name_that_is_not_utf8_is_no_obstacle() -> None:
    put(os.fsdecode(b"caf\xe9.yaml"), WARNED)
    script = (
        "import os, sys; from form4kit.cli import main; main._leave = lambda code: None\n"
        "for format in ('text', 'json', 'sarif', 'junit', 'github', 'gitlab'):\n"
        "    sys.argv[1:] = ['check', os.fsdecode(b'caf\\xe9.yaml'), '--filed', '2026-11-19']\n"
        "    sys.argv += ['--format', format]\n"
        "    try: main.run()\n"
        "    except SystemExit as end: print('\\n--', format, end.code, flush=True)\n"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=False)
    assert done.stderr == b""
    said = re.split(r"\n-- (\w+) 0\n", done.stdout.decode())
    assert said[1::2] == ["text", "json", "sarif", "junit", "github", "gitlab"]
    assert all("OWN18" in each for each in said[:-1:2])
    assert json.loads(said[2])["files"][0]["path"] == os.fsdecode(b"caf\xe9.yaml")
    assert '"uri": "caf%E9.yaml"' in said[4]


# ---------------------------------------------------------------- selection, profiles, allowances


def test_select_and_ignore_take_codes_and_prefixes() -> None:
    text = edited(
        "4",
        {"owners[0].address.zip": "1422", "signatures[0].date": "2026-11-16", "non_derivative[0].price": "0"},
    )
    name = put("a.yaml", text)
    everything = check(name).codes()
    assert {"OWN18", "SIG03", "COD30"} <= set(everything)
    assert check(name, "--select", "OWN18").codes() == ["OWN18"]
    assert set(check(name, "--select", "own,SIG03").codes()) == {"OWN18", "SIG03"}
    assert set(check(name, "--select", "OWN", "--select", "SIG").codes()) == {"OWN18", "SIG03"}
    assert check(name, "--ignore", "SIG").codes() == [
        code for code in everything if not code.startswith("SIG")
    ]
    assert check(name, "--select", "OWN,SIG", "--ignore", "SIG03").codes() == ["OWN18"]
    assert check(name, "--select", "OWN18").code == 0


def test_a_code_that_selects_nothing_is_an_error_of_usage() -> None:
    found = check(put("a.yaml", EDGAR_ERROR), "--select", "XDS")
    assert found.code == 2
    assert "--select XDS: there is no such rule" in found.err


def test_a_code_of_the_other_catalogue_selects_the_rule_it_has_here() -> None:
    aliased = [rule for rule in faults().values() if isinstance(rule, Rule) and rule.aliases]
    for rule in aliased:
        assert check(put("a.yaml"), "--select", rule.aliases[0]).code in (0, 1)
        assert form4kit("explain", rule.aliases[0]).out.startswith(rule.code)


def test_profiles_show_ever_more_authorities() -> None:
    edits = {
        "owners[0].address.zip": "1422",
        "signatures[0].date": "2026-11-16",
        "non_derivative[0].code": "B",
    }
    name = put("a.yaml", edited("4", edits))

    def shown(*more: str) -> set[str]:
        return {finding["authority"] for finding in check(name, *more).json["files"][0]["findings"]}

    assert shown("--profile", "edgar") == {"edgar"}
    assert shown("--profile", "form") == {"edgar", "form"}
    assert shown("--profile", "practice") == shown() == {"edgar", "form", "practice"}
    assert check(put("b.yaml", FORM_ERROR), "--profile", "edgar").code == 0


ALLOWED = edited("4", {"signatures[0].date": "2026-11-16", "allow": {"SIG03": "signed in Tokyo"}})


def test_an_allowed_finding_is_reported_as_allowed_and_does_not_fail() -> None:
    found = check(put("a.yaml", ALLOWED))
    (finding,) = [each for each in found.json["files"][0]["findings"] if each["rule"] == "SIG03"]
    assert finding["allowed"] == "signed in Tokyo"
    assert (found.code, found.json["summary"]["errors"]) == (0, 0)
    assert check("a.yaml", "--strict").code == 0
    text = form4kit("check", "a.yaml", *FILED).out
    assert "allowed SIG03" in text
    assert "Allowed: signed in Tokyo" in text
    assert "(1 allowed)" in text


def test_an_allowance_goes_into_the_manifest_with_its_reason() -> None:
    assert build(put("a.yaml", ALLOWED)).code == 0
    (allowed,) = json.loads(Path("out/a/manifest.json").read_text())["allowed"]
    assert allowed["rule"] == "SIG03"
    assert allowed["reason"] == "signed in Tokyo"
    assert allowed["where"] == "Signature 1, date"


@pytest.mark.parametrize("code", ["XSD01", "COD01", "XSD", "COD"])
def test_an_error_of_edgars_is_never_allowed_nor_built_past(code: str) -> None:
    put("a.yaml", edited("4", {"non_derivative[0].code": "B", "allow": {code: "it is fine"}}))
    for more in (
        (),
        ("--ignore", "XSD,COD,ALW"),
        ("--select", "FTN"),
        ("--profile", "edgar"),
        ("--published",),
    ):
        found = build("a.yaml", *more)
        assert found.code == 1, more
        assert "a.yaml: not built" in found.err
        assert not Path("out").exists()
    assert [f for f in check("a.yaml").json["files"][0]["findings"] if "allowed" in f] == []


def test_what_hidden_errors_stopped_a_build_is_said() -> None:
    put("a.yaml", EDGAR_ERROR)
    codes = {c for c in check("a.yaml").codes() if c not in ("ALW03",)} | {"XSD01"}
    found = build("a.yaml", "--select", "FTN")
    stopped = re.search(r"not built, for (.*)\n", found.err)
    assert stopped
    assert "XSD01" in stopped[1].split(", ")
    assert set(stopped[1].split(", ")) <= codes


def test_an_error_of_the_form_is_built_past_only_when_it_is_not_shown() -> None:
    put("a.yaml", FORM_ERROR)
    assert build("a.yaml").code == 1
    assert not Path("out").exists()
    assert build("a.yaml", "--ignore", "SIG03").code == 0
    assert Path("out/a/ownership.xml").exists()


def test_a_warning_does_not_stop_a_build_though_strict_fails() -> None:
    put("a.yaml", WARNED)
    assert build("a.yaml", "--strict").code == 1
    assert Path("out/a/ownership.xml").exists()


def test_what_keeps_a_draft_from_being_read_whole_cannot_be_allowed() -> None:
    text = edited("4", {"non_derivative[0].ownership": "X", "allow": {"DRF04": "as it is"}})
    found = check(put("a.yaml", text))
    assert {"DRF04", "ALW03"} <= set(found.codes())
    assert found.code == 1
    assert build("a.yaml", "--ignore", "DRF,ALW,XSD").code == 1
    assert not Path("out").exists()


def test_a_baseline_passes_over_what_it_holds_and_no_more() -> None:
    put("a.yaml", WARNED)
    assert check("a.yaml", "--strict", "--write-baseline", "known.json").code == 1
    assert check("a.yaml", "--strict", "--baseline", "known.json").codes() == []
    put(
        "a.yaml", "# moved\n" + edited("4", {"owners[0].address.zip": "1422", "non_derivative[0].price": "0"})
    )
    assert check("a.yaml", "--strict", "--baseline", "known.json").codes() == ["COD30"]
    assert build("a.yaml", "--strict", "--baseline", "known.json").codes() == ["COD30", "CCC01"]


# ---------------------------------------------------------------- judging options


def test_filed_is_a_date_or_an_instant() -> None:
    name = put("a.yaml", edited("4", {"owners[0].address.zip": "1422"}))

    def late(filed: str) -> bool:
        found = form4kit("check", name, "--filed", filed, "--format", "json")
        assert found.code in (0, 1), found.err
        return "DUE01" in found.codes()

    assert not late("2026-11-20")
    assert not late("2026-11-20 22:00")
    assert late("2026-11-23")
    assert late("2026-11-20 22:01")
    assert not late("2026-11-20T21:59:00-05:00")
    assert late("2026-11-21T03:01:00Z")


def test_published_is_recognised_noted_and_judged_as_published() -> None:
    put("a.xml", document(published=True))
    assert check("a.xml").codes() == ["XML17"]
    assert check("a.xml", "--published").codes() == []
    put("b.xml", document())
    assert "OWN04" in check("b.xml").codes()


def test_a_published_document_is_judged_on_the_day_it_was_signed() -> None:
    put("a.xml", document(published=True))
    assert form4kit("check", "a.xml", "--published", "--format", "json").codes() == []


@pytest.mark.parametrize(
    ("edition", "draft", "error"),
    [
        (None, {"owners[0].address.state": "A6"}, True),
        ("2026", {"owners[0].address.state": "A6"}, True),
        ("2023", {"owners[0].address.state": "A6"}, False),
        ("auto", {"owners[0].address.state": "A6", "edition": "2023"}, False),
        ("2026", {"owners[0].address.state": "A6", "edition": "2023"}, True),
        ("2003", {}, True),
    ],
)
def test_the_edition_picks_the_schema(edition: str | None, draft: dict[str, object], error: bool) -> None:
    name = put("a.yaml", edited("4", draft))
    found = check(name, "--select", "XSD", *(("--edition", edition) if edition else ()))
    assert (found.codes() == ["XSD01"]) is error


# ---------------------------------------------------------------- build


def test_a_built_folder_holds_what_the_contract_says() -> None:
    found = form4kit("build", put("a.yaml"), "--out", "out", *FILED, "--format", "json")
    assert found.code == 0
    names = ["draft.yaml", "manifest.json", "ownership.xml", "proof.pdf", "submission.xml"]
    assert tree() == ["a", *(f"a/{name}" for name in names)]
    assert found.err.startswith("out/a: draft.yaml, manifest.json, ownership.xml, proof.pdf, submission.xml")
    folder = Path("out/a")
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["sha256"]) == {"ownership.xml", "proof.pdf", "draft.yaml"}
    for name, digest in manifest["sha256"].items():
        assert digest == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert manifest["source"] == {"name": "a.yaml", "sha256": hashlib.sha256(SOUND.encode()).hexdigest()}
    assert (manifest["form4kit"], manifest["form"]) == (__version__, "4")
    assert manifest["due"] == "2026-11-20T22:00:00-05:00"
    assert manifest["allowed"] == []
    assert re.fullmatch(r"[0-9a-f]{12}", manifest["rules"])
    assert (folder / "ownership.xml").read_bytes() == document()
    assert (folder / "proof.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("only", ["xml", "pdf"])
def test_only_builds_only_that(only: str) -> None:
    assert build(put("a.yaml"), "--only", only).code == 0
    parts = {"xml": ["ownership.xml", "submission.xml"], "pdf": ["proof.pdf"]}[only]
    assert tree() == ["a", *(f"a/{name}" for name in sorted(["draft.yaml", "manifest.json", *parts]))]
    assert build("a.yaml", "--only", "html").code == 2


def test_two_builds_write_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORM4KIT_CCC_1234567", CCC)
    put("a.yaml")
    for out in ("one", "two"):
        assert form4kit("build", "a.yaml", "--out", out, *FILED).code == 0
    assert tree("one") == tree("two")
    for name in tree("one")[1:]:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes(), name


def test_building_again_replaces_what_was_built() -> None:
    put("a.yaml")
    build("a.yaml")
    Path("out/a/ownership.xml").write_text("stale")
    build("a.yaml")
    assert Path("out/a/ownership.xml").read_bytes() == document()
    assert tree() == sorted(["a", "a/draft.yaml", "a/manifest.json", "a/ownership.xml", "a/submission.xml"])


def test_a_folder_that_is_not_form4kits_is_left_alone() -> None:
    put("out/a/thesis.txt", "ten years of work")
    put("a.yaml")
    put("b.yaml")
    found = build("a.yaml", "b.yaml")
    assert found.code == 2
    assert "out/a: is in the way" in found.err
    assert Path("out/a/thesis.txt").read_text() == "ten years of work"
    assert Path("out/b/ownership.xml").exists(), "the others are built"
    assert [file["path"] for file in found.json["files"]] == ["a.yaml", "b.yaml"]


def test_a_file_where_the_folder_should_be_is_said() -> None:
    put("out/a", "a file")
    found = build(put("a.yaml"))
    assert (found.code, Path("out/a").read_text()) == (2, "a file")


STEPS = [(os, "open", 3), (Path, "rename", 1), (Path, "rename", 2), (building, "write_draft", 1)]


@pytest.mark.parametrize(("module", "name", "at"), STEPS, ids=[f"{name}-{at}" for _, name, at in STEPS])
@pytest.mark.parametrize("before", [True, False])
def test_a_folder_is_written_whole_or_not_at_all(
    module: Any, name: str, at: int, before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at one step; what was there stays, and nothing else is left."""
    put("a.yaml")
    if before:
        build("a.yaml")
        put("a.yaml", edited("4", {"issuer.symbol": "NEXT"}))
    earlier = _held()
    whole, calls = getattr(module, name), 0

    def breaks(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise OSError(28, "No space left on device")
        return whole(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, breaks)
        found = build("a.yaml")
    if not before and (name, at) == ("rename", 2):
        assert found.code == 0, "a new folder takes one step"
        return
    assert found.code == 2
    assert "no space left on device" in found.err
    assert _held() == earlier


def _held() -> dict[str, bytes]:
    """Return all that lies in the output folder, hidden or not."""
    files = {name: Path("out", name) for name in tree()} if Path("out").exists() else {}
    return {name: file.read_bytes() if file.is_file() else b"" for name, file in files.items()}


def test_a_submission_is_a_test_one_without_a_ccc_and_says_so() -> None:
    found = build(put("a.yaml"))
    assert (found.code, found.codes()) == (0, ["CCC01"])
    finding = found.json["files"][0]["findings"][0]
    assert (finding["severity"], finding["authority"]) == ("warning", "edgar")
    assert "FORM4KIT_CCC_1234567" in finding["message"]
    text = Path("out/a/submission.xml").read_text()
    assert "<testOrLive>TEST</testOrLive>" in text
    assert build("a.yaml", "--strict").code == 1


@pytest.mark.parametrize("more", [(), ("--ignore", "CCC"), ("--profile", "practice"), ("--select", "FTN")])
def test_live_is_refused_without_a_ccc(more: tuple[str, ...]) -> None:
    found = build(put("a.yaml"), "--live", *more)
    assert found.code == 1
    assert "not built" in found.err
    assert not Path("out").exists()


@pytest.mark.parametrize("length", [1, 7, 9, 80])
def test_a_ccc_of_another_length_is_refused_and_not_quoted(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = ("s3cret" * 20)[:length]
    monkeypatch.setenv("FORM4KIT_CCC_1234567", secret)
    found = build(put("a.yaml"))
    assert (found.code, found.codes()) == (1, ["CCC02"])
    assert length == 1 or secret not in found.out + found.err
    assert not Path("out").exists()


@pytest.mark.parametrize("variable", ["FORM4KIT_CCC_1234567", "FORM4KIT_CCC_0001234567"])
@pytest.mark.parametrize("live", [True, False])
def test_the_submission_carries_the_form_and_the_ccc(
    variable: str, live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, CCC)
    found = build(put("a.yaml"), *(["--live"] if live else []))
    assert (found.code, found.codes()) == (0, [])
    file = Path("out/a/submission.xml")
    assert file.stat().st_mode & 0o777 == 0o600
    root = ElementTree.fromstring(file.read_text())
    assert root.findtext("submissionType") == "4"
    assert root.findtext("testOrLive") == ("LIVE" if live else "TEST")
    (block,) = root.findall("edgarDocument")
    assert block.findtext("documentName") == "ownership.xml"
    primary = base64.b64decode(block.findtext("documentMimeBlock", ""))
    line = f"            <rptOwnerCcc>{CCC}</rptOwnerCcc>\n".encode()
    assert primary.count(line) == 1
    assert primary.replace(line, b"") == Path("out/a/ownership.xml").read_bytes()
    assert check("out/a/submission.xml").codes() == []


def _everything_said_and_written(found: Result) -> Iterator[tuple[str, bytes]]:
    yield "stdout", found.out.encode()
    yield "stderr", found.err.encode()
    for file in Path("out").rglob("*") if Path("out").exists() else ():
        if file.is_file() and file.name != "submission.xml":
            yield str(file), file.read_bytes()


SOURCES = {
    "a draft": lambda: SOUND.encode(),
    "a draft with a CCC": lambda: SOUND.replace("    director", f'    ccc: "{CCC}"\n    director').encode(),
    "a draft with a CCC on the next line": lambda: SOUND.replace(
        "    director", f"    ccc:\n      {CCC}\n    director"
    ).encode(),
    "a draft with a CCC far to the right": lambda: SOUND.replace(
        'cik: "0000046129"', f"x: '{'x' * 300}', rptOwnerCcc: '{CCC}', cik: '0000046129'"
    ).encode(),
    "a document": lambda: document(ccc=CCC),
    "a document with blanks": lambda: document(ccc=CCC).replace(CCC.encode(), f"\n  {CCC}\n".encode()),
    "a document with a long one": lambda: document(ccc=CCC + CCC),
    "a document with a tag of blanks": lambda: document(ccc=CCC + "x").replace(
        b"<rptOwnerCcc>", b"<rptOwnerCcc >"
    ),
    "a document with two": lambda: document(ccc=CCC).replace(
        b"<rptOwnerCcc>", f"<rptOwnerCcc>{CCC}</rptOwnerCcc><rptOwnerCcc>".encode()
    ),
    "a submission": lambda: _submission(document(ccc=CCC)),
    "a submission that is refused": lambda: _submission(document(ccc=CCC).replace(b">S<", b">B<")),
}


def _submission(primary: bytes) -> bytes:
    filing, _ = read_document(primary)
    assert filing is not None
    return write_submission(filing, primary, live=False).encode()


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("format", ["text", "json", "github", "junit"])
def test_a_ccc_goes_into_the_submission_and_nowhere_else(
    name: str, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORM4KIT_CCC_1234567", CCC)
    data = SOURCES[name]()
    file = put("a.yaml" if "draft" in name else "a.xml", data)
    encoded = base64.b64encode(CCC.encode()).rstrip(b"=")[:-1]
    digests = {hashlib.sha256(each).hexdigest().encode() for each in (CCC.encode(), data)}
    for more in ((), ("--ignore", "DRF,OWN"), ("--published",)):
        arguments = [file, *FILED, "--format", format, *more]
        for found in (
            form4kit("check", *arguments),
            form4kit("build", *arguments, "--out", "out", "--only", "xml"),
        ):
            for where, said in _everything_said_and_written(found):
                assert CCC.encode() not in said, where
                assert encoded not in said or "base64" in where, where
                if CCC.encode() in data or "submission" in name:
                    assert not any(digest in said for digest in digests), where
    for command in ("import", "diff", "due"):
        more_arguments = ["--out", "drafts"] if command == "import" else [file] if command == "diff" else []
        found = form4kit(command, file, *more_arguments)
        assert CCC not in found.out + found.err
    for draft in Path("drafts").rglob("*") if Path("drafts").exists() else ():
        assert CCC not in draft.read_text()


def test_no_ccc_finds_each_line_with_one() -> None:
    put("a.yaml", f"issuer: x\nccc: {CCC}\n# a CCC is a secret\nrptOwnerCcc: '{CCC}'\n")
    put("b.xml", document(ccc=CCC))
    put("c.yaml", SOUND + "remarks: the ccc is kept elsewhere\n")
    found = form4kit("no-ccc", "a.yaml", "b.xml", "c.yaml")
    assert found.code == 1
    assert [line.partition(": a CCC")[0] for line in found.out.splitlines()] == [
        "a.yaml:2",
        "a.yaml:4",
        "b.xml:12",
    ]
    assert CCC not in found.out
    assert form4kit("no-ccc", "c.yaml").code == 0
    assert form4kit("no-ccc", "missing").code == 2


# ---------------------------------------------------------------- exhibits

EXHIBIT = {"file": "poa.txt", "type": "EX-24", "description": "Power of attorney"}
LISTED = {"remarks": "Exhibit 24 - Power of Attorney"}


def with_exhibits(*exhibits: dict[str, str]) -> str:
    return edited("4", {"exhibits": list(exhibits), **LISTED})


def test_an_exhibit_goes_into_the_submission_and_the_folder() -> None:
    put("sub/poa.txt", "I appoint ...\r\n\xe9".encode("latin-1"))
    found = build(put("a.yaml", with_exhibits({**EXHIBIT, "file": "sub/poa.txt"})))
    assert found.code == 0, found.out
    assert Path("out/a/poa.txt").read_bytes() == Path("sub/poa.txt").read_bytes()
    root = ElementTree.fromstring(Path("out/a/submission.xml").read_text())
    _, block = root.findall("edgarDocument")
    said = [block.findtext(tag) for tag in ("documentName", "documentType", "documentDescription")]
    assert said == ["poa.txt", "EX-24", "Power of attorney"]
    assert base64.b64decode(block.findtext("documentMimeBlock", "")) == Path("sub/poa.txt").read_bytes()
    again = form4kit("build", "out/a", "--out", "again", "--only", "xml", *FILED)
    assert again.code == 0, again.out
    assert Path("again/a/submission.xml").read_bytes() == Path("out/a/submission.xml").read_bytes()


def _exhibit_missing() -> str:
    return "poa.txt"


def _exhibit_folder() -> str:
    Path("poa.txt").mkdir()
    return "poa.txt"


def _exhibit_outside() -> str:
    Path("../private-poa.txt").write_text("private")
    return "../private-poa.txt"


def _exhibit_absolute() -> str:
    return "/etc/passwd"


def _exhibit_link() -> str:
    Path("../private-poa.txt").write_text("private")
    Path("poa.txt").symlink_to("../private-poa.txt")
    return "poa.txt"


def _exhibit_link_of_a_folder() -> str:
    Path("sub").symlink_to("/etc")
    return "sub/passwd"


def _exhibit_large() -> str:
    with Path("poa.txt").open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    return "poa.txt"


def _exhibit_pipe() -> str:
    os.mkfifo("poa.txt")
    return "poa.txt"


def _exhibit_long() -> str:
    return "p" * 5000 + ".txt"


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (_exhibit_missing, "EXH07", "no such file"),
        (_exhibit_folder, "EXH07", "not a file"),
        (_exhibit_outside, "EXH08", "outside"),
        (_exhibit_absolute, "EXH08", "outside"),
        (_exhibit_link, "EXH08", "outside"),
        (_exhibit_link_of_a_folder, "EXH08", "outside"),
        (_exhibit_large, "EXH07", "larger than 20 MB"),
        (_exhibit_pipe, "EXH07", "not a file"),
        (_exhibit_long, "EXH07", "too long"),
    ],
)
def test_an_exhibit_that_cannot_be_attached_is_an_error_at_its_name(
    make: Callable[[], str], code: str, words: str
) -> None:
    text = with_exhibits({**EXHIBIT, "file": make()})
    found = build(put("a.yaml", text))
    (finding,) = [each for each in found.json["files"][0]["findings"] if each["rule"] == code]
    assert found.code == 1
    assert words in finding["message"]
    line = next(n for n, row in enumerate(text.split("\n"), 1) if "file:" in row)
    assert (finding["line"], finding["severity"]) == (line, "error")
    assert not Path("out").exists()
    assert "root:" not in found.out


def test_a_pdf_is_warned_of_and_other_types_refused() -> None:
    put("poa.pdf", "%PDF-")
    put("poa.docx", "PK")
    pdf = build(put("a.yaml", with_exhibits({**EXHIBIT, "file": "poa.pdf"})))
    assert [f["severity"] for f in pdf.json["files"][0]["findings"] if f["rule"] == "EXH02"] == ["warning"]
    assert (pdf.code, Path("out/a/poa.pdf").exists()) == (0, True)
    docx = build(put("b.yaml", with_exhibits({**EXHIBIT, "file": "poa.docx"})))
    assert [f["severity"] for f in docx.json["files"][0]["findings"] if f["rule"] == "EXH02"] == ["error"]


@pytest.mark.parametrize("name", ["proof.pdf", "x/proof.pdf", "ownership.xml", "manifest.json", "draft.yaml"])
@pytest.mark.parametrize("more", [(), ("--ignore", "EXH"), ("--published",)])
def test_an_exhibit_never_replaces_what_form4kit_writes(name: str, more: tuple[str, ...]) -> None:
    put(name, "an impostor")
    found = build(put("a.yaml", with_exhibits({**EXHIBIT, "file": name})), *more)
    if not more:
        assert (found.code, "EXH10" in found.codes()) == (1, True)
    built = Path("out/a")
    if built.exists():
        manifest = json.loads((built / "manifest.json").read_text())
        for bound, digest in manifest["sha256"].items():
            assert (built / bound).read_bytes() != b"an impostor"
            assert digest == hashlib.sha256((built / bound).read_bytes()).hexdigest()


def test_import_writes_the_exhibits_of_a_submission_beside_the_draft() -> None:
    put("poa.txt", "I appoint ...")
    build(put("a.yaml", with_exhibits(EXHIBIT)))
    found = form4kit("import", "out/a/submission.xml", "--out", "drafts")
    assert found.code == 0, found.out
    assert tree("drafts") == ["submission-exhibits", "submission-exhibits/poa.txt", "submission.yaml"]
    again = form4kit("build", "drafts", "--out", "again", "--only", "xml", *FILED)
    assert again.code == 0, again.out
    assert Path("again/submission/submission.xml").read_bytes() == Path("out/a/submission.xml").read_bytes()


# ---------------------------------------------------------------- the other commands


def test_import_gives_a_draft_that_builds_the_same() -> None:
    put("a.xml", document(published=True))
    assert form4kit("import", "a.xml", "--out", "drafts").code == 0
    built = form4kit("build", "drafts", "--published", "--only", "xml", "--out", "out", *FILED)
    assert built.code == 0, built.out
    assert Path("out/a/ownership.xml").read_bytes() == Path("a.xml").read_bytes()


def test_import_refuses_what_is_no_filing_and_takes_the_rest() -> None:
    put("a.xml", "<html/>")
    put("b.xml", document())
    put("c.yaml", SOUND + "tranactions: []\n")
    found = form4kit("import", "a.xml", "b.xml", "c.yaml", "missing", "--out", "drafts")
    assert found.code == 2
    assert "XML15" in found.out
    assert "DRF01" in found.out
    assert tree("drafts") == ["b.yaml"]
    assert form4kit("import", "a.xml", "--out", "drafts").code == 1


def test_import_never_writes_over_its_own_source() -> None:
    put("a.yaml", "# my notes\n" + SOUND)
    found = form4kit("import", "a.yaml", "--out", ".")
    assert found.code == 2
    assert Path("a.yaml").read_text().startswith("# my notes\n")


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_a_draft_and_the_schema_once(kind: str) -> None:
    found = form4kit("new", kind, "--out", "drafts/x.yaml")
    assert found.code == 0
    text = Path("drafts/x.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=")
    assert form4kit("new", kind, "--out", "drafts/x.yaml").code == 2
    assert Path("drafts/x.yaml").read_text() == text
    checked = check("drafts/x.yaml")
    assert checked.json["files"][0]["form"].startswith({"form3": "3", "form5": "5"}.get(kind, "4"))
    assert not [code for code in checked.codes() if code.startswith(("YML", "DRF"))]


def test_new_knows_no_other_kind() -> None:
    found = form4kit("new", "form6", "--out", "x.yaml")
    assert found.code == 2
    assert "grant" in found.err
    assert form4kit("new", "gift").code == 2


def test_schema_is_json_schema() -> None:
    schema = json.loads(form4kit("schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12/")
    assert {"form", "issuer", "owners", "non_derivative"} <= set(schema["properties"])


def test_explain_tells_authority_reason_and_examples() -> None:
    out = form4kit("explain", "ftn04").out
    assert out.startswith("FTN04  ")
    assert "Authority: " in out
    assert "Objects to:" in out
    assert form4kit("explain", "FTN-04").out == out
    (rule,) = form4kit("explain", "FTN04", "--format", "json").json["rules"]
    assert {"rule", "severity", "authority", "title", "reason", "cites", "bad", "good"} <= set(rule)
    unknown = form4kit("explain", "FTN99")
    assert unknown.code == 2
    assert "did you mean FTN" in unknown.err


def test_rules_lists_the_whole_catalogue() -> None:
    assert [line.split()[0] for line in form4kit("rules").out.splitlines()] == list(faults())
    assert [rule["rule"] for rule in form4kit("rules", "--format", "json").json["rules"]] == list(faults())


def test_due_answers_for_dates_and_for_paths() -> None:
    one = form4kit("due", "2026-11-18", "--format", "json").json
    assert one["due"] == "2026-11-20T22:00:00-05:00"
    assert isinstance(one["steps"], list)
    put("a.yaml")
    put("b.yaml", (CLEAN / "4A.yaml").read_text())
    many = form4kit("due", "a.yaml", "b.yaml", "--format", "json").json
    assert [(each["path"], each["due"]) for each in many] == [("a.yaml", one["due"]), ("b.yaml", None)]
    assert form4kit("due", "a.yaml", "missing").code == 2
    assert form4kit("due", put("c.yaml", NOT_YAML)).code == 1
    assert form4kit("due", "2026-02-30").code == 2
    assert form4kit("due", "2026-11-18", "--ics").out.startswith("BEGIN:VCALENDAR")


def test_diff_speaks_the_forms_own_words() -> None:
    put("a.yaml")
    put(
        "b.yaml",
        edited("4", {"non_derivative[0].price": "32.07", "issuer.symbol": "AMOTX", "remarks": "New."}),
    )
    found = form4kit("diff", "a.yaml", "b.yaml")
    assert (found.code, found.out.splitlines()) == (
        0,
        [
            "Remarks: added, New.",
            "Issuer, trading symbol: AMOT became AMOTX",
            "Table I, row 1, price: 31.07 became 32.07",
        ],
    )
    assert form4kit("diff", "a.yaml", "a.yaml").out == "The two filings say the same.\n"
    assert form4kit("diff", "a.yaml", "missing").code == 2
    assert form4kit("diff", "a.yaml", put("c.yaml", NOT_YAML)).code == 1


def test_diff_of_a_draft_and_its_published_document_is_nothing() -> None:
    put("a.yaml")
    put("a.xml", document(published=True))
    out = form4kit("diff", "a.yaml", "a.xml").out
    assert out == "The two filings say the same.\n"


def test_diff_follows_a_row_put_in_between() -> None:
    rows = yaml.load(SOUND, Loader=yaml.BaseLoader)["non_derivative"]
    new = {**rows[0], "date": "2026-11-17", "owned_after": "5"}
    put("a.yaml")
    put("b.yaml", edited("4", {"non_derivative": [new, *rows]}))
    out = form4kit("diff", "a.yaml", "b.yaml").out.splitlines()
    assert [line for line in out if line.startswith("Table")] == [
        "Table I, row 1: added, Common Stock S D 1000 on 2026-11-17 then 5 owned"
    ]


def test_version_and_help() -> None:
    assert form4kit("--version").out == f"form4kit {__version__}\n"
    helped = form4kit("--help").out
    for command in ("check", "build", "import", "new", "due", "explain", "rules", "diff", "schema"):
        assert re.search(rf"^\s+{command}\s", helped, re.MULTILINE), command


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "form4kit.cli.main", "rules"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait() in (0, 1)
    assert b"Traceback" not in error
