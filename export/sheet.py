"""``python -m export sheet``: results side by side, to look at: paintings down the side, photos along the top.

With ``--tflite`` or ``--pictures`` each place shows ours first, then the peers' results, in that order.
"""

import argparse
from pathlib import Path

import numpy as np

from export.evaluate import Ours, square
from export.peers import TfliteNetworks, finished_pictures
from export.pictures import PictureError, contact_sheet, read_folder, scale, to_bytes, write_picture
from export.tfjs import MODELS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("--content", required=True, type=Path, help="folder of photographs")
    parser.add_argument("--style", required=True, type=Path, help="folder of paintings")
    parser.add_argument("--out", required=True, type=Path, help="the picture to write")
    parser.add_argument("--weights", type=Path, help="a checkpoint folder instead of the exported networks")
    parser.add_argument("--live", action="store_true", help="results of the transformer for video")
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--tflite", type=Path, help="also Magenta's TFLite networks")
    parser.add_argument("--pictures", type=Path, help="also finished results CONTENT__STYLE.jpg")
    parser.add_argument("--size", type=int, default=512, help="pixels at which pictures are stylised")
    parser.add_argument("--shown", type=int, default=256, help="pixels a picture on the sheet")
    parser.add_argument("--crop", action="store_true", help="the middle square of each picture, not all of it squeezed")
    parser.add_argument("--contents", nargs="*", help="only these photos, by file stem")
    parser.add_argument("--styles", nargs="*", help="only these paintings, by file stem")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    contents = _chosen(read_folder(options.content), options.contents, options.crop)
    styles = _chosen(read_folder(options.style), options.styles, options.crop)
    # As the app paints: pictures with grain, video without.
    ours = Ours(options.models, options.weights, 1.0, options.live, grain=not options.live)
    magenta = TfliteNetworks(options.tflite) if options.tflite else None
    finished = finished_pictures(options.pictures, options.size) if options.pictures else {}

    def shown(picture: np.ndarray) -> np.ndarray:
        return scale(to_bytes(picture), options.shown, options.shown)

    blank = np.full((options.shown, options.shown, 3), 255, "uint8")
    between = [blank] * (bool(magenta) + bool(finished))
    rows = [
        [
            blank,
            *(tile for name in contents for tile in (shown(square(contents[name], options.size)), *between)),
        ]
    ]
    for style, painting in styles.items():
        small = square(painting, options.size)
        row, vector = [shown(small)], ours.encode(small)
        for content, photo in contents.items():
            row.append(shown(ours.stylize(square(photo, options.size), vector)))
            if magenta:
                row.append(shown(magenta.stylize(square(photo, magenta.size), magenta.encode(small))))
            if finished:
                result = finished.get((content, style))
                row.append(blank if result is None else shown(result))
        rows.append(row)
    write_picture(options.out, contact_sheet(rows))
    print(options.out)
    return 0


def _chosen(pictures: dict[str, np.ndarray], names: list[str] | None, crop: bool) -> dict[str, np.ndarray]:
    """The named pictures in that order (all without names), their middle square where ``crop``."""
    if missing := set(names or []) - set(pictures):
        raise PictureError(f"There is no picture {', '.join(sorted(missing))}; there are {', '.join(pictures)}.")
    chosen = {name: pictures[name] for name in names or pictures}
    return {name: _middle(picture) if crop else picture for name, picture in chosen.items()}


def _middle(picture: np.ndarray) -> np.ndarray:
    side = min(picture.shape[:2])
    top, left = ((length - side) // 2 for length in picture.shape[:2])
    return picture[top : top + side, left : left + side]
