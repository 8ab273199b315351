r"""``python -m export pack``: pictures and VGG-19's lower half in small files, for training on another machine.

    python -m export pack --content photos --style paintings --vgg vgg19.npz --out packed
    KERAS_BACKEND=torch python -m export train --content packed/pictures.zip/content \
        --style packed/pictures.zip/style --vgg packed/vgg19.npz --out run

Pictures are scaled down to --side pixels on their short side. The packed weights end at conv4_1, the last layer
that the losses look at, in float16.
"""

import argparse
import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from export.losses import STYLE_TAPS
from export.networks.vgg19 import TAPS, read_weights
from export.pictures import read_folder, scale


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("--content", required=True, type=Path, help="folder of photographs")
    parser.add_argument("--style", required=True, type=Path, help="folder of paintings")
    parser.add_argument("--vgg", required=True, help="VGG-19: .npz, Keras .h5, or 'imagenet'")
    parser.add_argument("--out", required=True, type=Path, help="folder for pictures.zip and vgg19.npz")
    parser.add_argument("--side", type=int, default=288, help="short side in pixels (288)")
    parser.add_argument("--quality", type=int, default=80, help="JPEG quality (80)")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    options.out.mkdir(parents=True, exist_ok=True)
    weights = read_weights(options.vgg, STYLE_TAPS[-1])
    needed = [tap.replace("relu", "conv") for tap in TAPS[: TAPS.index(STYLE_TAPS[-1]) + 1]]
    half = {
        f"{name}/{kind}": weights[f"{name}/{kind}"].astype("float16") for name in needed for kind in ("kernel", "bias")
    }
    np.savez_compressed(options.out / "vgg19.npz", **half)
    with zipfile.ZipFile(options.out / "pictures.zip", "w", zipfile.ZIP_STORED) as archive:
        for kind, folder in (("content", options.content), ("style", options.style)):
            for name, picture in read_folder(folder).items():
                archive.writestr(f"{kind}/{name}.jpg", shrunk(picture, options.side, options.quality))
    for file in ("pictures.zip", "vgg19.npz"):
        print(f"{options.out / file}: {(options.out / file).stat().st_size / 1e6:.1f} MB")
    return 0


def shrunk(picture: np.ndarray, side: int, quality: int) -> bytes:
    """uint8 [H, W, 3] as a JPEG whose short side is at most ``side``."""
    height, width = picture.shape[:2]
    share = min(1.0, side / min(height, width))
    small = scale(picture, round(width * share), round(height * share), Image.Resampling.BICUBIC)
    target = io.BytesIO()
    Image.fromarray(small).save(target, "JPEG", quality=quality)
    return target.getvalue()
