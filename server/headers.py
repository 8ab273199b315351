"""What every response carries, and the two methods that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METHODS = ("GET", "HEAD")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

# The opener and embedder policies isolate the page, which is what gives WebAssembly its threads.
SECURITY_HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), microphone=(), geolocation=()"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)


def accepted_codings(accept_encoding: str) -> str:
    """Which of our two compressions a client takes, as a plain list without weights.

    WhiteNoise looks for the bare name of a coding, so it would send `br` to a client that says `br;q=0`.
    """
    accept = parse_accept_header(accept_encoding)
    return ", ".join(coding for coding in ("br", "gzip") if accept.quality(coding) > 0)


class Hardened:
    """WSGI middleware: GET and HEAD only, and the security headers on whatever comes back."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; a method other than GET and HEAD never reaches the application."""

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: OptExcInfo | None = None, /
        ) -> Callable[[bytes], object]:
            own = Headers(headers)
            own.setdefault("Cache-Control", "no-cache")
            for name, value in SECURITY_HEADERS:
                own.set(name, value)
            return start_response(status, own.to_wsgi_list(), exc_info)

        if environ["REQUEST_METHOD"] not in METHODS:
            return _refuse_method(start)
        environ["HTTP_ACCEPT_ENCODING"] = accepted_codings(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return self.application(environ, start)


def _refuse_method(start: StartResponse) -> Iterable[bytes]:
    status = HTTPStatus.METHOD_NOT_ALLOWED
    body = b"This server only hands out files: GET and HEAD are all it answers.\n"
    headers = [
        ("Allow", ", ".join(METHODS)),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
    ]
    start(f"{status.value} {status.phrase}", headers)
    return [body]
