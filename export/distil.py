"""``python -m export distil``: train the distilled encoder, a VGG-19 with a fraction of its channels.

    python -m export distil --content photos --style paintings --vgg vgg19.npz --out run --minutes 40
    python -m export distil --content photos --style paintings --vgg vgg19.npz --out run --resume run

The contact sheet shows pictures, and one row a tap: VGG-19's strongest direction and the encoder's, one above the
other.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
from keras import ops

from export import checkpoint
from export.configuration import ConfigurationError, read_configuration
from export.crops import MixedBatches
from export.distillation import Distillation
from export.networks.vgg19 import read_weights
from export.pictures import contact_sheet, read_folder, scale, to_bytes, to_float, write_picture
from export.train import add_run_arguments, report, split, train
from export.trained import WEIGHTS, read_networks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    add_run_arguments(parser, "distilled")
    painters = "style networks that paint a share of the pictures (export/weights)"
    parser.add_argument("--painters", type=Path, default=WEIGHTS, metavar="DIR", help=painters)
    parser.add_argument("--sheet-size", type=int, default=128, help="pixels a picture of the contact sheet (128)")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    configuration = read_configuration(options.config)
    if not configuration.pupil:
        raise ConfigurationError(f"{options.config} describes style networks: train them with python -m export train")
    vgg = read_weights(options.vgg, configuration.pupil["taps"][-1])
    contents, styles = (split(read_folder(folder)) for folder in (options.content, options.style))
    keras.mixed_precision.set_global_policy(options.precision)
    keras.utils.set_random_seed(configuration.seed)
    encoder, transformer, _ = read_networks(options.painters)
    training = Distillation(configuration, vgg, (encoder, transformer))

    def batches(first: int, last: int) -> MixedBatches:
        return MixedBatches(contents[0], styles[0], configuration, first, last)

    training.calibrate(batches(0, 1)[0][0]["image"])
    shown = contents[1][:4] + styles[1][:4]
    report(train(training, batches, sheet_writer(training, shown, options.sheet_size), options), options.out)
    return 0


def sheet_writer(training: Distillation, pictures: list[np.ndarray], size: int) -> Callable[[Path], None]:
    """A function that writes the contact sheet of some pictures, uint8 [H, W, 3], at ``size`` pixels each."""
    squares = [scale(picture, size, size) for picture in pictures]
    images = np.stack([to_float(square) for square in squares])

    def write(path: Path) -> None:
        rows = [squares]
        with checkpoint.averaged(training):
            features = training.pupil(images)
            for tap, wanted in training.vgg(images).items():
                found = ops.convert_to_numpy(ops.cast(training.pupil.wide(tap, features[tap]), "float32"))
                teacher = ops.convert_to_numpy(ops.cast(wanted, "float32"))
                direction = np.linalg.svd(_flat(teacher)[::7], full_matrices=False)[2][0]
                rows += [_shown(teacher @ direction, size), _shown(found @ direction, size)]
        write_picture(path, contact_sheet(rows))

    return write


def _flat(features: np.ndarray) -> np.ndarray:
    flat: np.ndarray = features.reshape(-1, features.shape[-1])
    return flat - flat.mean(0)


def _shown(maps: np.ndarray, size: int) -> list[np.ndarray]:
    """Grey pictures of maps [B, h, w], mid grey for zero."""
    grey = 0.5 + maps / (4 * maps.std() + 1e-9)
    return [scale(to_bytes(np.repeat(one[..., None], 3, -1)), size, size) for one in np.clip(grey, 0, 1)]
