"""What is shown in each format, whatever a draft holds."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from clean_filings import CLEAN, edited
from commands_run import check, form4kit, put

from form4kit import __version__

FILED = ("--filed", "2026-11-19")
SOUND = (CLEAN / "4.yaml").read_text()
WARNED = edited("4", {"owners[0].address.zip": "1422"})  # OWN18, practice
EDGAR_ERROR = edited("4", {"non_derivative[0].code": "B"})  # XSD01, edgar


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
@pytest.mark.parametrize("format", ["text", "github", "json", "junit", "gitlab", "sarif", "markdown"])
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


def test_markdown_is_a_table_that_shows_what_was_typed_and_obeys_nothing() -> None:
    put("a|b.yaml", WARNED.replace("AMOT", "<b>[x](http://e.com)|`@me`"))
    put("sound.yaml")
    out = form4kit("check", "a|b.yaml", "sound.yaml", *FILED, "--format", "markdown").out
    lines = out.splitlines()
    assert lines[0].startswith("### form4kit: 2 files, ")
    rows = [line for line in lines if line.startswith("| **")]
    assert rows
    assert all(row.count("|") == 7 for row in rows)
    for sign in ("<b>", "[x]", "@me", "`"):
        assert sign not in out
    assert [row[4:9] for row in rows] == sorted((row[4:9] for row in rows), key="error warni note*".index)
    assert form4kit("check", "sound.yaml", *FILED, "--format", "markdown").out == (
        "### form4kit: 1 file, nothing to object to\n"
    )
