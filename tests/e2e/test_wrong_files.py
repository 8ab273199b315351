"""Files that cannot be painted get a message of their own, and what was chosen before stays."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.e2e.photographs import photograph
from tests.e2e.studio import Studio


def png_that_claims(width: int, height: int) -> bytes:
    """A small PNG file whose header promises a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def broken_jpeg(tmp_path: Path) -> bytes:
    """The first part of a JPEG and then noise, with a header that is in order."""
    whole = tmp_path / "whole.jpg"
    photograph("cat", 200, 150).save(whole)
    content = whole.read_bytes()
    start_of_scan = content.index(b"\xff\xda")
    return content[:start_of_scan]


CASES = {
    "text": ("notes.jpg", b"These are only words.\n" * 20, "not a picture", "picture-not-picture"),
    "svg": ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG", "picture-svg"),
    "svg-as-png": ("drawing.png", b'<?xml version="1.0"?>\n<svg></svg>', "SVG", "picture-svg"),
    "huge": ("huge.png", png_that_claims(10_000, 6_401), "64 megapixels", "picture-too-large"),
    "empty": ("nothing.png", b"", "empty", "picture-empty"),
    "broken": ("broken.jpg", None, "damaged", "picture-broken"),
    "tiny": ("dot.png", None, "too small", "picture-too-small"),
}


@pytest.fixture
def painted(studio: Studio, photo: Path, style: Path) -> Studio:
    """A studio in which a photo is painted already."""
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    return studio


def wrong_file(case: str, tmp_path: Path) -> tuple[FilePayload, str, str]:
    """The file of a case, the words of its message, and the code of its error."""
    name, content, words, code = CASES[case]
    if case == "broken":
        content = broken_jpeg(tmp_path)
    elif case == "tiny":
        dot = tmp_path / "dot.png"
        photograph("cat", 8, 8).save(dot)
        content = dot.read_bytes()
    assert content is not None
    kind = {".jpg": "image/jpeg", ".svg": "image/svg+xml", ".png": "image/png"}[Path(name).suffix]
    return {"name": name, "mimeType": kind, "buffer": content}, words, code


@pytest.mark.parametrize("case", CASES)
def test_wrong_file_is_explained_and_costs_nothing(painted: Studio, case: str, tmp_path: Path) -> None:
    file, words, code = wrong_file(case, tmp_path)
    painted.expect_error(code)
    before = painted.download(tmp_path).read_bytes()
    for choose in (painted.choose_photo, painted.choose_style):
        choose(file)
        expect(painted.notice).to_contain_text(words)
        # The sentence says what to do, and no programmer's words.
        expect(painted.notice).not_to_contain_text(code)
        expect(painted.notice).not_to_contain_text("Error")
        painted.notice.get_by_role("button").click()
        expect(painted.notice).to_have_count(0)
    painted.wait_until_painted("astronaut", "coffee")
    assert painted.download(tmp_path).read_bytes() == before


def test_message_goes_when_a_good_file_follows(painted: Studio, photo: Path, tmp_path: Path) -> None:
    file, words, code = wrong_file("text", tmp_path)
    painted.expect_error(code)
    painted.choose_photo(file)
    expect(painted.notice).to_contain_text(words)
    painted.choose_photo(photo.rename(photo.with_name("again.png")))
    expect(painted.notice).to_have_count(0)
    painted.wait_until_painted("again", "coffee")


def test_unknown_back_end_is_explained(studio: Studio, photo: Path, style: Path) -> None:
    studio.expect_error("backend-unknown")
    studio.open("abacus")
    expect(studio.notice).to_contain_text("?backend=")
    studio.choose_photo(photo)
    studio.choose_style(style)
    expect(studio.notice).to_contain_text("?backend=")
    expect(studio.photo_picture("astronaut")).to_be_visible()
