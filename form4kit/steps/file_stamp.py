"""The state of a file on the disk, by which it is seen whether it must be read again."""

from pathlib import Path


def stamp(file: Path) -> tuple[int, int]:
    """Return when a file was last changed, in nanoseconds, and its bytes; zeros where it is not."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size
