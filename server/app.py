"""The application factory: the built site as static files, each with its type and its place in the cache."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask, Response
from whitenoise import WhiteNoise

from server.headers import Hardened

SITE = Path(__file__).resolve().parent.parent / "web" / "dist"

# Vite puts the hash of the content into these names, so what lies behind one of them never changes.
HASHED = re.compile(r"^/assets/.+-[\w-]{8,}\.\w+$")
IMMUTABLE = "public, max-age=31536000, immutable"

# Pinned: WebAssembly only streams under its own type, and nosniff makes a wrong type of script fatal.
MIME_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".bin": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".txt": "text/plain",
}

NOT_FOUND_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Not found - Easel</title>
<h1>There is nothing here</h1>
<p><a href="/">Go to Easel</a></p>
</html>
"""


class SiteMissing(Exception):
    """There is no built site in the folder; the message says how to build it."""


def create_app(site: Path = SITE) -> Flask:
    """Make the WSGI application that serves the folder `site` and nothing else.

    The files are listed once, here: start the server again after a new build.

    Raises:
        SiteMissing: `site` holds no index.html.
    """
    if not (site / "index.html").is_file():
        raise SiteMissing(
            f"There is no built site in {site}. Run `npm start`, which builds and serves it, "
            "or `npm run build` and then this again."
        )

    app = Flask("easel", static_folder=None)

    @app.errorhandler(404)
    def not_found(_error: Exception) -> Response:
        return Response(NOT_FOUND_PAGE, status=404, mimetype="text/html")

    files = WhiteNoise(
        app.wsgi_app,
        root=str(site),
        index_file=True,
        max_age=None,
        allow_all_origins=False,
        mimetypes=MIME_TYPES,
        add_headers_function=_add_cache_headers,
    )
    app.wsgi_app = Hardened(files)  # type: ignore[method-assign]
    return app


def _add_cache_headers(headers: Headers, path: str, url: str) -> None:
    """Hashed names are kept for a year; all else is asked for again, and answered 304 while it is the same.

    The ETag is made from the content, so that a new build does not make browsers fetch the networks again.
    """
    headers["Cache-Control"] = IMMUTABLE if HASHED.match(url) else "no-cache"
    headers["ETag"] = f'"{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:32]}"'
