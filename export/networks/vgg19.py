"""VGG-19 (Simonyan and Zisserman, 2014) as an encoder with all its relu taps, the network of Gatys et al.

Weights come from an ``.npz`` with arrays ``convB_C/kernel`` (HWIO) and ``convB_C/bias``, from a Keras ``.h5``,
or from Keras' own download (``imagenet``). Input is RGB 0..1: conv1_1 is changed once, on loading, from the
published BGR 0..255 order, and the mean colour is subtracted.
"""

from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from export.networks.operations import Tensor

CONVOLUTIONS = {1: 2, 2: 2, 3: 4, 4: 4, 5: 4}
WIDTHS = {1: 64, 2: 128, 3: 256, 4: 512, 5: 512}
TAPS = tuple(f"relu{block}_{index}" for block, count in CONVOLUTIONS.items() for index in range(1, count + 1))
MEAN_RGB = np.array([123.68, 116.779, 103.939], "float32") / 255


class WeightsError(ValueError):
    """The weights of VGG-19 cannot be had; the message says what to do."""


def read_weights(source: str | Path, last: str = TAPS[-1]) -> dict[str, np.ndarray]:
    """Arrays ``convB_C/kernel`` [3, 3, in, out] and ``convB_C/bias`` [out] for input BGR 0..255.

    ``source`` is ``imagenet`` (Keras downloads and checks the file), an ``.npz`` or a Keras ``.h5``. Only what lies
    up to the tap ``last`` must be there. Raises WeightsError with advice when there is no such file, no network, or
    arrays are missing.
    """
    if str(source) == "imagenet":
        return _downloaded()
    path = Path(source)
    if not path.is_file():
        raise WeightsError(f"There is no file {path}. Give --vgg a .npz or a Keras .h5 of VGG-19, or 'imagenet'.")
    if path.suffix == ".npz":
        with np.load(path) as arrays:
            found = {name: arrays[name] for name in arrays.files}
    elif path.suffix in (".h5", ".hdf5"):
        found = _from_h5(path)
    else:
        raise WeightsError(f"{path} is neither an .npz nor a Keras .h5 file.")
    _check(found, path, last)
    return found


def _downloaded() -> dict[str, np.ndarray]:
    try:
        model = keras.applications.VGG19(include_top=False, weights="imagenet")
    except Exception as reason:
        raise WeightsError(
            "Keras could not download VGG-19. Connect to the internet and try again, or give a file: "
            f"--weights FILE (.npz or Keras .h5). ({reason})"
        ) from reason
    found = {}
    for layer in model.layers:
        if layer.name.startswith("block") and "conv" in layer.name:
            name = layer.name.replace("block", "conv").replace("_conv", "_")
            found[f"{name}/kernel"], found[f"{name}/bias"] = (np.asarray(w) for w in layer.get_weights())
    return found


def _from_h5(path: Path) -> dict[str, np.ndarray]:
    import h5py

    found: dict[str, np.ndarray] = {}

    def visit(name: str, item: Any) -> None:
        parts = name.split("/")
        layer = next((part for part in parts if part.startswith("block") and "_conv" in part), None)
        if layer is None or not isinstance(item, h5py.Dataset):
            return
        kind = "kernel" if item.ndim == 4 else "bias"
        found[f"{layer.replace('block', 'conv').replace('_conv', '_')}/{kind}"] = np.asarray(item)

    try:
        with h5py.File(path, "r") as file:
            file.visititems(visit)
    except OSError as reason:
        raise WeightsError(f"{path} is not a readable .h5 file: {reason}") from reason
    return found


def _check(found: dict[str, np.ndarray], path: Path, last: str) -> None:
    wanted = [
        f"{tap.replace('relu', 'conv')}/{kind}" for tap in TAPS[: TAPS.index(last) + 1] for kind in ("kernel", "bias")
    ]
    if missing := [name for name in wanted if name not in found]:
        raise WeightsError(f"{path} lacks {', '.join(missing[:4])}{' …' if len(missing) > 4 else ''}.")


class Vgg19(keras.Model):
    """Image [B, H, W, 3], RGB 0..1 → {tap: features}; relu``B``_``C`` has 1 / 2**(B - 1) of the size.

    ``taps`` are the outputs wanted; what lies above the last one is not built. ``divide`` divides every width
    (tests and the distilled encoder), but those of the layers that ``widths`` names. Weights learn only where
    ``learns`` says so. Raises WeightsError for an unknown tap.

    A layer that ``ranks`` names, with (p, q), has a kernel of low rank: a 1 x 1 convolution to p channels (none where
    p is 0), one of 3 x 3 to q, and another of 1 x 1 to the layer's width, under the one relu (Zhang et al.,
    "Accelerating very deep convolutional networks", 2015).
    """

    def __init__(
        self,
        taps: tuple[str, ...] = TAPS,
        divide: int = 1,
        pooling: str = "max",
        learns: bool = False,
        widths: dict[str, int] | None = None,
        ranks: dict[str, tuple[int, int]] | None = None,
        **named: Any,
    ) -> None:
        # A fixed name: the exported graph carries it, and must not depend on what was made before.
        super().__init__(**({"name": "vgg19"} | named))
        self.learns = learns
        if unknown := [tap for tap in taps if tap not in TAPS]:
            raise WeightsError(f"VGG-19 has no tap {', '.join(unknown)}; its taps are {', '.join(TAPS)}.")
        self.taps = tuple(tap for tap in TAPS if tap in taps)
        self.last = TAPS.index(self.taps[-1])
        self.divide, self.pooling = divide, pooling
        self.widths, self.ranks = widths or {}, ranks or {}

    def width(self, tap: str) -> int:
        """The channels of a tap."""
        return self.widths.get(tap, WIDTHS[int(tap[4])] // self.divide)

    def build(self, input_shape: Any = None) -> None:
        """Make the weights up to the last tap."""
        channels = 3
        for tap in TAPS[: self.last + 1]:
            for name, size, width in self.convolutions(tap):
                for kind, shape in (("kernel", (size, size, channels, width)), ("bias", (width,))):
                    weight = self.add_weight(
                        name=f"{name}_{kind}",
                        shape=shape,
                        initializer="he_normal" if kind == "kernel" else "zeros",
                        trainable=self.learns,
                    )
                    setattr(self, f"{name}_{kind}", weight)
                channels = width
        self.built = True

    def convolutions(self, tap: str) -> list[tuple[str, int, int]]:
        """Name, size of the kernel and channels of each convolution under the relu of a tap."""
        name, width = tap.replace("relu", "conv"), self.width(tap)
        if tap not in self.ranks:
            return [(name, 3, width)]
        reduced, rank = self.ranks[tap]
        return [(f"{name}_reduce", 1, reduced)] * (reduced > 0) + [(name, 3, rank), (f"{name}_expand", 1, width)]

    def load(self, arrays: dict[str, np.ndarray]) -> "Vgg19":
        """Take over published weights (as ``read_weights`` gives them), adapted to RGB 0..1.

        Raises WeightsError where shapes differ from VGG-19's.
        """
        if not self.built:
            self.build()
        for tap in TAPS[: self.last + 1]:
            name = tap.replace("relu", "conv")
            kernel, wanted = arrays[f"{name}/kernel"], getattr(self, f"{name}_kernel").shape
            if kernel.shape != tuple(wanted):
                raise WeightsError(f"{name}/kernel has the shape {kernel.shape}, VGG-19's is {tuple(wanted)}.")
            if tap == "relu1_1":
                kernel = kernel[:, :, ::-1] * 255
            getattr(self, f"{name}_kernel").assign(kernel)
            getattr(self, f"{name}_bias").assign(arrays[f"{name}/bias"])
        return self

    def call(self, image: Tensor) -> dict[str, Tensor]:
        """See the class."""
        image = ops.convert_to_tensor(image)
        x = ops.cast(image - ops.convert_to_tensor(MEAN_RGB, image.dtype), self.compute_dtype)
        return self._from(0, x)

    def above(self, tap: str, features: Tensor) -> dict[str, Tensor]:
        """The wanted taps above ``tap``, of the features [B, h, w, C] there."""
        return self._from(TAPS.index(tap) + 1, ops.cast(features, self.compute_dtype))

    def _from(self, first: int, x: Tensor) -> dict[str, Tensor]:
        found = {}
        for tap in TAPS[first : self.last + 1]:
            if tap.endswith("_1") and tap != "relu1_1":
                pool = ops.max_pool if self.pooling == "max" else ops.average_pool
                x = pool(x, 2, 2, "valid")
            for name, _, _ in self.convolutions(tap):
                x = ops.conv(x, getattr(self, f"{name}_kernel"), padding="same") + getattr(self, f"{name}_bias")
            x = ops.relu(x)
            if tap in self.taps:
                found[tap] = x
        return found
