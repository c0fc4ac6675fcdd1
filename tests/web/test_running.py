"""One workbench for a folder: a second start opens the first, an entry starts it, its end leaves nothing."""

import shlex
import stat
import sys
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="needs the extra form4kit[web]")

from typer.testing import CliRunner
from workbench_kit import folder, serving

from form4kit.cli import main
from form4kit.cli.main import app
from form4kit.web.running import Running, port_of, state_folder
from form4kit.web.start_entry import start_entry


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return folder(tmp_path / "it's 100% mine")


def test_a_second_start_opens_the_one_that_runs(root: Path) -> None:
    running = Running(root.resolve())
    assert running.address() is None
    with serving(root) as server:
        assert running.address() == server.address
        assert stat.S_IMODE(running.file.stat().st_mode) == 0o600
        again = CliRunner().invoke(app, ["serve", str(root), "--no-browser"])
        assert again.exit_code == 0 and "already" in again.output and server.address in again.output
        assert Running(root.resolve(), read_only=True).address() is None, "reading only is another run"
        port = int(server.host.rpartition(":")[2])
        assert port == port_of(root)
    assert not running.file.exists() and running.address() is None
    with serving(root) as server:
        assert int(server.host.rpartition(":")[2]) == port, "bookmarks hold"


def test_what_is_left_of_a_run_that_was_killed_is_not_believed(root: Path) -> None:
    running = Running(root.resolve())
    with serving(root) as server:
        server.kill()
        assert running.file.exists() and running.address() is None
    running.file.write_text('{"address": "http://example.invalid:80/?token=x"}')
    assert running.address() is None
    running.file.write_text("[]")
    assert running.address() is None
    running.forget("http://127.0.0.1:1/?token=other")
    assert running.file.exists()


def test_the_entry_of_each_system(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(app, ["serve", str(root), "--install"])
    assert done.exit_code == 0, done.output
    (file,) = (root.parent / "data" / "applications").iterdir()
    text = file.read_text()
    assert text.startswith("[Desktop Entry]\nType=Application\nName=form4kit its 100 mine\n")
    (line,) = (each for each in text.splitlines() if each.startswith("Exec="))
    assert line.endswith('/form4kit-workbench" "' + str(root.resolve()).replace("%", "%%") + '"')
    mac = start_entry(root, "darwin")
    assert mac.file.parent == root.parent / "home" / "Desktop" and mac.runs
    assert shlex.split(mac.text.splitlines()[1])[2] == str(root.resolve())
    monkeypatch.setenv("APPDATA", str(root.parent / "roaming"))
    windows = start_entry(root, "win32")
    assert windows.file.is_relative_to(root.parent / "roaming" / "Microsoft" / "Windows" / "Start Menu")
    assert "100%% mine" in windows.text and 'form4kit-workbench.exe"' in windows.text
    mac.install()
    assert mac.file.stat().st_mode & stat.S_IXUSR


def test_the_program_without_a_terminal_serves_its_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(main, "run", lambda: asked.append(sys.argv[1:]))
    monkeypatch.setattr(sys, "argv", ["form4kit-workbench", str(root)])
    monkeypatch.setattr(sys, "stdout", None)
    main.workbench()
    assert asked == [["serve", str(root)]] and sys.stdout is not None
    assert state_folder() == root.parent / "state" / "form4kit"
