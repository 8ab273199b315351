"""``python -m export optimise CONTENT STYLE [STYLE …] OUT``: paint by optimisation (Gatys, Ecker, Bethge 2015).

    python -m export optimise photo.jpg painting.jpg painted.png
    python -m export optimise photo.jpg one.jpg two.jpg painted.png --style-weights 1 2 --size 512
    python -m export optimise photo.jpg painting.jpg painted.png --settings studio.json --seed 7
    python -m export optimise photo.jpg painting.jpg painted.png --encoder vgg19 --vgg vgg19.npz

The same algorithm, names and noise as the optimisation studio in the app: a settings file saved there runs here, and
one written with --save-settings opens there. Options change what the file says. A layer is LAYER or LAYER=WEIGHT.

α and β weigh relative errors: 1 is no likeness at all, at any size and on any layer. In the paper's own terms content
grows with the size of the picture, so its α/β is not the ratio of --content-weight and --style-weight.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from export.networks import MappedEncoder, Vgg19
from export.networks.vgg19 import TAPS, WeightsError, read_weights
from export.noise import start_image
from export.optimise_loss import LUMA, Encoder, Objective
from export.optimise_settings import (
    CHOICES,
    OptimiseSettings,
    Plateau,
    SettingsError,
    changed,
    read_settings,
    write_settings,
)
from export.optimisers import Adam, Lbfgs, Optimiser, rate_at
from export.pictures import PictureError, read_picture, scale, to_bytes, to_float, write_picture
from export.stylize import check_size, round_half_up
from export.trained import WEIGHTS, read_distilled

# The coarsest tap, relu5_1, sees this many pixels as one: no side may have fewer.
SMALLEST_SIDE = 16
# Photos come to the studio with a long side of at most this many pixels.
LONGEST = 2048
# The rate of an optimiser that is chosen without one.
USUAL_RATES = {"adam": 0.02, "lbfgs": 1.0}
# The views of an encoder that is chosen without any, as in the app: VGG-19's pictures are sharper with one.
USUAL_VIEWS = {"distilled": 16, "vgg19": 1}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("content", type=Path, help="the photo")
    parser.add_argument("styles", type=Path, nargs="+", metavar="style", help="pictures whose style it gets")
    parser.add_argument("out", type=Path, help="the picture to write; its suffix chooses the format")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="a settings file of the studio")
    parser.add_argument("--save-settings", type=Path, metavar="FILE", help="write the settings of this run")
    parser.add_argument("--vgg", metavar="FILE", default="imagenet", help="VGG-19: .npz, .h5 or 'imagenet' (download)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, metavar="DIR", help="folder of the distilled encoder")
    knobs = parser.add_argument_group("settings")
    explained = {
        "encoder": "the network that looks at the pictures",
        "pooling": "how it shrinks: the paper found average pooling smoother",
        "start": "from the photo, from noise, or from both",
        "noise": "the kind of noise",
        "style_loss": "what a style is: Gram matrices, or means and deviations",
        "optimiser": "how the picture is changed",
    }
    for name, text in explained.items():
        knobs.add_argument(f"--{name.replace('_', '-')}", choices=CHOICES[name], help=text)
    real = {
        "noise_ratio": "share of noise in a blend, 0..1",
        "noise_range": "half-width or deviation of the noise; 1 is the full brightness",
        "content_weight": "α: how much of the photo stays",
        "style_weight": "β: how much of the style comes",
        "variation_weight": "how smooth the result is",
        "rate": "how far a step goes (adam 0.02, lbfgs 1)",
    }
    for name, text in real.items():
        knobs.add_argument(f"--{name.replace('_', '-')}", type=float, help=text)
    whole = {
        "seed": "of the noise",
        "steps": "in each stage",
        "size": "long side of the result in pixels",
        "stages": "coarse to fine: each stage doubles the size",
        "views": "places from which the encoder looks in turn, shifted and mirrored (1: always the same)",
        "preview_every": "steps between two lines of losses",
    }
    for name, text in whole.items():
        knobs.add_argument(f"--{name.replace('_', '-')}", type=int, help=text)
    for name, like in (("content", "photo"), ("style", "style")):
        text = f"layers where the result should resemble the {like}"
        knobs.add_argument(f"--{name}-layers", nargs="*", metavar="LAYER", help=text)
    knobs.add_argument("--style-weights", nargs="+", type=float, metavar="WEIGHT", help="one for each style")
    keep = argparse.BooleanOptionalAction
    knobs.add_argument("--keep-colours", action=keep, default=None, help="take the colours from the photo")
    plateau_help = "stop a stage where in STEPS steps the loss falls by less than the share CHANGE"
    knobs.add_argument("--plateau", nargs=2, metavar=("STEPS", "CHANGE"), help=plateau_help)


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    settings = settings_of(options)
    check_styles(settings, len(options.styles))
    if options.out.suffix.lower() not in Image.registered_extensions():
        raise PictureError(f"{options.out}: the suffix names no picture format; use .png, .jpg or .webp.")
    photo, *styles = (at_most(check_size(read_picture(path), path)) for path in (options.content, *options.styles))
    encoder = read_encoder(settings, options.vgg, options.weights)
    if options.save_settings:
        write_settings(options.save_settings, settings)
    write_picture(options.out, optimise(encoder, photo, styles, settings, say=print))
    print(options.out)
    return 0


def settings_of(options: argparse.Namespace) -> OptimiseSettings:
    """The settings of the file, if there is one, changed by the options. Raises SettingsError."""
    settings = read_settings(options.settings) if options.settings else OptimiseSettings()
    given: dict[str, Any] = {
        name: value
        for name in OptimiseSettings.__dataclass_fields__
        if (value := getattr(options, name, None)) is not None
    }
    for name in ("content_layers", "style_layers"):
        if name in given:
            given[name] = dict(_layer(word) for word in given[name])
    if "style_weights" in given:
        given["style_weights"] = tuple(given["style_weights"])
    if "plateau" in given:
        try:
            given["plateau"] = Plateau(int(given["plateau"][0]), float(given["plateau"][1]))
        except ValueError as reason:
            raise SettingsError("--plateau takes a number of steps and a share, as in --plateau 30 0.001.") from reason
    if given.get("optimiser", settings.optimiser) != settings.optimiser and "rate" not in given:
        given["rate"] = USUAL_RATES[given["optimiser"]]
    if given.get("encoder", settings.encoder) != settings.encoder and "views" not in given:
        given["views"] = USUAL_VIEWS[given["encoder"]]
    return changed(settings, **given)


def _layer(word: str) -> tuple[str, float]:
    tap, _, weight = word.partition("=")
    try:
        return tap, float(weight or 1)
    except ValueError as reason:
        raise SettingsError(f"{word}: a layer is given as LAYER or LAYER=WEIGHT.") from reason


def check_styles(settings: OptimiseSettings, styles: int) -> None:
    """Raise SettingsError where the weights of the styles are not as many as the style pictures."""
    if settings.style_weights and len(settings.style_weights) != styles:
        raise SettingsError(f"There are {styles} styles, but {len(settings.style_weights)} --style-weights.")


def read_encoder(settings: OptimiseSettings, vgg: str | Path, weights: Path) -> Encoder:
    """The encoder that the settings name. Raises WeightsError, CheckpointError or SettingsError."""
    taps = [tap for tap in TAPS if tap in settings.content_layers or tap in settings.style_layers]
    if not taps:
        # Smoothness alone: nothing looks at the picture.
        return lambda image: {}
    if settings.encoder == "vgg19":
        try:
            arrays = read_weights(vgg, taps[-1])
        except WeightsError as reason:
            raise WeightsError(str(reason).replace("--weights", "--vgg")) from reason
        vgg19: Encoder = Vgg19(taps=tuple(taps), pooling=settings.pooling).load(arrays)
        return vgg19
    network = read_distilled(weights)
    if missing := [tap for tap in taps if tap not in network.taps]:
        has = ", ".join(network.taps)
        raise SettingsError(f"The distilled encoder has no {', '.join(missing)}, but {has}. Or take --encoder vgg19.")
    mapped: Encoder = MappedEncoder(network, settings.pooling)
    return mapped


def optimise(
    encoder: Encoder,
    photo: np.ndarray,
    styles: list[np.ndarray],
    settings: OptimiseSettings,
    say: Callable[[str], None] = lambda line: None,
    keep: Callable[[np.ndarray], None] = lambda terms: None,
) -> np.ndarray:
    """The photo, uint8 [H, W, 3], painted in the styles: uint8 at the size of the settings.

    ``say`` gets a line now and then; ``keep`` gets the terms of the loss of every step (content, variation, style).
    """
    sides = stages_of(photo, settings)
    seen = scale(photo, *sides[0])
    start = start_image(seen, settings.start, settings.noise_ratio, settings.noise, settings.noise_range, settings.seed)
    optimiser: Optimiser = (
        Adam(start[None], robust=settings.views > 1) if settings.optimiser == "adam" else Lbfgs(start[None])
    )
    for stage, (width, height) in enumerate(sides):
        seen = scale(photo, width, height)
        if stage > 0:
            optimiser.enlarge(height, width)
        scaled = [scale(style, *style_sides(style, (width, height))) for style in styles]
        objective = Objective(encoder, seen, scaled, settings)
        losses: list[float] = []
        before = time.monotonic()
        for step in range(1, settings.steps + 1):
            terms, stuck = optimiser.step(objective, rate_at(settings, stage, step - 1))
            keep(terms)
            losses.append(float(np.float32(np.sum(terms, dtype="float64"))))
            if not np.isfinite(losses[-1]):
                raise SettingsError(f"The loss is not finite any more at step {step}: try a smaller --rate.")
            if step % settings.preview_every == 0 or step == settings.steps:
                each = (time.monotonic() - before) / step * 1000
                say(f"{width} × {height}: step {step}, loss {losses[-1]:.5f}, {each:.0f} ms a step")
            if stuck or is_plateau(losses[:-1], settings.plateau):
                say(f"{width} × {height}: no progress after step {step}")
                break
    return finished(np.asarray(optimiser.result)[0], seen, settings)


def finished(image: np.ndarray, photo: np.ndarray, settings: OptimiseSettings) -> np.ndarray:
    """The picture as bytes; with the colours of the photo, uint8 of the same size, where they are kept."""
    if settings.keep_colours:
        own = to_float(photo)
        image = own + ((image - own) @ np.array(LUMA, "float32"))[..., None]
    return to_bytes(image)


def is_plateau(losses: list[float], rule: Plateau | None) -> bool:
    """Whether the lowest loss has hardly fallen in the last ``patience`` ones."""
    if rule is None or len(losses) <= rule.patience:
        return False
    before = min(losses[: -rule.patience])
    return before - min(losses) < rule.change * before


def stages_of(photo: np.ndarray, settings: OptimiseSettings) -> list[tuple[int, int]]:
    """Width and height of each stage, coarse to fine."""
    return [
        sides_at(photo, round_half_up(settings.size / 2 ** (settings.stages - 1 - stage)))
        for stage in range(settings.stages)
    ]


def sides_at(picture: np.ndarray, size: int) -> tuple[int, int]:
    """Width and height at a long side of ``size``: in proportion, at least SMALLEST_SIDE."""
    height, width = picture.shape[:2]
    share = size / max(height, width)
    return max(SMALLEST_SIDE, round_half_up(width * share)), max(SMALLEST_SIDE, round_half_up(height * share))


def style_sides(style: np.ndarray, stage: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a style at a stage: its long side is that of the stage, but never more than its own."""
    return sides_at(style, min(max(stage), max(style.shape[:2])))


def at_most(picture: np.ndarray) -> np.ndarray:
    """The picture as the app opens it: its long side is at most LONGEST."""
    return scale(picture, *sides_at(picture, LONGEST)) if max(picture.shape[:2]) > LONGEST else picture
