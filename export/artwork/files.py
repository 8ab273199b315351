"""The files of the artwork: JPEGs within a size, thumbnails, and the lists that the app reads."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from export.artwork.catalogue import SAMPLES, STYLES, Picture
from export.artwork.noise import Field

SAMPLE_BYTES = 215_000
STYLE_BYTES = 168_000
THUMBNAIL = 160
"""Side of a thumbnail in pixels."""


def jpeg(image: Image.Image, most: int) -> bytes:
    """The picture as JPEG at the best quality (92 at most) that stays within `most` bytes."""
    data = b""
    for quality in range(92, 30, -2):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        data = buffer.getvalue()
        if len(data) <= most:
            break
    return data


def to_image(picture: Field) -> Image.Image:
    """An 8-bit picture from [H, W, 3] in 0..1."""
    return Image.fromarray(np.round(picture * 255.0).astype(np.uint8), "RGB")


def write(picture: Picture, public: Path) -> list[Path]:
    """Renders a picture, writes its JPEG and a style's thumbnail under `public`; the paths written."""
    image = to_image(picture.render())
    if picture in SAMPLES:
        target = public / "samples" / f"{picture.id}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(jpeg(image, SAMPLE_BYTES))
        return [target]
    target = public / "styles" / f"{picture.id}.jpg"
    small = public / "styles" / "thumbnails" / f"{picture.id}.jpg"
    small.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(jpeg(image, STYLE_BYTES))
    square = ImageOps.fit(image, (THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    small.write_bytes(jpeg(square, 12_000))
    return [target, small]


def lists() -> dict[str, list[dict[str, str | int]]]:
    """What samples.json and styles.json hold, by path under the public folder."""
    samples: list[dict[str, str | int]] = [
        {
            "id": p.id,
            "title": p.title,
            "alt": p.words,
            "file": f"{p.id}.jpg",
            "width": p.width,
            "height": p.height,
        }
        for p in SAMPLES
    ]
    styles: list[dict[str, str | int]] = [
        {
            "id": p.id,
            "title": p.title,
            "description": p.words,
            "file": f"{p.id}.jpg",
            "thumbnail": f"thumbnails/{p.id}.jpg",
            "width": p.width,
            "height": p.height,
        }
        for p in STYLES
    ]
    return {"samples/samples.json": samples, "styles/styles.json": styles}


def write_lists(public: Path) -> None:
    """Writes samples.json and styles.json under `public`."""
    for name, entries in lists().items():
        path = public / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
