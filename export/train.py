"""``python -m export train``: train the style encoder and the style transformer together.

    python -m export train --content photos --style paintings --vgg vgg19.npz --out run --minutes 180
    python -m export train --content photos --style paintings --vgg vgg19.npz --out run --resume run

Runs on Keras' TensorFlow back end here, on PyTorch or JAX where KERAS_BACKEND says so.
"""

import argparse
import signal
from pathlib import Path
from typing import Any

import keras

from export import checkpoint
from export.configuration import Configuration, read_configuration
from export.crops import CropBatches
from export.losses import STYLE_TAPS
from export.networks.vgg19 import read_weights
from export.pictures import read_folder
from export.style_training import StyleTraining
from export.watch import Watch, sheet_writer

HELD_OUT = 40  # one picture in so many is kept for the contact sheet and for validation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("--content", required=True, help="folder of photographs")
    parser.add_argument("--style", required=True, help="folder of paintings")
    parser.add_argument("--vgg", required=True, help="VGG-19: .npz, Keras .h5, or 'imagenet'")
    parser.add_argument("--out", required=True, type=Path, help="folder for checkpoints, sheets and the log")
    parser.add_argument("--config", default="fine", help="name in export/configs, or a .toml file")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes")
    parser.add_argument("--steps", type=int, help="stop after so many further steps")
    before = parser.add_mutually_exclusive_group()
    before.add_argument("--resume", type=Path, metavar="DIR", help="go on from the checkpoint in DIR, exactly")
    before.add_argument("--start", type=Path, metavar="DIR", help="go on from the networks in DIR, e.g. export/weights")
    parser.add_argument("--precision", choices=("mixed_bfloat16", "float32"), default="mixed_bfloat16")
    parser.add_argument("--save-minutes", type=float, default=5, help="minutes between checkpoints (5)")
    parser.add_argument("--sheet-size", type=int, default=256, help="pixels a picture of the contact sheet (256)")


def held_out(names: list[str]) -> set[str]:
    """The names kept from training: every 40th in alphabetical order; none of a folder with fewer."""
    return set(sorted(names)[HELD_OUT - 1 :: HELD_OUT])


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    configuration = read_configuration(options.config)
    vgg = read_weights(options.vgg, STYLE_TAPS[-1])
    contents, styles = read_folder(options.content), read_folder(options.style)
    keras.mixed_precision.set_global_policy(options.precision)
    keras.utils.set_random_seed(configuration.seed)
    training = StyleTraining(configuration, vgg)
    result = train(training, contents, styles, options)
    print(f"\nstep {result['step']}: {result['pictures']} pictures in {result['seconds'] / 60:.0f} min → {options.out}")
    return 0


def train(
    training: StyleTraining, contents: dict[str, Any], styles: dict[str, Any], options: argparse.Namespace
) -> dict[str, Any]:
    """Train until the configuration, ``--steps`` or ``--minutes`` ends; Ctrl-C saves too. Returns the state."""
    configuration = training.configuration
    training.compile_for_training()
    state: dict[str, Any] = {"step": 0, "pictures": 0, "seconds": 0.0, "config": str(options.config)}
    if options.resume:
        state = checkpoint.resume(training, options.resume)
    elif options.start:
        state = checkpoint.start_from(training, options.start)
    last_step = configuration.steps
    if options.steps is not None:
        last_step = min(last_step, state["step"] + options.steps)
    kept = held_out(list(contents)), held_out(list(styles))
    show = [
        [pictures[name] for name in sorted(names or set(pictures))][:6]
        for pictures, names in zip((contents, styles), kept, strict=True)
    ]
    watch = Watch(
        training,
        options.out,
        state,
        options.minutes,
        last_step,
        options.save_minutes,
        sheet_writer(training, show[0], show[1], options.sheet_size),
    )
    pool = [
        [pictures[name] for name in sorted(set(pictures) - names)]
        for pictures, names in zip((contents, styles), kept, strict=True)
    ]
    # Also where a shell started the run in the background, which ignores Ctrl-C, and for a plain kill.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        while not watch.finished and state["step"] < last_step:
            stretch = min(last_step, _phase_end(configuration, state["step"]))
            batches = CropBatches(pool[0], pool[1], configuration, state["step"], stretch)
            # Each phase has a size of its own: compiled anew, its shapes stay fixed and fast.
            training.make_train_function(force=True)
            training.fit(batches, verbose=0, callbacks=[watch], shuffle=False)
    except KeyboardInterrupt:
        print("\nInterrupted: saving.")
    watch.save()
    return state


def _phase_end(configuration: Configuration, step: int) -> int:
    end = 0
    for phase in configuration.phases:
        end += phase.steps
        if step < end:
            break
    return end
