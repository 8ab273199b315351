"""The server hands out files and nothing else, each with the headers that keep pictures on the device."""

from __future__ import annotations

import errno
import gzip
import os
import socket
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from tests.serving import Site, serving

SCRIPT = b"console.log('easel');" * 40
COMPRESSED = {".br": b"the brotli one", ".gz": gzip.compress(SCRIPT, mtime=0)}

FILES = {
    "index.html": b"<!doctype html><title>Easel</title>",
    "manifest.webmanifest": b"{}",
    "sw.js": b"self.skipWaiting();",
    "assets/index-B7PI925R.js": SCRIPT,
    "assets/worker-x_-4f2Ab.mjs": b"export {};",
    "assets/index-DiwrgTda.css": b"body {}",
    "assets/tfjs-backend-wasm-BQWcS1aS.wasm": b"\0asm",
    "assets/plain.js": b"//",
    "models/manifest.json": b"{}",
    "models/style-encoder/group1-shard1of1.bin": bytes(range(256)),
    "samples/lake.jpg": b"\xff\xd8\xff",
    "icon.svg": b"<svg/>",
}

EXPECTED_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self' blob:; "
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

HASHED_SCRIPT = "/assets/index-B7PI925R.js"
OTHER_METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
ANY_PATHS = ["/", "/index.html", HASHED_SCRIPT, "/models/manifest.json", "/nothing/here", "/upload"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small built site, with a file of every kind and one that is compressed ahead."""
    folder = tmp_path_factory.mktemp("built") / "dist"
    for name, content in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    for ending, content in COMPRESSED.items():
        (folder / (HASHED_SCRIPT[1:] + ending)).write_bytes(content)
    (folder.parent / "secret.txt").write_text("not of the site")
    return folder


class Client(FlaskClient):
    """Reads each answer to its end, which also closes the file behind it."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        return super().open(*arguments, **{"buffered": True, **options})


def client_of(site: Path) -> FlaskClient:
    return Client(create_app(site), use_cookies=False)


@pytest.fixture
def client(site: Path) -> FlaskClient:
    return client_of(site)


@pytest.fixture(scope="module")
def live(site: Path) -> Iterator[Site]:
    with serving(site) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        (HASHED_SCRIPT, 200),
        ("/models/style-encoder/group1-shard1of1.bin", 200),
        ("/index.html", 302),
        ("/nothing/here", 404),
        ("/../secret.txt", 404),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_security_headers_are_on_every_answer(client: FlaskClient, path: str, status: int, method: str) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in EXPECTED_HEADERS} == EXPECTED_HEADERS
    assert all(len(answer.headers.getlist(name)) == 1 for name in [*EXPECTED_HEADERS, "Cache-Control"])
    for forbidden in ("Set-Cookie", "Access-Control-Allow-Origin", "Server"):
        assert forbidden not in answer.headers


@pytest.mark.parametrize("method", OTHER_METHODS)
@pytest.mark.parametrize("path", ANY_PATHS)
def test_other_methods_are_refused_everywhere(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(path, method=method, data=b"a picture")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert {name: answer.headers.get(name) for name in EXPECTED_HEADERS} == EXPECTED_HEADERS


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    for path in ("/", HASHED_SCRIPT, "/nothing/here"):
        get, head = client.get(path), client.head(path)
        assert get.data and not head.data
        assert head.status_code == get.status_code
        assert head.headers == get.headers


def test_partial_and_unchanged_answers_carry_the_headers(client: FlaskClient) -> None:
    path = "/models/style-encoder/group1-shard1of1.bin"
    part = client.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, bytes(range(10, 20)))
    outside = client.get(path, headers={"Range": "bytes=900-"})
    assert outside.status_code == 416
    same = client.get(path, headers={"If-None-Match": part.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    for answer in (part, outside, same):
        assert {name: answer.headers.get(name) for name in EXPECTED_HEADERS} == EXPECTED_HEADERS


def test_etag_follows_the_content_and_not_the_date(site: Path, client: FlaskClient) -> None:
    path = "/models/manifest.json"
    first = client.get(path).headers["ETag"]
    os.utime(site / path[1:], (1, 1))
    assert client_of(site).get(path).headers["ETag"] == first
    assert client.get("/").headers["ETag"] != first


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        (HASHED_SCRIPT, "public, max-age=31536000, immutable"),
        ("/assets/worker-x_-4f2Ab.mjs", "public, max-age=31536000, immutable"),
        ("/assets/index-DiwrgTda.css", "public, max-age=31536000, immutable"),
        ("/assets/tfjs-backend-wasm-BQWcS1aS.wasm", "public, max-age=31536000, immutable"),
        ("/assets/plain.js", "no-cache"),
        ("/", "no-cache"),
        ("/index.html", "no-cache"),
        ("/sw.js", "no-cache"),
        ("/manifest.webmanifest", "no-cache"),
        ("/models/manifest.json", "no-cache"),
        ("/nothing/here", "no-cache"),
    ],
)
def test_only_hashed_names_are_kept_without_asking(client: FlaskClient, path: str, cache: str) -> None:
    assert client.get(path).headers["Cache-Control"] == cache


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        (HASHED_SCRIPT, "text/javascript"),
        ("/assets/worker-x_-4f2Ab.mjs", "text/javascript"),
        ("/assets/index-DiwrgTda.css", "text/css"),
        ("/assets/tfjs-backend-wasm-BQWcS1aS.wasm", "application/wasm"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/models/manifest.json", "application/json"),
        ("/models/style-encoder/group1-shard1of1.bin", "application/octet-stream"),
        ("/samples/lake.jpg", "image/jpeg"),
        ("/icon.svg", "image/svg+xml"),
    ],
)
def test_types_are_pinned(client: FlaskClient, path: str, kind: str) -> None:
    assert client.get(path).mimetype == kind


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0, br;q=0.1", "br"),
        ("br;q=0, gzip;q=0.000", None),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("*;q=0", None),
        ("identity", None),
        ("brotli, xgzip", None),
        ("", None),
    ],
)
def test_compression_is_what_the_client_takes(client: FlaskClient, accept: str, coding: str | None) -> None:
    answer = client.get(HASHED_SCRIPT, headers={"Accept-Encoding": accept})
    expected = {"br": COMPRESSED[".br"], "gzip": COMPRESSED[".gz"], None: SCRIPT}[coding]
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.data == expected
    assert answer.headers["Content-Length"] == str(len(expected))
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.mimetype == "text/javascript"


def test_compressed_files_have_no_address_of_their_own(client: FlaskClient) -> None:
    assert client.get(HASHED_SCRIPT + ".br").status_code == 404
    assert client.get(HASHED_SCRIPT + ".gz").status_code == 404


def test_unknown_address_gives_a_page_that_leads_back(client: FlaskClient) -> None:
    answer = client.get("/nothing/here")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert 'href="/"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/./../secret.txt",
        "/secret.txt%00.js",
        "/etc/passwd",
        "//etc/passwd",
    ],
)
def test_nothing_outside_of_the_site_is_reached(live: Site, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", live.port)
    connection.putrequest("GET", path, skip_host=False)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 404
    assert b"not of the site" not in body and b"root:" not in body


def test_live_answers_do_not_name_the_software(live: Site) -> None:
    connection = HTTPConnection("127.0.0.1", live.port)
    connection.request("GET", "/")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200
    assert answer.headers["Server"] is None and answer.headers["Via"] is None


def test_a_large_upload_is_refused_and_not_kept(live: Site) -> None:
    connection = HTTPConnection("127.0.0.1", live.port)
    connection.request("POST", "/upload", body=b"x" * 3_000_000)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 405
    assert {name: answer.headers.get(name) for name in EXPECTED_HEADERS} == EXPECTED_HEADERS


def test_waitress_drops_bodies_as_they_arrive() -> None:
    from waitress.adjustments import Adjustments

    from server.listener import _Parser

    for framing, body in (
        ("Content-Length: 5", "photo"),
        ("Transfer-Encoding: chunked", "5\r\nphoto\r\n0\r\n\r\n"),
    ):
        parser = _Parser(Adjustments())
        head = f"POST /upload HTTP/1.1\r\nHost: easel\r\n{framing}\r\n\r\n".encode()
        parser.received(head)
        parser.received(body.encode())
        assert parser.completed and parser.error is None
        assert parser.get_body_stream().read() == b""


@pytest.mark.parametrize("request_bytes", [b"nonsense\r\n\r\n", b"get / HTTP/1.1\r\nHost: easel\r\n\r\n"])
def test_even_an_answer_to_nonsense_carries_the_headers(live: Site, request_bytes: bytes) -> None:
    with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
        connection.sendall(request_bytes)
        answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
    assert " 400 " in answer.splitlines()[0]
    for name, value in EXPECTED_HEADERS.items():
        assert f"{name}: {value}\r\n" in answer


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8 as its own")
def test_server_listens_on_one_address_of_this_machine(live: Site) -> None:
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", live.port)) == errno.ECONNREFUSED
