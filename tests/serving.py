"""Runs the real server in a process of its own, as `npm start` does, for tests that need a socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Site:
    """A running server."""

    port: int
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        """Its address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """End the server and wait until its port is closed."""
        self.process.terminate()
        self.process.communicate(timeout=60)


def free_port() -> int:
    """A port that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int | None = None) -> Iterator[Site]:
    """Serve a folder with `python -m server` until the block ends, at a free port where none is given.

    Raises:
        RuntimeError: The server did not start; the message holds what it printed.
    """
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "--site", str(folder)],
        env={**os.environ, "EASEL_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert process.stdout is not None
    # Printed once the port is open, so a connection made after it is answered.
    line = process.stdout.readline()
    running = Site(port, process)
    try:
        if running.address not in line:
            process.kill()
            raise RuntimeError(f"The server did not start: {line}{process.communicate()[1]}")
        yield running
    finally:
        if process.poll() is None:
            running.stop()
        process.stdout.close()
