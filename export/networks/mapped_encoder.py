"""The distilled encoder as it ships: features in which inner products are those of the VGG-19 that it reproduces.

A tap's wide features are W = [f; 1] A, with A the map and its offset, [c + 1, C]. With the symmetric root R of A Aᵀ,
the features [f; 1] R have the same inner products as W at any two positions: R Rᵀ = A Aᵀ. So Gram matrices differ by
as much, in the sum of their squared differences, and so do the features themselves; c + 1 channels do the work of C.
"""

from typing import Any

import keras
import numpy as np
from keras import ops

from export.networks.distilled_encoder import DistilledEncoder
from export.networks.operations import Tensor


def basis(matrix: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """The symmetric root [c + 1, c + 1] for a map [c, C] with offset [C], float32."""
    wide = np.concatenate([matrix, offset[None]]).astype("float64")
    values, vectors = np.linalg.eigh(wide @ wide.T)
    root: np.ndarray = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    return root.astype("float32")


class MappedEncoder(keras.Model):
    """Image [1, H, W, 3], RGB 0..1 → {tap: features [1, h, w, c + 1]}, of the size of VGG-19's."""

    def __init__(self, encoder: DistilledEncoder, **named: Any) -> None:
        super().__init__(**({"name": "encoder_distilled"} | named))
        self.taps, self.small = encoder.taps, encoder.small
        for tap in self.taps:
            root = basis(*(np.asarray(ops.convert_to_numpy(part)) for part in encoder.map_of(tap)))
            for kind, value in (("kernel", root[:-1]), ("bias", root[-1])):
                weight = self.add_weight(name=f"{tap}_{kind}", shape=value.shape, trainable=False, dtype="float32")
                weight.assign(value)
                setattr(self, f"{tap}_{kind}", weight)
        self.built = True

    def call(self, image: Tensor) -> dict[str, Tensor]:
        """See the class."""
        found = {}
        for tap, features in self.small(image).items():
            kernel, bias = (ops.cast(getattr(self, f"{tap}_{kind}"), features.dtype) for kind in ("kernel", "bias"))
            # "same", as all other convolutions: a browser's own kernels for those serve this one too.
            found[tap] = ops.conv(features, kernel[None, None], padding="same") + bias
        return found
