"""A server on loopback that answers each connection with the same bytes, whatever was asked."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Speak = Callable[[socket.socket], None]


@dataclass
class Raw:
    """Where it listens, and what it heard."""

    url: str = ""
    heard: list[bytes] = field(default_factory=list)


@contextmanager
def raw_server(answer: bytes | Speak, *, reads: bool = True) -> Iterator[Raw]:
    """Serve as long as this lasts: read what is asked, answer, and end the connection."""
    raw, over = Raw(), threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    raw.url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    def serve() -> None:
        while not over.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                connection.settimeout(5)
                with connection:
                    if reads:
                        raw.heard.append(_request(connection))
                    if callable(answer):
                        answer(connection)
                    else:
                        connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield raw
    finally:
        over.set()
        thread.join(6)
        listener.close()


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65_536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    wanted = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < wanted:
        more = connection.recv(65_536)
        if not more:
            break
        body += more
    return head + b"\r\n\r\n" + body
