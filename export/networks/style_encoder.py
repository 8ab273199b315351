"""The style encoder: a picture of any size becomes a style vector.

Mean and deviation of features pooled at four depths describe texture without its place (as in Gatys et al.,
"A neural algorithm of artistic style", 2015, and Ghiasi et al., "Exploring the structure of a real-time,
arbitrary neural artistic stylization network", 2017); a small perceptron turns them into the vector.
"""

from typing import Any

import keras
from keras import layers, ops

from export.networks.operations import Tensor, channel_moments

STYLE_SIZE = 192


class StyleEncoder(keras.Model):
    """Style image [B, H, W, 3], RGB 0..1, H and W at least 32 → style vector [B, ``style_size``], float32."""

    def __init__(
        self,
        widths: tuple[int, ...] = (24, 48, 96, 160),
        hidden: int = 384,
        style_size: int = STYLE_SIZE,
        **named: Any,
    ) -> None:
        # A fixed name: the exported graph carries it, and must not depend on what was made before.
        super().__init__(**({"name": "style_encoder"} | named))
        self.widths = tuple(widths)
        self.style_size = style_size
        self.down = [
            layers.Conv2D(w, 3, 2, "same", kernel_initializer="he_normal", name=f"down{i}")
            for i, w in enumerate(widths)
        ]
        self.same = [
            layers.Conv2D(w, 3, 1, "same", kernel_initializer="he_normal", name=f"same{i}")
            for i, w in enumerate(widths)
        ]
        self.normalise = layers.LayerNormalization(dtype="float32", name="normalise")
        self.hidden = layers.Dense(hidden, dtype="float32", name="hidden")
        self.vector = layers.Dense(style_size, dtype="float32", name="vector")

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        """Make the weights; nothing depends on the size of the picture."""
        channels = 3
        for down, same, width in zip(self.down, self.same, self.widths, strict=True):
            down.build((None, None, None, channels))
            same.build((None, None, None, width))
            channels = width
        pooled = 2 * (3 + sum(self.widths))
        self.normalise.build((None, pooled))
        self.hidden.build((None, pooled))
        self.vector.build((None, self.hidden.units))
        self.built = True

    def call(self, image: Tensor) -> Tensor:
        """See the class."""
        x = (image - 0.5) * 4
        statistics = list(channel_moments(x))
        x = ops.cast(x, self.compute_dtype)
        for down, same in zip(self.down, self.same, strict=True):
            x = ops.leaky_relu(down(x), 0.1)
            x = ops.leaky_relu(same(x), 0.1)
            statistics += channel_moments(x)
        pooled = ops.concatenate(statistics, axis=-1)
        # Deep layers have a few channels that dwarf the others; the logarithm keeps the small ones audible.
        pooled = self.normalise(ops.sign(pooled) * ops.log(1 + 4 * ops.abs(pooled)))
        return self.vector(ops.leaky_relu(self.hidden(pooled), 0.1))
