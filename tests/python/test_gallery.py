"""``python -m export gallery``: its list, what it writes, and whether what ships belongs to the encoder that ships."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from export import gallery
from export.__main__ import main
from export.adopt import tell_of_stale_gallery
from export.gallery import LIST, PUBLIC, Entry, GalleryError, encoder_fingerprint, is_stale, read_list
from export.pictures import PictureError, read_picture, write_picture
from export.stylize import encode, scaled_style, style_input
from export.tfjs import MODELS
from export.trained import read_networks
from tests.python.conftest import painted

SHIPPED = PUBLIC / "gallery"
# TensorFlow computes a little differently from processor to processor; vectors have values of about 1.
RELATIVE, ABSOLUTE = 1e-4, 1e-5

SMALL_LIST = """
[thumbnail]
photo = "lake"
crop = [4, 2, 40]
painted = 40
side = 24
[[master]]
id = "waves"
title = "Waves"
artist = "A. Painter"
died = 1900
year = 1890
file = "wa_1"
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a list of one master, its picture, and a site with one style of its own."""
    write_picture(tmp_path / "paintings" / "wa_1.png", painted(1))
    public = tmp_path / "public"
    write_picture(public / "samples" / "lake.jpg", painted(2, 48, 64))
    write_picture(public / "styles" / "night.jpg", painted(3))
    (public / "styles" / "styles.json").write_text('[{"id": "night", "title": "Night", "file": "night.jpg"}]')
    write_manifest(public / "models", "1" * 64)
    (tmp_path / "list.toml").write_text(SMALL_LIST)
    return tmp_path


def write_manifest(models: Path, digest: str) -> None:
    models.mkdir(exist_ok=True)
    sums = {"model.json": "0" * 64, "group1-shard1of1.bin": digest}
    (models / "manifest.json").write_text(json.dumps({"networks": {"style-encoder": {"sha256": sums}}}))


def make(folder: Path, *more: str) -> int:
    public = folder / "public"
    paths = ["--list", str(folder / "list.toml"), "--public", str(public), "--models", str(public / "models")]
    return main(["gallery", "--style", str(folder / "missing"), "--style", str(folder / "paintings"), *paths, *more])


def test_vectors_thumbnails_and_index(small: Path) -> None:
    stale = small / "public" / "gallery" / "thumbnails" / "gone.webp"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"")
    assert make(small) == 0
    made = small / "public" / "gallery"
    index = json.loads((made / "gallery.json").read_text())
    waves, night = index["styles"]
    assert waves == {
        "id": "waves",
        "group": "masters",
        "title": "Waves",
        "artist": "A. Painter",
        "year": 1890,
        "thumbnail": "thumbnails/waves.webp",
    }
    assert night == {"id": "night", "group": "own", "title": "Night", "thumbnail": "thumbnails/night.webp"}
    assert index["encoder"] == ["1" * 64]

    encoder, _, _ = read_networks()
    vectors = vectors_of(made)
    for vector, picture in zip(vectors, ("paintings/wa_1.png", "public/styles/night.jpg"), strict=True):
        wanted = encode(encoder, style_input(read_picture(small / picture)))[0]
        np.testing.assert_allclose(vector, wanted, RELATIVE, ABSOLUTE)
    assert np.abs(vectors[0] - vectors[1]).max() > 0.05
    assert list(index["scales"]) == ["0.5", "2"]
    for factor in (0.5, 2):
        scaled = vectors_of(made, factor)
        wanted = encode(encoder, scaled_style(style_input(read_picture(small / "paintings" / "wa_1.png")), factor))[0]
        np.testing.assert_allclose(scaled[0], wanted, RELATIVE, ABSOLUTE)
        assert np.abs(scaled - vectors).max() > 0.01
    assert sorted(path.name for path in (made / "thumbnails").iterdir()) == ["night.webp", "waves.webp"]
    with Image.open(made / "thumbnails" / "waves.webp") as thumbnail:
        assert thumbnail.size == (24, 24)
    assert list(made.rglob("*.png")) == [], "the painting itself stays out"


def test_other_scales_alone(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(small, "--scales-only") != 0
    assert "make all of it" in capsys.readouterr().err
    make(small)
    made = small / "public" / "gallery"
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    (made / "vectors-2.bin").unlink()
    assert make(small, "--scales-only") == 0
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_a_gallery_of_another_encoder_is_stale(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    models = small / "public" / "models"
    assert not is_stale(models, small / "public" / "gallery")
    make(small)
    capsys.readouterr()
    tell_of_stale_gallery(models)
    assert capsys.readouterr().err == ""
    write_manifest(models, "2" * 64)
    assert is_stale(models, small / "public" / "gallery")
    tell_of_stale_gallery(models)
    assert "python -m export gallery" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('artist = "A. Painter"\n', ""), "waves lacks artist"),
        (('id = "waves"', 'id = "night"'), "more than one style is called night"),
        (("side = 24\n", ""), "lacks 'side'"),
    ],
)
def test_a_wrong_list_is_explained(small: Path, change: tuple[str, str], reason: str) -> None:
    path = small / "list.toml"
    path.write_text(path.read_text().replace(*change))
    with pytest.raises(GalleryError, match=reason):
        read_list(path, [small / "paintings"], small / "public")


def test_a_painting_that_is_not_there_is_named(small: Path) -> None:
    with pytest.raises(PictureError, match="wa_1"):
        read_list(small / "list.toml", [small], small / "public")


def test_a_crop_outside_of_the_photo_is_refused(small: Path) -> None:
    thumbnail, _ = read_list(small / "list.toml", [small / "paintings"], small / "public")
    with pytest.raises(GalleryError, match="leaves the photo lake"):
        gallery.square(painted(1, 30, 30), thumbnail)


# What ships


def vectors_of(folder: Path, factor: float = 1) -> np.ndarray:
    """The vectors of a gallery at a scale, [N, K]."""
    index = json.loads((folder / "gallery.json").read_text(encoding="utf-8"))
    file = index if factor == 1 else index["scales"][f"{factor:g}"]
    return np.fromfile(folder / file["vectors"], "<f4").reshape(-1, index["styleLength"])


def shipped_ids() -> list[str]:
    return [style["id"] for style in json.loads((SHIPPED / "gallery.json").read_text(encoding="utf-8"))["styles"]]


def assert_computed(entries: list[Entry]) -> None:
    """The shipped vectors are what the shipped style encoder makes of the entries' pictures."""
    encoder, _, _ = read_networks()
    shipped = dict(zip(shipped_ids(), vectors_of(SHIPPED), strict=True))
    for entry in entries:
        vector = encode(encoder, style_input(read_picture(entry.picture)))[0]
        wrong = f"{entry.id}: make the gallery anew"
        np.testing.assert_allclose(shipped[entry.id], vector, RELATIVE, ABSOLUTE, err_msg=wrong)


def test_the_shipped_vectors_at_other_scales_are_what_the_encoder_makes(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(SMALL_LIST.split("[[master]]")[0])
    _, entries = read_list(tmp_path / "own.toml", [], PUBLIC)
    encoder, _, _ = read_networks()
    for factor in (0.5, 2):
        shipped = dict(zip(shipped_ids(), vectors_of(SHIPPED, factor), strict=True))
        for entry in entries[::5]:
            vector = encode(encoder, scaled_style(style_input(read_picture(entry.picture)), factor))[0]
            np.testing.assert_allclose(shipped[entry.id], vector, RELATIVE, ABSOLUTE, err_msg=entry.id)


def test_the_shipped_gallery_belongs_to_the_shipped_encoder() -> None:
    made_by = json.loads((SHIPPED / "gallery.json").read_text(encoding="utf-8"))["encoder"]
    assert made_by == encoder_fingerprint(MODELS), "make it anew: python -m export gallery"


def test_the_shipped_vectors_of_our_own_styles_are_what_the_encoder_makes(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(SMALL_LIST.split("[[master]]")[0])
    _, entries = read_list(tmp_path / "own.toml", [], PUBLIC)
    assert len(entries) >= 13
    assert_computed(entries)


def test_the_shipped_vectors_of_the_masters_are_what_the_encoder_makes(shared_dir: Path) -> None:
    folders = [shared_dir / "data" / "style", shared_dir / "data" / "test" / "style"]
    _, entries = read_list(LIST, folders, PUBLIC)
    assert [entry.id for entry in entries] == shipped_ids()
    assert_computed([entry for entry in entries if entry.group == "masters"][::4])


def test_the_list_has_enough_masters_none_of_whom_died_after_1954() -> None:
    masters = tomllib.loads(LIST.read_text(encoding="utf-8"))["master"]
    assert len(masters) + 13 >= 32
    assert {one["id"] for one in masters} <= set(shipped_ids())
    late = [one["id"] for one in masters if one["died"] > 1954 or one.get("year", 0) > one["died"]]
    assert late == []
