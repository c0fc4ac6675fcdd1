"""A secret goes into `submission.xml` and nowhere else: canaries are planted, and all output is searched."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from clean_filings import CLEAN
from typer.testing import CliRunner

import form4kit
from form4kit.cli.main import app
from form4kit.folder import build
from form4kit.model import Filing
from form4kit.report.secrets import starred

CCC = "q7#zk2wx"  # eight characters that stand nowhere by chance
TEXT = (CLEAN / "4.yaml").read_text()
FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")


@dataclass
class Run:
    """What a command has left: its exit code, what it printed, and each file it wrote."""

    code: int
    printed: bytes
    files: Mapping[str, bytes]


def form4kit_runs(folder: Path, *words: str, **environment: str) -> Run:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    done = subprocess.run(
        [sys.executable, "-m", "form4kit.cli.main", *words],
        cwd=folder,
        capture_output=True,
        timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(form4kit.__file__).parents[1]),
            "TMPDIR": str(folder),
            **environment,
        },
    )
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_mtime_ns
    }
    return Run(done.returncode, done.stdout + done.stderr, files)


def forms(secret: str) -> Iterator[bytes]:
    """Every shape in which a secret would still be one: as it is, in base64, quoted, or as its hash."""
    raw = secret.encode()
    yield from (raw, raw[::-1], raw.hex().encode(), secret.upper().encode(), secret.encode("utf-16-le"))
    for shift in range(3):  # where in a base64 text it stands
        encoded = base64.b64encode(b"x" * shift + raw)
        yield encoded[shift + 2 : -4]
    for kind in ("md5", "sha1", "sha256"):
        yield hashlib.new(kind, raw).hexdigest().encode()


def holds(data: bytes, secret: str = CCC) -> bool:
    parts = [data]
    for start in range(len(data)):  # the streams of a PDF
        if data.startswith(b"stream\n", start):
            try:
                parts.append(zlib.decompressobj().decompress(data[start + 7 :]))
            except zlib.error:
                continue
    return any(form in part for form in forms(secret) for part in parts)


def clean(run: Run, *, but: tuple[str, ...] = ()) -> None:
    assert not holds(run.printed), run.printed.decode("utf-8", "replace")
    leaks = [name for name, data in run.files.items() if Path(name).name not in but and holds(data)]
    assert leaks == []


def test_the_search_finds_what_it_looks_for() -> None:
    assert all(holds(b"abc" + form + b"def") for form in forms(CCC))
    assert holds(b"1 0 obj stream\n" + zlib.compress(CCC.encode()) + b"\nendstream")
    assert holds(b"x" + base64.b64encode(f"<rptOwnerCcc>{CCC}</rptOwnerCcc>".encode()))
    assert not holds(TEXT.encode())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a submission with a CCC was built, and nothing leaked."""
    folder = tmp_path_factory.mktemp("secrets")
    (folder / "a.yaml").write_text(TEXT)
    words = ("build", "a.yaml", "--out", "out", "--filed", "2026-11-19")
    run = form4kit_runs(folder, *words, FORM4KIT_CCC_1234567=CCC)
    assert run.code == 0, run.printed
    clean(run, but=("submission.xml",))
    assert holds(run.files["out/a/submission.xml"])
    return folder


def test_only_the_owner_of_a_submission_may_read_it(built: Path) -> None:
    assert (built / "out" / "a" / "submission.xml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("format", FORMATS)
def test_no_report_on_a_submission_tells_its_ccc(format: str, built: Path) -> None:
    clean(form4kit_runs(built, "check", "out/a/submission.xml", "--format", format))


@pytest.mark.parametrize("format", FORMATS)
def test_no_report_on_a_ccc_of_the_wrong_length_tells_it(format: str, built: Path) -> None:
    sent = (built / "out" / "a" / "submission.xml").read_text()
    block = sent.partition("<documentMimeBlock>")[2].partition("</documentMimeBlock>")[0]
    document = base64.b64decode(block)
    (built / "long.xml").write_bytes(document.replace(CCC.encode(), CCC.encode() + b"1"))
    (built / "bare.xml").write_bytes(document)
    for name in ("long.xml", "bare.xml"):
        clean(form4kit_runs(built, "check", name, "--format", format))


def test_nothing_made_of_a_submission_holds_its_ccc(built: Path) -> None:
    clean(form4kit_runs(built, "import", "out/a/submission.xml", "--out", "drafts"))
    clean(form4kit_runs(built, "due", "out/a/submission.xml"))
    clean(form4kit_runs(built, "diff", "out/a/submission.xml", "a.yaml"))
    clean(form4kit_runs(built, "check", "out/a/submission.xml", "--write-baseline", "known.json"))
    clean(form4kit_runs(built, "build", "out/a/submission.xml", "--out", "again", "--filed", "2026-11-19"))
    refused = form4kit_runs(built, "no-ccc", "out/a/submission.xml")
    clean(refused)
    assert refused.code == 1


@pytest.mark.parametrize("wrong", [CCC + "1", CCC[:7]])
def test_a_ccc_of_the_wrong_length_is_not_told(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TEXT)
    run = form4kit_runs(
        tmp_path, "build", "a.yaml", "--out", "out", "--only", "xml", FORM4KIT_CCC_1234567=wrong
    )
    assert not holds(run.printed, CCC[:7])
    assert not any(holds(data, CCC[:7]) for data in run.files.values())


@pytest.mark.parametrize(
    "line",
    [
        f'ccc: "{CCC}"\n',
        f'rptOwnerCcc: "{CCC}"\n',
        f'remarks: "our ccc: {CCC}"\n',
        f'FORM4KIT_CCC_1234567: "{CCC}"\n',
        f"ccc: {CCC}\n  x: [\n",
    ],
)
@pytest.mark.parametrize("format", FORMATS)
def test_a_ccc_written_into_a_draft_is_not_repeated(line: str, format: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TEXT + line)
    clean(form4kit_runs(tmp_path, "check", "a.yaml", "--format", format))


def test_no_traceback_tells_a_ccc(built: Path, tmp_path: Path) -> None:
    """A bug in the midst of a build, with the CCC in the local variables and debugging on."""
    broken = (
        "import form4kit.folder.build as b\n"
        "from form4kit.edgar.submission import write_submission as w\n"
        "def bad(*known, live):\n    w(*known, live=live)\n    raise RuntimeError('bug')\n"
        "b.write_submission = bad\n"
        "from form4kit.cli.main import run\nimport sys\nsys.argv[0] = 'form4kit'\nrun()\n"
    )
    (tmp_path / "a.yaml").write_text(TEXT)
    root = str(Path(form4kit.__file__).parents[1])
    for debug in ("", "1"):
        done = subprocess.run(
            [sys.executable, "-c", broken, "build", "a.yaml", "--out", "out", "--only", "xml"],
            cwd=tmp_path,
            capture_output=True,
            timeout=120,
            env={**os.environ, "PYTHONPATH": root, "FORM4KIT_DEBUG": debug, "FORM4KIT_CCC_1234567": CCC},
        )
        assert b"RuntimeError" in done.stderr
        assert not holds(done.stdout + done.stderr)
        assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    "words",
    [
        "CCC: no CCC",
        'unknown key "ccc"',
        'owners[0].ccc: unknown key "ccc"',
        "ccc: required",
        "CCC: Together with the CIK",
        "ccc = os.environ[name]",
        "the CCC of 1903446 has 9 characters, a CCC has 8",
        "CCC02: error",
        "CCC: 17 CFR 232.302(b)",
        "ccc: $CCC",
    ],
)
def test_ordinary_words_are_not_starred(words: str) -> None:
    assert starred(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "ccc: SECRET",
        'ccc: "SECRET"',
        "CCC=SECRET,",
        '{"ccc":"SECRET"}',
        "<rptOwnerCcc>SECRET</rptOwnerCcc>",
        "<rptOwnerCcc>\n  SECRET",
        "FORM4KIT_CCC_1903446: SECRET",
        "# my CCC is SECRET",
        "the CCC (SECRET) of Abel",
    ],
)
def test_a_ccc_is_starred(words: str) -> None:
    assert starred(words.replace("SECRET", CCC)) == words.replace("SECRET", "*" * 8)


def test_what_the_environment_holds_is_starred_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORM4KIT_CCC_1903446", "plainold")
    assert starred("a word: plainold!") == "a word: ********!"
    monkeypatch.setenv("FORM4KIT_CCC_1903446", "a")
    assert starred("a word: plainold!") == "a word: plainold!"


def test_a_finding_reads_the_same_in_text_and_in_json(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TEXT.replace("owners:", "ccc: none\nowners:", 1))
    text = form4kit_runs(tmp_path, "check", "a.yaml", "--format", "text").printed.decode()
    report = json.loads(form4kit_runs(tmp_path, "check", "a.yaml", "--format", "json").printed)
    messages = [each["message"] for each in report["files"][0]["findings"]]
    assert any("ccc" in each for each in messages)
    assert all(each in text for each in messages), text


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_traceback_is_starred(debug: str, tmp_path: Path) -> None:
    """A bug whose own words hold the CCC."""
    program = (
        "import form4kit.folder.build as b\n"
        "def bad(*known, live):\n    raise RuntimeError(known[1].decode())\n"
        "b.write_submission = bad\n"
        "from form4kit.cli.main import run\nimport sys\nsys.argv[0] = 'form4kit'\nrun()\n"
    )
    (tmp_path / "a.yaml").write_text(TEXT)
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "a.yaml", "--out", "out", "--only", "xml"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(form4kit.__file__).parents[1]),
            "FORM4KIT_DEBUG": debug,
            "FORM4KIT_CCC_1234567": CCC,
        },
    )
    assert done.returncode != 0
    assert (b"Traceback" in done.stderr) is bool(debug)
    assert not holds(done.stdout + done.stderr)


@pytest.mark.parametrize("broken", [b"\x01", b"<", b""])
def test_a_submission_that_cannot_be_read_back_is_not_written(
    broken: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORM4KIT_CCC_1234567", CCC)
    written = build.write_submission

    def spoilt(filing: Filing, primary: bytes, *, live: bool) -> str:
        return written(filing, primary, live=live).replace("TEST", broken.decode(), 1)

    monkeypatch.setattr("form4kit.folder.build.write_submission", spoilt)
    Path("a.yaml").write_text(TEXT)
    result = CliRunner().invoke(app, ["build", "a.yaml", "--out", "out", "--only", "xml"])
    assert result.exit_code == 2
    assert "does not read back" in result.output
    assert not Path("out/a").exists()
