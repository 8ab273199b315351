"""The distilled encoder as it ships: features in which inner products are those of the VGG-19 that it reproduces.

A tap's wide features are W = [f; 1] A, with A the map and its offset, [c + 1, C]. With the symmetric root R of A Aᵀ,
the features [f; 1] R have the same inner products as W at any two positions: R Rᵀ = A Aᵀ. So Gram matrices differ by
as much, in the sum of their squared differences, and so do the features themselves; c + 1 channels do the work of C.
Where r directions K [C, r] of a tap are kept, W K takes the place of W, and the rest is lost: r channels do it all.
Other taps whose features are wide by themselves give them as they are, in VGG-19's size.
"""

from typing import Any

import keras
import numpy as np
from keras import ops

from export.networks.distilled_encoder import DistilledEncoder
from export.networks.operations import Tensor
from export.networks.vgg19 import TAPS, Vgg19


def basis(matrix: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """The symmetric root [c + 1, c + 1] for a map [c, C] with offset [C], float32."""
    wide = np.concatenate([matrix, offset[None]]).astype("float64")
    values, vectors = np.linalg.eigh(wide @ wide.T)
    root: np.ndarray = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    return root.astype("float32")


class MappedEncoder(keras.Model):
    """Image [1, H, W, 3], RGB 0..1 → {tap: features [1, h, w, r], or c + 1, or C where they are wide}, as VGG-19's.

    ``pooling`` is the kind of pooling, as ``Vgg19`` has it.
    """

    def __init__(self, encoder: DistilledEncoder, pooling: str = "max", **named: Any) -> None:
        super().__init__(**({"name": "encoder_distilled"} | named))
        self.taps, self.small = encoder.taps, in_full_size(encoder, pooling)
        self.mapped = [tap for tap in self.taps if tap in encoder.kept or not encoder.is_wide(tap)]
        for tap in self.mapped:
            for kind, value in _projection(encoder, tap).items():
                weight = self.add_weight(name=f"{tap}_{kind}", shape=value.shape, trainable=False, dtype="float32")
                weight.assign(value)
                setattr(self, f"{tap}_{kind}", weight)
        self.built = True

    def call(self, image: Tensor) -> dict[str, Tensor]:
        """See the class."""
        found: dict[str, Tensor] = self.small(image)
        for tap in self.mapped:
            features = found[tap]
            kernel = ops.cast(getattr(self, f"{tap}_kernel"), features.dtype)
            # "same", as all other convolutions: a browser's own kernels for those serve this one too.
            found[tap] = ops.conv(features, kernel[None, None], padding="same")
            if (bias := getattr(self, f"{tap}_bias", None)) is not None:
                found[tap] += ops.cast(bias, features.dtype)
        return found


def _projection(encoder: DistilledEncoder, tap: str) -> dict[str, np.ndarray]:
    """What leads from a tap of ``in_full_size`` to features that ship, float32: ``kernel`` [c, r] and ``bias`` [r]."""
    if encoder.is_wide(tap):
        # A bias of zeros would not get through the export.
        return {"kernel": encoder.directions(tap)}
    matrix, offset = (np.asarray(ops.convert_to_numpy(part)) for part in encoder.map_of(tap))
    if tap in encoder.kept:
        kept = encoder.directions(tap)
        return {"kernel": matrix @ kept, "bias": offset @ kept}
    root = basis(matrix, offset)
    return {"kernel": root[:-1], "bias": root[-1]}


def in_full_size(encoder: DistilledEncoder, pooling: str) -> Vgg19:
    """The layers of an encoder, with wide taps in VGG-19's size instead of units of their scale.

    A relu grows as what goes into it does, so a factor moves from the tap into the convolutions before and after it.
    """
    own = encoder.small
    copy = Vgg19(own.taps, own.divide, pooling, widths=own.widths, ranks=own.ranks, name="small")
    copy.build()
    for weight, known in zip(copy.weights, own.weights, strict=True):
        weight.assign(ops.convert_to_tensor(known))
    for tap in filter(encoder.is_wide, encoder.taps):
        scale = ops.convert_to_tensor(getattr(encoder, f"{tap}_scale"))
        into, _, _ = copy.convolutions(tap)[-1]
        changes = {f"{into}_kernel": scale, f"{into}_bias": scale}
        above = TAPS[TAPS.index(tap) + 1 : copy.last + 1]
        if above:
            changes[f"{copy.convolutions(above[0])[0][0]}_kernel"] = 1 / scale
        for name, factor in changes.items():
            weight = getattr(copy, name)
            weight.assign(weight * factor)
    return copy
