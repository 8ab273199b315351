"""``python -m export stylize CONTENT STYLE OUT``: what the browser does, in Python.

The style image is scaled down until its short side has STYLE_SIDE pixels and cropped to at most 2 : 1;
``--style-scale`` then halves or doubles it, for finer or broader strokes. The photo keeps its size (long side at most
LONGEST; any with ``--size full``, which the browser paints in tiles), is continued by its mirror image to multiples
of 8 and cropped after; ``export/detail.py`` lets the network see it larger or smaller, and ``export/grain.py`` with
grain where it is flat. ``export/recolour.py`` gives the result other colours, then ``export/strength.py`` mixes it with
the photo, and ``export/masks.py`` lets it in where a mask says.
"""

import argparse
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from export.detail import DETAILS, as_seen, enlarged
from export.grain import grained
from export.masks import masked, read_mask
from export.networks import StyleEncoder, StyleTransformer
from export.pictures import PictureError, read_picture, scale, to_bytes, to_float, write_picture
from export.recolour import COLOURS, recoloured
from export.strength import mixed
from export.trained import WEIGHTS, read_networks

STYLE_SIDE = 512
LONGEST = 2048
MULTIPLE = 8
SMALLEST = 32
# How large the encoder sees the style image, of the size above; web/src/studio/styles/scale.ts has the same.
STYLE_SCALES = (0.5, 1.0, 2.0)

# The long side of a result in pixels; "full": that of the photo; None: that of the photo, at most LONGEST.
Size = int | Literal["full"] | None


class SettingError(ValueError):
    """A setting is out of its range; the message names the range."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("content", type=Path, help="the photo")
    parser.add_argument("style", type=Path, help="the picture whose style it gets")
    parser.add_argument("out", type=Path, help="the picture to write; its suffix chooses the format")
    parser.add_argument("--strength", type=float, default=1.0, help="0 (the photo) to 1 (all style)")
    parser.add_argument(
        "--colours",
        choices=COLOURS,
        default="style",
        help="those of the style; the photo's chroma; or those of the style moved to where the photo's are",
    )
    parser.add_argument(
        "--size",
        type=size_option,
        help="long side of the result, or 'full' for the photo's own; by default the photo's, at most 2048",
    )
    parser.add_argument(
        "--style-scale",
        type=float,
        choices=STYLE_SCALES,
        default=1.0,
        help="size at which the style is seen: 0.5 for finer strokes, 2 for broader ones",
    )
    parser.add_argument(
        "--detail", choices=DETAILS, default="fine", help="size at which the photo is seen: coarse for larger strokes"
    )
    parser.add_argument("--mask", type=Path, help="a grey picture: white where the style goes, black for the photo")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="a checkpoint folder")


def size_option(text: str) -> Size:
    """The value of ``--size``. Raises ValueError where it is no number."""
    return "full" if text == "full" else int(text)


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    stylize_files(
        options.content,
        options.style,
        options.out,
        options.strength,
        options.size,
        options.weights,
        options.colours,
        options.style_scale,
        options.detail,
        options.mask,
    )
    print(options.out)
    return 0


def stylize_files(
    content: Path,
    style: Path,
    out: Path,
    strength: float = 1.0,
    size: Size = None,
    weights: Path = WEIGHTS,
    colours: str = "style",
    style_scale: float = 1.0,
    detail: str = "fine",
    mask: Path | None = None,
) -> None:
    """Stylise one file. Raises PictureError, SettingError or CheckpointError."""
    if not 0 <= strength <= 1:
        raise SettingError(f"--strength must be from 0 to 1, not {strength}.")
    if colours not in COLOURS:
        raise SettingError(f"--colours must be one of {', '.join(COLOURS)}, not {colours}.")
    if detail not in DETAILS:
        raise SettingError(f"--detail must be one of {', '.join(DETAILS)}, not {detail}.")
    if isinstance(size, int) and not SMALLEST <= size <= 8192:
        raise SettingError(f"--size must be from 32 to 8192 pixels, not {size}.")
    photo = check_size(fit(read_picture(content), size), content)
    if style_scale not in STYLE_SCALES:
        raise SettingError(f"--style-scale must be one of {', '.join(map(str, STYLE_SCALES))}, not {style_scale}.")
    painting = scaled_style(check_size(style_input(read_picture(style)), style), style_scale)
    if Path(out).suffix.lower() not in Image.registered_extensions():
        raise PictureError(f"{out}: the suffix names no picture format; use .png, .jpg or .webp.")
    shape = None if mask is None else read_mask(mask)
    encoder, transformer, _ = read_networks(weights)
    vector = encode(encoder, painting)
    painted = stylize(transformer, to_float(photo), vector, strength, colours, detail)
    # In bytes before the mask, as the browser has it.
    result = painted if shape is None else masked(to_float(photo), to_float(to_bytes(painted)), shape)
    write_picture(out, to_bytes(result))


def fit(photo: np.ndarray, size: Size) -> np.ndarray:
    """The photo at the size it is painted at: long side ``size``, its own ("full"), or that up to LONGEST (None)."""
    height, width = photo.shape[:2]
    if size == "full":
        return photo
    longest = size or min(LONGEST, max(height, width))
    share = longest / max(height, width)
    return scale(photo, max(1, round_half_up(width * share)), max(1, round_half_up(height * share)))


def style_input(painting: np.ndarray) -> np.ndarray:
    """The style image as the encoder gets it: short side at most STYLE_SIDE, cropped to at most 2 : 1, uint8."""
    height, width = painting.shape[:2]
    share = min(1.0, STYLE_SIDE / min(height, width))
    painting = scale(painting, round_half_up(width * share), round_half_up(height * share))
    height, width = painting.shape[:2]
    longest = 2 * min(height, width)
    top, left = max(0, height - longest) // 2, max(0, width - longest) // 2
    return painting[top : top + longest, left : left + longest]


def scaled_style(painting: np.ndarray, factor: float) -> np.ndarray:
    """The style image [H, W, 3] at one of STYLE_SCALES; no side gets smaller than SMALLEST."""
    height, width = painting.shape[:2]
    share = max(factor, min(1.0, SMALLEST / min(height, width)))
    return scale(painting, round_half_up(width * share), round_half_up(height * share))


def round_half_up(value: float) -> int:
    """Round as JavaScript's Math.round does."""
    return int(np.floor(value + 0.5))


def check_size(picture: np.ndarray, path: Path) -> np.ndarray:
    """The picture itself. Raises PictureError where a side has fewer than SMALLEST pixels."""
    if min(picture.shape[:2]) < SMALLEST:
        raise PictureError(f"{path} is too small: each side needs at least {SMALLEST} pixels.")
    return picture


def encode(encoder: StyleEncoder, painting: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 3], sides of at least SMALLEST → style vector [1, K]."""
    return np.asarray(encoder(to_float(painting)[None]))


def stylize(
    transformer: StyleTransformer,
    photo: np.ndarray,
    vector: np.ndarray,
    strength: float = 1.0,
    colours: str = "style",
    detail: str = "fine",
) -> np.ndarray:
    """float32 [H, W, 3] in 0..1 of any size → the same, painted."""
    seen = to_float(grained(to_bytes(as_seen(photo, detail))))
    height, width = seen.shape[:2]
    more = [(0, -side % MULTIPLE) for side in (height, width)]
    padded = np.pad(seen, (*more, (0, 0)), mode="reflect")
    painted = np.asarray(transformer((padded[None], vector)))[0, :height, :width]
    painted = enlarged(painted, *photo.shape[:2])
    return mixed(photo, recoloured(photo, painted, colours), strength)
