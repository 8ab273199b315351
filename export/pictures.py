"""Reading, scaling and writing pictures as arrays; every failure is a PictureError that says what to do."""

import io
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff")


class PictureError(ValueError):
    """A picture or a folder of pictures cannot be used; the message says why."""


def list_pictures(folder: str | Path) -> list[Path]:
    """The pictures directly in a folder, sorted by name. Raises PictureError where there are none."""
    folder = Path(folder)
    if not folder.is_dir():
        raise PictureError(f"There is no folder {folder}.")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not found:
        raise PictureError(f"The folder {folder} has no pictures ({', '.join(SUFFIXES)}).")
    return found


def read_picture(path: str | Path, content: bytes | None = None) -> np.ndarray:
    """A picture as uint8 [H, W, 3], upright (EXIF orientation), transparency on white. Raises PictureError.

    ``content`` are the bytes of the file where it lies in an archive; ``path`` then only names it.
    """
    path = Path(path)
    try:
        with Image.open(path if content is None else io.BytesIO(content)) as opened:
            image: Image.Image = ImageOps.exif_transpose(opened)
            if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                image = image.convert("RGBA")
                ground = Image.new("RGBA", image.size, "white")
                image = Image.alpha_composite(ground, image)
            return np.asarray(image.convert("RGB"))
    except FileNotFoundError as reason:
        raise PictureError(f"There is no file {path}.") from reason
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as reason:
        raise PictureError(f"{path} cannot be read as a picture: {reason}") from reason


def read_folder(folder: str | Path, say: Callable[[str], None] = print) -> dict[str, np.ndarray]:
    """All readable pictures of a folder by file stem; the others are named through ``say`` and skipped.

    ``FILE.zip/FOLDER`` reads a folder of an archive, as ``python -m export pack`` writes it. Raises PictureError
    where no picture can be read.
    """
    folder = Path(folder)
    if folder.parent.suffix == ".zip" and folder.parent.is_file():
        with zipfile.ZipFile(folder.parent) as archive:
            names = sorted(name for name in archive.namelist() if name.startswith(f"{folder.name}/"))
            files: dict[Path, bytes | None] = {folder.parent / name: archive.read(name) for name in names}
    else:
        files = dict.fromkeys(list_pictures(folder))

    def attempt(file: tuple[Path, bytes | None]) -> np.ndarray | PictureError:
        try:
            return read_picture(*file)
        except PictureError as reason:
            return reason

    with ThreadPoolExecutor(4) as pool:
        results = dict(zip(files, pool.map(attempt, files.items()), strict=True))
    for result in results.values():
        if isinstance(result, PictureError):
            say(f"skipped: {result}")
    kept = {path.stem: result for path, result in results.items() if isinstance(result, np.ndarray)}
    if not kept:
        raise PictureError(f"No picture in {folder} can be read.")
    return kept


def scale(
    picture: np.ndarray, width: int, height: int, how: Image.Resampling = Image.Resampling.BILINEAR
) -> np.ndarray:
    """Scale uint8 [H, W, 3] to ``height`` × ``width``, low-passed when shrinking.

    The default is what the browser's code does too, to the byte: the triangle filter.
    """
    if picture.shape[:2] == (height, width):
        return picture
    return np.asarray(Image.fromarray(picture).resize((width, height), how))


def to_float(picture: np.ndarray) -> np.ndarray:
    """uint8 → float32 0..1."""
    return picture.astype("float32") / 255


def to_bytes(picture: np.ndarray) -> np.ndarray:
    """Float 0..1 (clipped) → uint8, halves rounded up as the browser does."""
    return np.floor(np.clip(picture, 0, 1) * 255 + 0.5).astype("uint8")


def contact_sheet(rows: Iterable[Iterable[np.ndarray]], gap: int = 4) -> np.ndarray:
    """Rows of uint8 pictures of one size as one picture on white, ``gap`` pixels apart."""

    def joined(parts: list[np.ndarray], axis: int) -> np.ndarray:
        shape = list(parts[0].shape)
        shape[axis] = gap
        between = np.full(shape, 255, "uint8")
        return np.concatenate([piece for part in parts for piece in (part, between)][:-1], axis=axis)

    return joined([joined(list(row), 1) for row in rows], 0)


def write_picture(path: str | Path, picture: np.ndarray) -> None:
    """Write uint8 [H, W, 3] in the format of the suffix, without metadata. Raises PictureError."""
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(path)
    except (OSError, ValueError) as reason:
        raise PictureError(f"{path} cannot be written: {reason}") from reason
