"""``python -m export contest``: what the distilled encoder is worth, by the pictures that are optimised with it.

    python -m export contest --content photos --style paintings --vgg vgg19.npz --out contest

Photo by photo, each with the painting of its number, the same start is optimised with VGG-19 and with the distilled
encoder; VGG-19 then judges both results, as the bytes that a user would save. A sheet shows the photo, the painting,
VGG-19's picture and the distilled encoder's, a pair a row. VGG-19's pictures are kept in ``--out`` and used again while
the settings stay as they were: those that the studio begins with, or a file's.
"""

import argparse
from dataclasses import replace
from itertools import islice
from pathlib import Path

import keras
import numpy as np

from export.optimise import USUAL_RATES, optimise, read_encoder, sides_at, style_sides
from export.optimise_loss import Encoder, Objective
from export.optimise_settings import CHOICES, OptimiseSettings, SettingsError, read_settings, write_settings
from export.pictures import contact_sheet, list_pictures, read_picture, scale, to_float, write_picture
from export.trained import WEIGHTS

PRECISIONS = ("float32", "mixed_bfloat16")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("--content", required=True, type=Path, help="folder of photographs")
    parser.add_argument("--style", required=True, type=Path, help="folder of paintings")
    parser.add_argument("--vgg", required=True, help="VGG-19: .npz, Keras .h5, or 'imagenet'")
    parser.add_argument("--out", required=True, type=Path, help="folder for the pictures and the sheet")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, metavar="DIR", help="folder of the distilled encoder")
    parser.add_argument("--pairs", type=int, default=10, help="how many pairs (10)")
    parser.add_argument("--size", type=int, default=256, help="long side in pixels (256)")
    parser.add_argument("--steps", type=int, default=300, help="of the optimiser (300)")
    parser.add_argument("--optimiser", choices=CHOICES["optimiser"], default="adam", help="(adam)")
    own = "what else is set: a settings file of the studio (what the studio begins with)"
    parser.add_argument("--settings", type=Path, metavar="FILE", help=own)
    parser.add_argument("--precision", choices=PRECISIONS, default="float32", help="of VGG-19 in optimising (float32)")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    settings = replace(
        read_settings(options.settings) if options.settings else OptimiseSettings(),
        optimiser=options.optimiser,
        rate=USUAL_RATES[options.optimiser],
        encoder="vgg19",
        steps=options.steps,
        size=options.size,
        stages=1,
        preview_every=max(1, options.steps // 3),
    )
    # Several views are there for the distilled encoder; VGG-19's own pictures are better without.
    by = {"vgg19": replace(settings, views=1), "distilled": replace(settings, encoder="distilled")}
    judge = read_encoder(by["vgg19"], options.vgg, options.weights)
    encoders = {"vgg19": judge, "distilled": read_encoder(by["distilled"], options.vgg, options.weights)}
    if options.precision != "float32":
        policy = keras.mixed_precision.dtype_policy()
        keras.mixed_precision.set_global_policy(options.precision)
        encoders["vgg19"] = read_encoder(by["vgg19"], options.vgg, options.weights)
        keras.mixed_precision.set_global_policy(policy)
    keep_settings(options.out, by["vgg19"])
    rows, terms = [], []
    print(f"{'photo':<20} {'painting':<36} {'start':>8} {'VGG-19':>8} {'distilled':>9} {'ratio':>6}")
    pairs = zip(list_pictures(options.content), list_pictures(options.style), strict=False)
    for content, style in islice(pairs, options.pairs):
        photo, painting = read_picture(content), read_picture(style)
        seen = scale(photo, *sides_at(photo, options.size))
        kept = options.out / f"{content.stem}__{style.stem}.png"
        if not kept.is_file():
            write_picture(kept, optimise(encoders["vgg19"], photo, [painting], by["vgg19"]))
        made = [read_picture(kept), optimise(encoders["distilled"], photo, [painting], by["distilled"])]
        write_picture(kept.with_suffix(".distilled.png"), made[1])
        terms.append(terms_under(judge, seen, painting, [seen, *made], settings))
        start, best, found = terms[-1].sum(axis=1)
        print(
            f"{content.stem:<20} {style.stem:<36} {start:8.4f} {best:8.4f} {found:9.4f} {found / best:6.2f}", flush=True
        )
        square = min(options.size, 256)
        rows.append([scale(picture, square, square) for picture in (photo, painting, *made)])
        write_picture(options.out / "sheet.png", contact_sheet(rows))
    named = ("content", "variation", *settings.style_layers)
    for name, values in zip(named, np.mean(terms, axis=0).T, strict=True):
        print(f"{'mean of':<20} {name:<36} {values[0]:8.4f} {values[1]:8.4f} {values[2]:9.4f}")
    _, best, found = np.sum(terms, axis=2).T
    print(f"total {found.sum() / best.sum():.3f} times VGG-19's loss; mean of the ratios {(found / best).mean():.3f}")
    return 0


def keep_settings(folder: Path, settings: OptimiseSettings) -> None:
    """Note what the pictures of a folder are made with. Raises SettingsError where others lie there already."""
    file = folder / "settings.json"
    if file.is_file() and read_settings(file) != settings:
        raise SettingsError(f"{folder} holds pictures of other settings: give another --out.")
    folder.mkdir(parents=True, exist_ok=True)
    write_settings(file, settings)


def terms_under(
    judge: Encoder, photo: np.ndarray, painting: np.ndarray, pictures: list[np.ndarray], settings: OptimiseSettings
) -> np.ndarray:
    """The terms of the loss of each picture, uint8 [H, W, 3] of the photo's size: [pictures, 2 + style layers]."""
    style = scale(painting, *style_sides(painting, (photo.shape[1], photo.shape[0])))
    objective = Objective(judge, photo, [style], settings)
    return np.array([objective.evaluate(to_float(picture)[None])[0] for picture in pictures])
