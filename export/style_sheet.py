"""The contact sheet of a training run: photos across, paintings down, and each photo in the style of each."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from keras import ops

from export import checkpoint
from export.pictures import contact_sheet, scale, to_bytes, to_float, write_picture
from export.style_training import StyleTraining


def sheet_writer(
    training: StyleTraining, contents: list[np.ndarray], styles: list[np.ndarray], size: int
) -> Callable[[Path], None]:
    """A function that writes the contact sheet: each content (columns) in each style (rows), averaged weights."""
    squares = [scale(picture, size, size) for picture in contents]
    paintings = [scale(picture, size, size) for picture in styles]

    def write(path: Path) -> None:
        rows = [[np.full((size, size, 3), 255, "uint8"), *squares]]
        with checkpoint.averaged(training):
            for painting in paintings:
                style = training.encoder(to_float(painting)[None])
                row = [training.transformer((to_float(square)[None], style)) for square in squares]
                rows.append([painting, *(to_bytes(ops.convert_to_numpy(result)[0]) for result in row)])
        write_picture(path, contact_sheet(rows))

    return write
