"""`python -m server`: serve the built site at http://127.0.0.1:8000, or at the port in EASEL_PORT."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from server.app import SITE, SiteMissing, create_app
from server.listener import HOST, open_port, serve

DEFAULT_PORT = 8000


class BadPort(Exception):
    """EASEL_PORT is no port number, or that port cannot be had; the message says which and what to do."""


def port_from(value: str | None) -> int:
    """Read a port number, 1 to 65535; nothing or an empty text gives the default.

    Raises:
        BadPort: The text is something else.
    """
    if not value:
        return DEFAULT_PORT
    if value.isascii() and value.isdigit() and 1 <= int(value) <= 65535:
        return int(value)
    raise BadPort(f"EASEL_PORT is {value!r}, which is not a port: give a whole number from 1 to 65535.")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # A terminal sends Ctrl-C to us and to `npm start`, which passes it on: the second one must not interrupt.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


def main() -> int:
    """Serve until Ctrl-C. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m server", description=__doc__)
    parser.add_argument("--site", type=Path, default=SITE, help="folder of the built site (default: web/dist)")
    parser.add_argument("--check-port", action="store_true", help="only see whether the port is free")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)

    try:
        port = port_from(os.environ.get("EASEL_PORT"))
        opened = _open(port)
        if arguments.check_port:
            opened.close()
            return 0
        app = create_app(arguments.site)
    except (BadPort, SiteMissing) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Easel is at http://{HOST}:{port} (stop it with Ctrl-C)", flush=True)
    serve(app, opened)
    return 0


def _open(port: int) -> socket.socket:
    try:
        return open_port(port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} is taken by another program. Stop that one or choose another port"
        elif error.errno == errno.EACCES:
            reason = f"This system does not let you use port {port}. Choose another one"
        else:
            reason = f"Port {port} cannot be opened ({error.strerror}). Choose another one"
        raise BadPort(f"{reason}, for example EASEL_PORT={8001 if port != 8001 else 8002}.") from error


if __name__ == "__main__":
    sys.exit(main())
