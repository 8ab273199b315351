"""The distilled encoder: VGG-19 with a fraction of its channels, and what leads from its taps to VGG-19's.

Wang et al., "Collaborative Distillation for Ultra-Resolution Universal Style Transfer", CVPR 2020: a small encoder is
trained so that a linear map of each of its taps reproduces the tap of the same name of VGG-19. Where only means,
deviations and Gram matrices of VGG-19's features are wanted, they follow from the small tap's own second moments, and
the wide features are never made.

Its upper layers, where a relu of few channels cannot say what one of many says, have VGG-19's own width and kernels of
low rank instead (``ranks``): their features are an estimate of VGG-19's as they are. At a tap most of what VGG-19 says
lies in few directions, and where a network ships it gives these alone (``kept``).
"""

from typing import Any

import keras
import numpy as np
from keras import ops

from export.networks.operations import Tensor
from export.networks.vgg19 import WIDTHS, Vgg19

TINY = 1e-4


class DistilledEncoder(keras.Model):
    """Image [B, H, W, 3], RGB 0..1 → {tap: features [B, h, w, C / ``divide``]}, C the width of VGG-19 there.

    ``widths`` gives layers another number of channels. Those in ``ranks`` (see ``Vgg19``) have C, in units of the
    tap's scale. ``kept`` gives taps a number of principal directions of VGG-19's features (``learn_directions``).
    ``teacher_divide`` is the ``divide`` of the VGG-19 that it reproduces (1, but for tests).
    """

    def __init__(
        self,
        taps: tuple[str, ...],
        divide: int = 4,
        teacher_divide: int = 1,
        widths: dict[str, int] | None = None,
        ranks: dict[str, tuple[int, int]] | None = None,
        kept: dict[str, int] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(**({"name": "distilled_encoder"} | named))
        self.teacher_divide, self.kept = teacher_divide, kept or {}
        own = (widths or {}) | {tap: self.teacher_width(tap) for tap in ranks or {}}
        self.small = Vgg19(taps, divide * teacher_divide, learns=True, widths=own, ranks=ranks, name="small")
        self.taps = self.small.taps

    def teacher_width(self, tap: str) -> int:
        """The channels of the tap of VGG-19."""
        return WIDTHS[int(tap[4])] // self.teacher_divide

    def is_wide(self, tap: str) -> bool:
        """Whether the tap's features are themselves those of VGG-19, but for their scale."""
        return tap in self.small.ranks

    def build(self, input_shape: Any = None) -> None:
        """Make the weights; nothing depends on the size of the picture."""
        self.small.build()
        for tap in self.taps:
            wide = self.teacher_width(tap)
            shapes = {} if self.is_wide(tap) else {"kernel": (self.small.width(tap), wide), "bias": (wide,)}
            for kind, shape in shapes.items():
                initial = "glorot_normal" if kind == "kernel" else "zeros"
                weight = self.add_weight(name=f"{tap}_map_{kind}", shape=shape, initializer=initial, dtype="float32")
                setattr(self, f"{tap}_map_{kind}", weight)
            # VGG-19's features are in the hundreds at some taps; what learns stays near one.
            scale = self.add_weight(name=f"{tap}_scale", shape=(), initializer="ones", trainable=False, dtype="float32")
            setattr(self, f"{tap}_scale", scale)
            if tap in self.kept:
                shape = (wide, self.kept[tap])
                kept = self.add_weight(name=f"{tap}_kept", shape=shape, trainable=False, dtype="float32")
                setattr(self, f"{tap}_kept", kept)
        self.built = True

    def learn_directions(self, products: dict[str, np.ndarray]) -> None:
        """Keep the principal directions of VGG-19's features, whose second moments [C, C] are given by tap."""
        for tap, count in self.kept.items():
            _, vectors = np.linalg.eigh(products[tap])
            getattr(self, f"{tap}_kept").assign(vectors[:, ::-1][:, :count].astype("float32"))

    def directions(self, tap: str) -> np.ndarray:
        """The directions that are kept of a tap of ``kept``: orthonormal columns [C, r], float32."""
        return np.asarray(ops.convert_to_tensor(getattr(self, f"{tap}_kept")))

    def map_of(self, tap: str) -> tuple[Tensor, Tensor]:
        """Matrix [c, C] and offset [C] that lead from this encoder's tap to VGG-19's, float32."""
        scale = ops.convert_to_tensor(getattr(self, f"{tap}_scale"))
        if self.is_wide(tap):
            return ops.eye(self.teacher_width(tap)) * scale, ops.zeros(self.teacher_width(tap))
        return getattr(self, f"{tap}_map_kernel") * scale, getattr(self, f"{tap}_map_bias") * scale

    def call(self, image: Tensor) -> dict[str, Tensor]:
        """See the class."""
        features: dict[str, Tensor] = self.small(image)
        return features

    def wide(self, tap: str, features: Tensor) -> Tensor:
        """VGG-19's features at a tap as far as this encoder's [B, h, w, c] tell them: [B, h, w, C]."""
        if self.is_wide(tap):
            return features * ops.cast(getattr(self, f"{tap}_scale"), features.dtype)
        matrix, offset = (ops.cast(value, features.dtype) for value in self.map_of(tap))
        return ops.conv(features, matrix[None, None], padding="valid") + offset

    def wide_statistics(self, tap: str, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Means [B, C], deviations [B, C] and Gram matrix by position [B, C, C] of ``wide``, float32."""
        matrix, offset = self.map_of(tap)
        shape = ops.shape(features)
        flat = ops.cast(ops.reshape(features, (shape[0], shape[1] * shape[2], features.shape[-1])), "float32")
        narrow_mean = ops.mean(flat, axis=1)
        centred = flat - narrow_mean[:, None]
        covariance = ops.matmul(ops.transpose(centred, (0, 2, 1)), centred) / ops.cast(shape[1] * shape[2], "float32")
        mean = ops.matmul(narrow_mean, matrix) + offset
        reached = ops.matmul(covariance, matrix)
        spread = ops.matmul(ops.transpose(matrix)[None], reached)
        variance = ops.maximum(ops.sum(matrix[None] * reached, axis=1), 0.0)
        return mean, ops.sqrt(variance + TINY), spread + mean[:, :, None] * mean[:, None, :]
