"""``python -m export train``: train the style encoder and the style transformer together.

    python -m export train --content photos --style paintings --vgg vgg19.npz --out run --minutes 180
    python -m export train --content photos --style paintings --vgg vgg19.npz --out run --resume run
    python -m export train --content photos --style paintings --vgg vgg19.npz --out live --config live

Runs on Keras' TensorFlow back end here, on PyTorch or JAX where KERAS_BACKEND says so.
"""

import argparse
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np

from export import checkpoint
from export.configuration import Configuration, ConfigurationError, read_configuration
from export.crops import CropBatches
from export.losses import STYLE_TAPS
from export.networks import StyleTransformer, Vgg19
from export.networks.vgg19 import TAPS, read_weights
from export.pictures import read_folder, scale, to_float
from export.quantised_vgg import BackendError, QuantisedVgg19
from export.style_sheet import sheet_writer
from export.style_training import StyleTraining
from export.trainable import Trainable
from export.trained import WEIGHTS, read_distilled, read_networks
from export.watch import Watch

HELD_OUT = 40  # one picture in so many is kept for the contact sheet and for validation
USUAL_SIZE, USUAL_COUNT = 128, 500  # pixels and number of the paintings that tell a new style encoder what is usual
CALIBRATION = 8  # batches that tell the ranges of VGG-19's channels


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    add_run_arguments(parser, "fine")
    before = "the distilled encoder that judges some phases (export/weights)"
    parser.add_argument("--distilled", type=Path, default=WEIGHTS, metavar="DIR", help=before)
    before = "the networks whose eyes a new style encoder gets (export/weights)"
    parser.add_argument("--eyes", type=Path, default=WEIGHTS, metavar="DIR", help=before)
    before = "the networks that a configuration with a [teacher] learns from (export/weights)"
    parser.add_argument("--teacher", type=Path, default=WEIGHTS, metavar="DIR", help=before)
    held = "train the transformer alone: the gallery's style vectors and the live network go on fitting"
    parser.add_argument("--hold-encoder", action="store_true", help=held)
    together = "train the live network too: it paints half of each batch, and fits the encoder as it changes"
    parser.add_argument("--with-live", action="store_true", help=together)
    parser.add_argument("--sheet-size", type=int, default=256, help="pixels a picture of the contact sheet (256)")


def add_run_arguments(parser: argparse.ArgumentParser, config: str) -> None:
    """Declare the options that every training run has."""
    parser.add_argument("--content", required=True, help="folder of photographs")
    parser.add_argument("--style", required=True, help="folder of paintings")
    parser.add_argument("--vgg", required=True, help="VGG-19: .npz, Keras .h5, or 'imagenet'")
    parser.add_argument("--out", required=True, type=Path, help="folder for checkpoints, sheets and the log")
    parser.add_argument("--config", default=config, help=f"name in export/configs, or a .toml file ({config})")
    parser.add_argument("--minutes", type=float, help="stop after so many minutes")
    parser.add_argument("--steps", type=int, help="stop after so many further steps")
    before = parser.add_mutually_exclusive_group()
    before.add_argument("--resume", type=Path, metavar="DIR", help="go on from the checkpoint in DIR, exactly")
    before.add_argument("--start", type=Path, metavar="DIR", help="go on from the networks in DIR, e.g. export/weights")
    parser.add_argument("--precision", choices=("mixed_bfloat16", "float32"), default="mixed_bfloat16")
    parser.add_argument("--save-minutes", type=float, default=5, help="minutes between checkpoints (5)")


def split(pictures: dict[str, np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The pictures to train on, and six at most for the contact sheet, which are kept from training where it can be."""
    kept = held_out(list(pictures))
    trained = [pictures[name] for name in sorted(set(pictures) - kept)]
    return trained, [pictures[name] for name in sorted(kept or set(pictures))][:6]


def held_out(names: list[str]) -> set[str]:
    """The names kept from training: every 40th in alphabetical order; none of a folder with fewer."""
    return set(sorted(names)[HELD_OUT - 1 :: HELD_OUT])


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    configuration = read_configuration(options.config)
    if not configuration.encoder:
        raise ConfigurationError(f"{options.config} describes the distilled encoder: python -m export distil trains it")
    vgg = read_weights(options.vgg, STYLE_TAPS[-1])
    contents, styles = (split(read_folder(folder)) for folder in (options.content, options.style))
    keras.mixed_precision.set_global_policy(options.precision)
    keras.utils.set_random_seed(configuration.seed)
    judged = {phase.judge for phase in configuration.phases}
    distilled = read_distilled(options.distilled) if judged & {"distilled", "hybrid"} else None
    teachers = read_networks(options.teacher)[:2] if configuration.teacher else None
    quantised = None
    if "quantised" in judged:
        first = next(step for step in range(configuration.steps) if configuration.at(step)[0].judge == "quantised")
        batches = CropBatches(contents[0], styles[0], configuration, first, first + CALIBRATION)
        quantised = quantise(vgg, batches)
    live = None
    if options.with_live:
        live = StyleTransformer(
            **read_configuration("live").transformer, style_size=configuration.encoder["style_size"]
        )
    training = StyleTraining(configuration, vgg, 1, distilled, teachers, quantised, live)
    if not (teachers or options.resume or options.start):
        some = styles[0][:: len(styles[0]) // USUAL_COUNT + 1]
        usual = np.stack([to_float(scale(picture, USUAL_SIZE, USUAL_SIZE)) for picture in some])
        training.encoder.see_as(read_networks(options.eyes)[0].eyes, usual)
    if options.hold_encoder:
        training.encoder.trainable = False
    state = train(
        training,
        lambda first, last: CropBatches(contents[0], styles[0], configuration, first, last),
        sheet_writer(training, contents[1], styles[1], options.sheet_size),
        options,
    )
    report(state, options.out)
    return 0


def quantise(vgg: dict[str, np.ndarray], batches: CropBatches, divide: int = 1) -> QuantisedVgg19 | None:
    """The loss network in eight bits, with the ranges that its channels have in ``batches``; None where there are none.

    What then happens is said: VGG-19 judges in the training's own precision, and a step takes longer.
    """
    pictures = [batches[index][0][kind] for index in range(len(batches)) for kind in ("content", "style")]
    whole = Vgg19(taps=TAPS[: TAPS.index(STYLE_TAPS[-1]) + 1], divide=divide).load(vgg)
    try:
        return QuantisedVgg19(whole, np.concatenate(pictures), STYLE_TAPS)
    except BackendError as reason:
        print(f"VGG-19 judges in full precision: {reason}")
        return None


def report(state: dict[str, Any], out: Path) -> None:
    """Say what a run has done."""
    print(f"\nstep {state['step']}: {state['pictures']} pictures in {state['seconds'] / 60:.0f} min → {out}")


def train(
    training: Trainable,
    batches: Callable[[int, int], keras.utils.PyDataset],
    sheet: Callable[[Path], None],
    options: argparse.Namespace,
) -> dict[str, Any]:
    """Train until the configuration, ``--steps`` or ``--minutes`` ends; Ctrl-C saves too. Returns the state.

    ``batches`` gives the batches from a step up to another, which lie in one phase; ``sheet`` writes a contact sheet.
    """
    configuration = training.configuration
    training.compile_for_training()
    state: dict[str, Any] = {"step": 0, "pictures": 0, "seconds": 0.0, "config": str(options.config)}
    if options.resume:
        state = checkpoint.resume(training, options.resume)
    elif options.start:
        state = checkpoint.start_from(training, options.start)
    elif training.has_live_along:
        state["live"] = {"step": 0, "pictures": 0, "seconds": 0.0, "config": "live"}
    last_step = configuration.steps
    if options.steps is not None:
        last_step = min(last_step, state["step"] + options.steps)
    watch = Watch(training, options.out, state, options.minutes, last_step, options.save_minutes, sheet)
    # Also where a shell started the run in the background, which ignores Ctrl-C, and for a plain kill.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        while not watch.finished and state["step"] < last_step:
            training.enter(configuration.at(state["step"])[0])
            stretch = min(last_step, _phase_end(configuration, state["step"]))
            training.fit(batches(state["step"], stretch), verbose=0, callbacks=[watch], shuffle=False)
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
