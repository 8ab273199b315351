"""Other people's results, so that they stand in the same table: TFLite networks and finished pictures."""

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from PIL import Image

from export.pictures import PictureError, read_folder, scale, to_float

BICUBIC = Image.Resampling.BICUBIC


class TfliteNetworks:
    """Magenta's arbitrary stylisation: ``prediction.tflite`` (style) and ``transfer.tflite``, sizes fixed.

    Raises PictureError where the folder lacks one of the files.
    """

    def __init__(self, folder: Path) -> None:
        for name in ("prediction.tflite", "transfer.tflite"):
            if not (folder / name).is_file():
                raise PictureError(f"{folder} has no {name}.")
        self.prediction = _interpreter(folder / "prediction.tflite")
        self.transfer = _interpreter(folder / "transfer.tflite")
        self.files = [folder / "prediction.tflite", folder / "transfer.tflite"]
        shapes = [detail["shape"] for detail in self.transfer.get_input_details()]
        # The graph's input is open; its output has one size, at which alone it works as it was made to.
        self.size = int(self.transfer.get_output_details()[0]["shape"][1])
        self.style_place = next(place for place, shape in enumerate(shapes) if shape[-1] != 3)

    def encode(self, painting: np.ndarray) -> np.ndarray:
        """float32 [H, W, 3] → style bottleneck; the painting is scaled to the network's input."""
        detail = self.prediction.get_input_details()[0]
        side = int(detail["shape"][1])
        picture = to_float(scale((painting * 255).round().astype("uint8"), side, side, BICUBIC))
        return _run(self.prediction, {detail["index"]: picture[None]})

    def stylize(self, photo: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """float32 [size, size, 3] and a style bottleneck → float32 of the same size, 0..1."""
        details = self.transfer.get_input_details()
        photo_place = 1 - self.style_place
        values = {details[self.style_place]["index"]: vector, details[photo_place]["index"]: photo[None]}
        return np.clip(_run(self.transfer, values)[0], 0, 1)

    def parameters(self) -> int:
        """Numbers in all constant tensors of both graphs."""
        return sum(_constants(file) for file in self.files)


def _interpreter(path: Path) -> Any:
    interpreter = tf.lite.Interpreter(str(path), num_threads=2)
    interpreter.allocate_tensors()
    return interpreter


def _run(interpreter: Any, values: dict[int, np.ndarray]) -> np.ndarray:
    shapes = {detail["index"]: tuple(detail["shape"]) for detail in interpreter.get_input_details()}
    if changed := [index for index, value in values.items() if shapes[index] != value.shape]:
        for index in changed:
            interpreter.resize_tensor_input(index, values[index].shape)
        interpreter.allocate_tensors()
    for index, value in values.items():
        interpreter.set_tensor(index, value.astype("float32"))
    interpreter.invoke()
    result: np.ndarray = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
    return result


def _constants(path: Path) -> int:
    """Numbers in the constant tensors of a TFLite file: weights, biases and a few shapes."""
    from tensorflow.lite.python import schema_py_generated as schema

    model = schema.ModelT.InitFromPackedBuf(path.read_bytes(), 0)
    constant = [
        tensor for graph in model.subgraphs for tensor in graph.tensors if model.buffers[tensor.buffer].data is not None
    ]
    return sum(int(np.prod(tensor.shape)) for tensor in constant if tensor.shape is not None)


def finished_pictures(folder: Path, size: int) -> dict[tuple[str, str], np.ndarray]:
    """Results named ``CONTENT__STYLE.jpg`` as float32 [size, size, 3] by (content, style). Raises PictureError."""
    found = {}
    for name, picture in read_folder(folder).items():
        content, separator, style = name.partition("__")
        if not separator:
            raise PictureError(f"{folder / name}: results must be named CONTENT__STYLE.")
        found[content, style] = to_float(scale(picture, size, size, BICUBIC))
    return found
