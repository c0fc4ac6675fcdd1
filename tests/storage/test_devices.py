"""What is no regular file is written to, and never renamed over: a rename would take the device away."""

import os
import threading
from pathlib import Path

import pytest

from form4kit.storage.atomic import rewrite_file, write_file


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    file = tmp_path / "pipe"
    os.mkfifo(file)
    return file


def test_a_pipe_gets_what_is_written_and_stays_a_pipe(pipe: Path) -> None:
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"a form")
    reader.join(5)
    assert got == [b"a form"]
    assert pipe.is_fifo()


def test_a_link_to_a_device_stays_a_link(tmp_path: Path) -> None:
    link = tmp_path / "out"
    link.symlink_to(os.devnull)
    write_file(link, b"a form")
    assert link.is_symlink()
    assert Path(os.devnull).is_char_device()


def test_what_is_read_before_it_is_written_is_a_regular_file(pipe: Path) -> None:
    with pytest.raises(OSError, match=r"."):
        rewrite_file(pipe, lambda data: data + b"more")
    assert pipe.is_fifo()
