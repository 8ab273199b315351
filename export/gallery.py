"""``python -m export gallery --style DIR``: the gallery of styles that the app offers, from ``export/gallery.toml``.

    python -m export gallery --style PAINTINGS --style MORE_PAINTINGS

Old masters come as style vectors and thumbnails that our network painted; no painting enters the repository. Easel's
own styles (web/public/styles) get vectors and thumbnails too, so that the app needs the style encoder only for
pictures that somebody brings. Written into ``--out`` (web/public/gallery):

- ``vectors.bin``: the style vectors in the order of the index, float32, little-endian. Half of the bytes would do for
  the eye, but these are the very numbers that the encoder makes: a style of the gallery paints what its picture does.
- ``vectors-0.5.bin`` and ``vectors-2.bin``: the same with the pictures at half and at twice their size, for finer and
  broader strokes; fetched when somebody wants those. ``--scales-only`` writes these and leaves the rest as it is.
- ``thumbnails/ID.webp``
- ``gallery.json``: what there is; the sha256 of the vectors' files; and, as ``encoder``, the sha256 of the exported
  weights that the vectors were made with. :func:`is_stale` compares those with the style encoder that ships.
"""

import argparse
import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from export.networks import StyleEncoder, StyleTransformer
from export.pictures import SUFFIXES, PictureError, read_picture, scale, to_bytes, to_float
from export.stylize import STYLE_SCALES, check_size, encode, scaled_style, style_input, stylize
from export.tfjs import MODELS
from export.trained import WEIGHTS, read_networks

LIST = Path(__file__).parent / "gallery.toml"
PUBLIC = MODELS.parent
FORMAT = 1
ENCODER = "style-encoder"
QUALITY = 74
SHOWN = ("id", "group", "title", "artist", "year")


class GalleryError(ValueError):
    """The list of the gallery is wrong, or does not fit the files; the message names the place."""


@dataclass(frozen=True)
class Thumbnail:
    """What thumbnails show: a square of a sample photo, in its pixels, and the sides of what is painted and shown."""

    photo: str
    crop: tuple[int, int, int]
    painted: int
    side: int


@dataclass(frozen=True)
class Entry:
    """A style of the gallery, and the picture that it comes from."""

    id: str
    group: str
    title: str
    picture: Path
    artist: str | None = None
    year: int | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument(
        "--style", required=True, action="append", type=Path, metavar="DIR", help="folder with paintings of the list"
    )
    parser.add_argument("--list", type=Path, default=LIST, help="what belongs to the gallery (export/gallery.toml)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="a checkpoint folder (export/weights)")
    parser.add_argument("--models", type=Path, default=MODELS, help="the same networks, exported (web/public/models)")
    parser.add_argument("--public", type=Path, default=PUBLIC, help="where samples and styles lie (web/public)")
    parser.add_argument("--out", type=Path, help="where to put the gallery (PUBLIC/gallery)")
    parser.add_argument(
        "--scales-only",
        action="store_true",
        help="only make the vectors at other scales anew, for a gallery that is there",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises GalleryError, PictureError or CheckpointError."""
    out = options.out or options.public / "gallery"
    thumbnail, entries = read_list(options.list, options.style, options.public)
    encoder, transformer, _ = read_networks(options.weights)
    if options.scales_only:
        if is_stale(options.models, out) or not (out / "gallery.json").is_file():
            raise GalleryError(f"There is no gallery of this style encoder in {out}: make all of it.")
        write_scales(out, encoder, entries)
        print(f"{out}: {len(entries)} styles at other scales")
        return 0
    photo = square(read_picture(options.public / "samples" / f"{thumbnail.photo}.jpg"), thumbnail)
    vectors = []
    for entry in entries:
        vector = encode(encoder, check_size(style_input(read_picture(entry.picture)), entry.picture))
        vectors.append(vector[0])
        write_thumbnail(out / "thumbnails" / f"{entry.id}.webp", transformer, photo, vector, thumbnail.side)
    for stale in set((out / "thumbnails").iterdir()) - {out / "thumbnails" / f"{entry.id}.webp" for entry in entries}:
        stale.unlink()
    write_index(out, entries, np.stack(vectors), encoder_fingerprint(options.models))
    write_scales(out, encoder, entries)
    print(f"{out}: {len(entries)} styles, {sum(f.stat().st_size for f in out.rglob('*') if f.is_file()):,} bytes")
    return 0


def read_list(path: Path, folders: list[Path], public: Path) -> tuple[Thumbnail, list[Entry]]:
    """The masters of a list, whose pictures lie in ``folders``, then the styles of the site. Raises GalleryError."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    entries = []
    for row in content.get("master", []):
        if missing := {"id", "title", "artist", "file"} - set(row):
            raise GalleryError(f"{path}: the entry {row.get('id', row)} lacks {', '.join(sorted(missing))}.")
        picture = find_picture(row["file"], folders)
        entries.append(Entry(row["id"], "masters", row["title"], picture, row["artist"], row.get("year")))
    styles = public / "styles"
    for row in json.loads((styles / "styles.json").read_text(encoding="utf-8")):
        entries.append(Entry(row["id"], "own", row["title"], styles / row["file"]))
    ids = [entry.id for entry in entries]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise GalleryError(f"{path}: more than one style is called {', '.join(sorted(twice))}.")
    rules = content.get("thumbnail", {})
    try:
        return Thumbnail(rules["photo"], tuple(rules["crop"]), rules["painted"], rules["side"]), entries
    except KeyError as reason:
        raise GalleryError(f"{path}: [thumbnail] lacks {reason}.") from reason


def find_picture(stem: str, folders: list[Path]) -> Path:
    """The picture of this name in one of the folders. Raises PictureError where there is none."""
    for folder in folders:
        for suffix in SUFFIXES:
            if (folder / f"{stem}{suffix}").is_file():
                return folder / f"{stem}{suffix}"
    raise PictureError(f"No picture {stem} lies in {', '.join(map(str, folders))}.")


def square(photo: np.ndarray, thumbnail: Thumbnail) -> np.ndarray:
    """The part of a photo that thumbnails show, float32 [painted, painted, 3] in 0..1. Raises GalleryError."""
    left, top, side = thumbnail.crop
    part = photo[top : top + side, left : left + side]
    if part.shape[:2] != (side, side):
        raise GalleryError(f"The crop {thumbnail.crop} leaves the photo {thumbnail.photo}.")
    return to_float(scale(part, thumbnail.painted, thumbnail.painted))


def write_thumbnail(
    path: Path, transformer: StyleTransformer, photo: np.ndarray, vector: np.ndarray, side: int
) -> None:
    """Paint the photo [H, H, 3] in the style [1, K] and write it at ``side`` pixels."""
    painted = scale(to_bytes(stylize(transformer, photo, vector)), side, side, Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(painted).save(path, quality=QUALITY, method=6)


def write_index(out: Path, entries: list[Entry], vectors: np.ndarray, fingerprint: list[str]) -> None:
    """Write ``vectors.bin`` from float [N, K], and the index of it."""
    data = np.ascontiguousarray(vectors, "<f4").tobytes()
    (out / "vectors.bin").write_bytes(data)
    index = {
        "format": FORMAT,
        "encoder": fingerprint,
        "vectors": "vectors.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "styleLength": vectors.shape[1],
        "styles": [_described(entry) for entry in entries],
    }
    (out / "gallery.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_scales(out: Path, encoder: StyleEncoder, entries: list[Entry]) -> None:
    """Write the vectors of all entries at the other scales, and name them in the index of a gallery."""
    path = out / "gallery.json"
    index: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if [style["id"] for style in index["styles"]] != [entry.id for entry in entries]:
        raise GalleryError(f"{path} lists other styles: make all of it.")
    scales = {}
    for factor in STYLE_SCALES:
        if factor == 1:
            continue
        pictures = (scaled_style(style_input(read_picture(entry.picture)), factor) for entry in entries)
        data = np.ascontiguousarray([encode(encoder, picture)[0] for picture in pictures], "<f4").tobytes()
        name = f"vectors-{factor:g}.bin"
        (out / name).write_bytes(data)
        scales[f"{factor:g}"] = {"vectors": name, "sha256": hashlib.sha256(data).hexdigest()}
    styles = index.pop("styles")
    text = json.dumps(index | {"scales": scales, "styles": styles}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _described(entry: Entry) -> dict[str, Any]:
    known = {name: getattr(entry, name) for name in SHOWN}
    shown = {name: value for name, value in known.items() if value is not None}
    return shown | {"thumbnail": f"thumbnails/{entry.id}.webp"}


def encoder_fingerprint(models: Path) -> list[str]:
    """The sha256 of the weight files of the exported style encoder, as its manifest names them. Raises GalleryError."""
    path = models / "manifest.json"
    if not path.is_file():
        raise GalleryError(f"There is no {path}. Export the networks first: python -m export tfjs")
    sums: dict[str, str] = json.loads(path.read_text())["networks"][ENCODER]["sha256"]
    return [sums[name] for name in sorted(sums) if name != "model.json"]


def is_stale(models: Path, gallery: Path) -> bool:
    """True where the gallery's vectors were made by another style encoder than the one in ``models``."""
    index = gallery / "gallery.json"
    if not index.is_file():
        return False
    made_by: list[str] = json.loads(index.read_text(encoding="utf-8"))["encoder"]
    return made_by != encoder_fingerprint(models)
