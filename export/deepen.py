r"""``python -m export deepen``: the distilled encoder's upper layers alone, begun from VGG-19's or trained on.

    python -m export deepen --content photos --style paintings --vgg vgg19.npz --after relu4_1 --out begun
    python -m export distil --content photos --style paintings --vgg vgg19.npz --start begun --out run
    python -m export deepen --content photos --style paintings --vgg vgg19.npz --weights run --out deeper \
        --after relu3_1 --regressed 0 --size 192 --pictures 1792 --steps 700

It prints the relative squared error at each tap above ``--after`` on pictures that were kept aside: as it was, by least
squares (unless --regressed 0 goes on with the layers as they are), and after the layers were trained alone. The
pictures are those of ``distil``: among them some that are being optimised with the encoder as it was.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
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
from export.trained import WEIGHTS, read_networks

BATCH = 16
KEPT_ASIDE = 10  # one picture in so many judges
RATE = (4e-4, 1e-5)
DIRECTIONS = 12  # Batches that tell in which directions VGG-19's features lie.
ROUNDS = 6  # Of the pictures that are being optimised, for each batch: there are few batches, and ways are long.


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
    regressed = "as many of them for the least squares (640); 0: the layers go on from where they are"
    parser.add_argument("--regressed", type=int, default=640, help=regressed)
    parser.add_argument("--size", type=int, default=128, help="pixels of a crop (128)")
    parser.add_argument("--precision", choices=("mixed_bfloat16", "float32"), default="mixed_bfloat16")
    parser.add_argument("--steps", type=int, default=1500, help="of the layers alone, after the least squares (1500)")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    configuration = read_configuration(options.config)
    taps = configuration.pupil.get("taps", ())
    if options.after not in taps or options.after == taps[-1]:
        raise ConfigurationError(f"--after needs a tap of {options.config} with another above it: {', '.join(taps)}.")
    vgg = read_weights(options.vgg, taps[-1])
    contents, styles = (split(read_folder(folder))[0] for folder in (options.content, options.style))
    keras.mixed_precision.set_global_policy(options.precision)
    keras.utils.set_random_seed(configuration.seed)
    encoder, transformer, _ = read_networks(options.weights)
    training = Distillation(configuration, vgg, (encoder, transformer))
    phase = Phase(size=options.size, batch=BATCH, steps=max(1, options.steps), rate=RATE)
    deepening = Deepening(training, vgg, options.after, phase)
    # No step of ``distil`` is as high: other crops than it will see.
    count = -(-options.pictures // BATCH)
    crops = MixedBatches(contents, styles, replace(configuration, phases=(phase,)), 10**6, 10**6 + count)
    file, anew = options.weights / "distilled.npz", {}
    if options.regressed:
        # Layers that begin anew may have other shapes than the configuration gave them before.
        training.learn_directions(crops[number][0]["image"] for number in range(min(count, DIRECTIONS)))
        anew = deepening.arrays()
    checkpoint.assign_arrays(training.pupil, checkpoint.read_arrays(file) | anew, file)
    training.begin_optimised(phase, ROUNDS)
    collected = deepening.collect(_pictures(crops, training), regressed=options.regressed > 0)
    aside = len(collected["below"]) // KEPT_ASIDE
    judging = {name: values[:aside] for name, values in collected.items()}
    learning = {name: values[aside:] for name, values in collected.items()}
    _say("before", deepening.errors(judging))
    if options.regressed:
        deepening.regress({name: values[: options.regressed] for name, values in learning.items()})
        _say("least squares", deepening.errors(judging))
    if options.steps:
        deepening.compile_for_training()
        batches = CollectedBatches(learning, BATCH, options.steps, configuration.seed)
        deepening.fit(batches, verbose=2, shuffle=False)
        _say("trained alone", deepening.errors(judging))
    checkpoint.save_networks(training, options.out, checkpoint.read_record(options.weights, "distilled"))
    return 0


def _pictures(crops: MixedBatches, training: Distillation) -> Iterator[np.ndarray]:
    """Batches of pictures, in an order that spreads each kind over all of them."""
    random = np.random.default_rng(training.configuration.seed)
    for (batch,) in islice(crops, len(crops)):
        pictures = np.asarray(training.pictures(batch["image"]), "float32")
        yield pictures[random.permutation(len(pictures))]


def _say(when: str, errors: dict[str, float]) -> None:
    print(f"{when}: " + ", ".join(f"{tap} {error:.3f}" for tap, error in errors.items()), flush=True)
