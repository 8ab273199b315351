"""The artwork: every picture renders the same twice and is no blank; the committed files are what the lists say."""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from export.artwork.__main__ import main
from export.artwork.brush import Brush, Canvas
from export.artwork.catalogue import SAMPLES, STYLES, Picture
from export.artwork.files import SAMPLE_BYTES, STYLE_BYTES, THUMBNAIL, jpeg, lists, to_image
from export.artwork.noise import Field
from export.artwork.raster import blur, distance, polygon

PUBLIC = Path(__file__).parents[2] / "web" / "public"
PICTURES = (*SAMPLES, *STYLES)


@cache
def proof(picture: Picture) -> Field:
    """The picture with its long side of 96 px, rendered once for all tests."""
    return picture.render(96)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.id)
def test_picture_renders_the_same_twice(picture: Picture) -> None:
    first, second = proof(picture), picture.render(96)
    assert np.array_equal(first, second)
    assert first.dtype == np.float32
    assert max(first.shape[:2]) == 96
    assert first.shape[2] == 3
    assert abs(first.shape[0] / first.shape[1] - picture.height / picture.width) < 0.02
    assert np.isfinite(first).all()
    assert first.min() >= 0.0
    assert first.max() <= 1.0


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.id)
def test_picture_has_tones_and_detail(picture: Picture) -> None:
    image = proof(picture)
    grey = image.mean(axis=-1)
    assert grey.std() > 0.08, "flat"
    assert np.quantile(grey, 0.98) - np.quantile(grey, 0.02) > 0.3, "without light or without dark"
    assert np.abs(np.diff(grey, axis=1)).mean() > 0.008, "without detail"


def test_names_are_unique_and_families_many() -> None:
    assert len({picture.id for picture in PICTURES}) == len(PICTURES)
    assert len(SAMPLES) == 3
    assert len(STYLES) >= 10
    assert len({picture.paint for picture in PICTURES}) == len(PICTURES)


def test_styles_differ_in_colour() -> None:
    tones = {picture.id: proof(picture).reshape(-1, 3) for picture in STYLES}
    marks = {name: np.concatenate([t.mean(axis=0), t.std(axis=0)]) for name, t in tones.items()}
    names = sorted(marks)
    for index, name in enumerate(names):
        for other in names[index + 1 :]:
            assert np.abs(marks[name] - marks[other]).max() > 0.025, f"{name} looks like {other}"


@pytest.mark.parametrize("name", ["samples/samples.json", "styles/styles.json"])
def test_committed_list_is_what_the_program_writes(name: str) -> None:
    assert json.loads((PUBLIC / name).read_text(encoding="utf-8")) == lists()[name]


@pytest.mark.parametrize("folder", ["samples", "styles"])
def test_committed_files_are_exactly_those_listed(folder: str) -> None:
    entries = lists()[f"{folder}/{folder}.json"]
    listed = {str(entry[key]) for entry in entries for key in ("file", "thumbnail") if key in entry}
    found = {path.relative_to(PUBLIC / folder).as_posix() for path in (PUBLIC / folder).rglob("*.jpg")}
    assert found == listed


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.id)
def test_committed_file_has_its_size(picture: Picture) -> None:
    folder, most = ("samples", SAMPLE_BYTES) if picture in SAMPLES else ("styles", STYLE_BYTES)
    path = PUBLIC / folder / f"{picture.id}.jpg"
    assert path.stat().st_size <= most
    with Image.open(path) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (picture.width, picture.height))
    if picture in STYLES:
        with Image.open(PUBLIC / "styles" / "thumbnails" / f"{picture.id}.jpg") as image:
            assert (image.format, image.size) == ("JPEG", (THUMBNAIL, THUMBNAIL))


QUICK = [picture for picture in STYLES if picture.id in ("gold", "glass", "wave", "ink")]


@pytest.mark.parametrize("picture", QUICK, ids=lambda picture: picture.id)
def test_committed_file_shows_what_the_program_paints(picture: Picture) -> None:
    # At full size, which takes a second or two for these; the others take longer than a test should.
    with Image.open(PUBLIC / "styles" / f"{picture.id}.jpg") as image:
        committed = np.asarray(image, np.float32) / 255
    painted = io.BytesIO(jpeg(to_image(picture.render()), STYLE_BYTES))
    with Image.open(painted) as image:
        assert np.abs(np.asarray(image, np.float32) / 255 - committed).mean() < 0.01


def test_all_files_together_stay_small() -> None:
    total = sum(path.stat().st_size for folder in ("samples", "styles") for path in (PUBLIC / folder).rglob("*.*"))
    assert total < 3_000_000


def test_command_writes_the_same_bytes_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digests = []
    for run in ("one", "two"):
        assert main(["--out", str(tmp_path / run), "--only", "gold"]) == 0
        files = sorted(path for path in (tmp_path / run).rglob("*") if path.is_file())
        digests.append([(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files])
    assert digests[0] == digests[1]
    assert [name for name, _ in digests[0]] == ["samples.json", "gold.jpg", "styles.json", "gold.jpg"]
    assert "gold" in capsys.readouterr().out


def test_command_refuses_an_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "nothing"])
    assert "invalid choice" in capsys.readouterr().err


def test_jpeg_lowers_its_quality_to_fit() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 256, (120, 120, 3), np.uint8), "RGB")
    assert len(jpeg(noise, 12_000)) <= 12_000 < len(jpeg(noise, 10**9))


def test_stroke_lays_paint_where_it_is_told() -> None:
    canvas = Canvas(np.zeros((60, 80, 3), np.float32), 1.0, np.random.default_rng(0))
    red = np.array([1.0, 0.0, 0.0], np.float32)
    canvas.stroke(40, 30, 0.0, 40, 10, red, Brush(dry=0.0, streak=0.0))
    assert np.allclose(canvas.colour[30, 40], red)
    assert not canvas.colour[10].any()
    assert not canvas.colour[30, :15].any()
    assert canvas.height[30, 40] > 0
    canvas.stroke(-500, 30, 0.0, 40, 10, red, Brush())


def test_distance_is_euclidean() -> None:
    mask = np.zeros((40, 50), bool)
    mask[10, 20] = mask[35, 3] = True
    y, x = np.mgrid[0:40, 0:50]
    exact = np.minimum(np.hypot(y - 10, x - 20), np.hypot(y - 35, x - 3))
    assert np.abs(distance(mask) - exact).max() < 1e-4


def test_blur_keeps_the_mean_and_has_its_width() -> None:
    spot = np.zeros((101, 101), np.float32)
    spot[50, 50] = 1.0
    soft = blur(spot, 6.0)
    assert soft.sum() == pytest.approx(1.0, abs=1e-4)
    offsets = np.arange(101) - 50
    assert np.sqrt((soft.sum(axis=0) * offsets**2).sum()) == pytest.approx(6.0, abs=0.3)


def test_polygon_covers_its_area() -> None:
    assert polygon((20, 20), [(5, 5), (15, 5), (15, 15), (5, 15)]).sum() == pytest.approx(100, abs=6)
