"""``python -m export deepen``: begin the distilled encoder's upper layers from VGG-19's, before ``distil``.

    python -m export deepen --content photos --style paintings --vgg vgg19.npz --after relu4_1 --out begun
    python -m export distil --content photos --style paintings --vgg vgg19.npz --start begun --out run

It prints the relative squared error at each tap above ``--after`` on pictures that were kept aside: as it was, by least
squares, and after the layers were trained alone.
"""

import argparse
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import keras
import numpy as np

from export import checkpoint
from export.configuration import ConfigurationError, Phase, read_configuration
from export.crops import MixedBatches
from export.deepening import CollectedBatches, Deepening
from export.distillation import Distillation
from export.networks.vgg19 import TAPS, read_weights
from export.pictures import read_folder
from export.train import split
from export.trained import WEIGHTS, read_networks, record_of_distilled

BATCH = 16
KEPT_ASIDE = 10  # one picture in so many judges
RATE = (2e-3, 2e-5)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("--content", required=True, help="folder of photographs")
    parser.add_argument("--style", required=True, help="folder of paintings")
    parser.add_argument("--vgg", required=True, help="VGG-19: .npz, Keras .h5, or 'imagenet'")
    parser.add_argument("--out", required=True, type=Path, help="folder for the encoder")
    parser.add_argument("--config", default="distilled", help="name in export/configs, or a .toml file (distilled)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, metavar="DIR", help="networks to go on from")
    parser.add_argument("--after", choices=TAPS, default="relu4_1", help="tap above which layers begin anew (relu4_1)")
    parser.add_argument("--pictures", type=int, default=3200, help="crops to learn from (3200: 2.5 GB of memory)")
    parser.add_argument("--regressed", type=int, default=640, help="as many of them for the least squares (640)")
    parser.add_argument("--steps", type=int, default=1500, help="of the layers alone, after the least squares (1500)")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    configuration = read_configuration(options.config)
    taps = configuration.pupil.get("taps", ())
    if options.after not in taps or options.after == taps[-1]:
        raise ConfigurationError(f"--after needs a tap of {options.config} with another above it: {', '.join(taps)}.")
    vgg = read_weights(options.vgg, taps[-1])
    contents, styles = (split(read_folder(folder))[0] for folder in (options.content, options.style))
    keras.mixed_precision.set_global_policy("mixed_bfloat16")
    keras.utils.set_random_seed(configuration.seed)
    encoder, transformer, _ = read_networks(options.weights)
    training = Distillation(configuration, vgg, (encoder, transformer))
    file = options.weights / "distilled.npz"
    checkpoint.assign_arrays(training.pupil, checkpoint.read_arrays(file), file)
    phase = Phase(size=128, batch=BATCH, steps=max(1, options.steps), rate=RATE)
    deepening = Deepening(training, vgg, options.after, phase)
    # No step of ``distil`` is as high: other crops than it will see.
    crops = MixedBatches(contents, styles, configuration, 10**6, 10**6 + -(-options.pictures // BATCH))
    collected = deepening.collect(_painted(crops, training))
    aside = len(collected["below"]) // KEPT_ASIDE
    judging = {name: values[:aside] for name, values in collected.items()}
    learning = {name: values[aside:] for name, values in collected.items()}
    _say("before", deepening.errors(judging))
    deepening.regress({name: values[: options.regressed] for name, values in learning.items()})
    _say("least squares", deepening.errors(judging))
    if options.steps:
        deepening.compile_for_training()
        batches = CollectedBatches(learning, BATCH, options.steps, configuration.seed)
        deepening.fit(batches, verbose=2, shuffle=False)
        _say("trained alone", deepening.errors(judging))
    checkpoint.save_networks(training, options.out, record_of_distilled(options.weights))
    return 0


def _painted(crops: MixedBatches, training: Distillation) -> Iterator[np.ndarray]:
    for (batch,) in islice(crops, len(crops)):
        yield np.asarray(training.with_paintings(batch["image"]), "float32")


def _say(when: str, errors: dict[str, float]) -> None:
    print(f"{when}: " + ", ".join(f"{tap} {error:.3f}" for tap, error in errors.items()), flush=True)
