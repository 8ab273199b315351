"""The HTTP server (waitress), set up so that it keeps nothing of what a client sends.

No route takes a body, yet waitress would hold one in memory, and a large one in a file on the disk,
before the application could answer 405. Here a body is read and dropped.
"""

from __future__ import annotations

import socket
import sys

from flask import Flask
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from server.headers import SECURITY_HEADERS

HOST = "127.0.0.1"


class _Discard(OverflowableBuffer):
    """Stands where waitress keeps a request body; forgets all that it is given."""

    def append(self, s: bytes) -> None:
        pass


class _Parser(HTTPRequestParser):
    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            self.body_rcv.buf = _Discard(self.adj.inbuf_overflow)


class _ErrorTask(ErrorTask):
    """Answers what is no proper HTTP; even that gets the security headers."""

    def execute(self) -> None:
        self.response_headers = [*self.response_headers, *SECURITY_HEADERS]
        super().execute()


class _Channel(HTTPChannel):
    parser_class = _Parser
    error_task_class = _ErrorTask


def open_port(port: int) -> socket.socket:
    """Take a port of this machine, reachable from this machine only; 0 takes any free one.

    Raises:
        OSError: The port is taken or not allowed.
    """
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Elsewhere this only skips the wait after a server that ended; on Windows it would share a port in use.
    if sys.platform != "win32":
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((HOST, port))
        # From here on a client may connect; it waits until `serve` takes it.
        opened.listen(128)
    except OSError:
        opened.close()
        raise
    return opened


def serve(app: Flask, opened: socket.socket) -> None:
    """Serve until the process is told to stop (SystemExit or KeyboardInterrupt)."""
    # An empty `ident` leaves out the Server header.
    server = create_server(app, sockets=[opened], threads=8, ident="")
    assert isinstance(server, BaseWSGIServer), "one socket gives one server"
    server.channel_class = _Channel
    server.run()
