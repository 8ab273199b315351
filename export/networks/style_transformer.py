"""The style transformer: a content image and a style vector become a stylised image, in one pass.

Built for the browser. All of the body runs at a quarter of the picture's size. A block is a 5 × 5 depthwise
convolution, an adaptive instance normalisation (Huang and Belongie, ICCV 2017) and a pointwise perceptron
with a residual; the normalisation is folded into the weights of the pointwise convolution that follows it,
so that it costs two averages and no pass over the picture. The decoder has no normalisation: the style scales
the inputs of its convolutions (Karras et al., "Analyzing and improving the image quality of StyleGAN", 2020).
Every down-sampling is low-passed and every enlargement bilinear, against flicker and woven grids.
"""

from typing import Any

import keras
from keras import layers, ops

from export.networks.operations import (
    Tensor,
    blurred_kernel,
    channel_moments,
    depthwise,
    enlarge,
    halve,
    pad_mirrored,
)
from export.networks.style_encoder import STYLE_SIZE


class StyleTransformer(keras.Model):
    """Content image [B, H, W, 3], RGB 0..1, H and W multiples of 8, and style [B, K] → stylised [B, H, W, 3].

    ``channels`` is the width of the body (1/4 of the size), ``hidden`` of its perceptrons, ``half`` of the
    layers at 1/2 of the size, ``last`` of the features that are enlarged to the full size.
    """

    def __init__(
        self,
        channels: int = 64,
        hidden: int = 96,
        blocks: int = 5,
        half: int = 24,
        last: int = 12,
        style_size: int = STYLE_SIZE,
        **named: Any,
    ) -> None:
        # A fixed name: the exported graph carries it, and must not depend on what was made before.
        super().__init__(**({"name": "style_transformer"} | named))
        self.channels, self.hidden, self.blocks = channels, hidden, blocks
        self.half, self.last, self.style_size = half, last, style_size
        self.slices: dict[str, tuple[int, int]] = {}
        total = 0
        for name, width in self.modulations().items():
            self.slices[name] = (total, total + width)
            total += width
        initial = keras.initializers.VarianceScaling(0.05)
        self.heads = layers.Dense(total, dtype="float32", kernel_initializer=initial, name="heads")

    def modulations(self) -> dict[str, int]:
        """What the style decides, by name, with its number of channels."""
        named: dict[str, int] = {}
        for block in range(self.blocks):
            named |= {f"block{block}_scale": self.channels, f"block{block}_shift": self.channels}
        named |= {"body_scale": self.channels, "body_shift": self.channels}
        named |= {"skip_scale": self.half, "mix_scale": self.half, "mix_shift": self.half}
        named |= {"narrow_scale": self.half, "narrow_shift": self.last}
        named |= {"paint_scale": self.last, "paint_shift": 3, "colour": 9}
        named |= {f"block{block}_gate": self.hidden for block in range(self.blocks)}
        return named

    def build(self, input_shape: Any = None) -> None:
        """Make the weights; nothing depends on the size of the picture."""
        self.heads.build((None, self.style_size))
        c, h, f = self.channels, self.hidden, self.half
        self._kernel("see", (4, 4, 3, f))
        self._kernel("widen", (1, 1, f, c))
        for block in range(self.blocks):
            self._kernel(f"block{block}_spread", (5, 5, c, 1), fan=25)
            self._kernel(f"block{block}_in", (1, 1, c, h))
            self._kernel(f"block{block}_out", (1, 1, h, c), gain=0.3)
        self._kernel("body", (1, 1, c, f))
        self._kernel("skip", (1, 1, f, f), gain=0.3)
        self._kernel("mix", (3, 3, f, f))
        self._kernel("narrow", (1, 1, f, self.last))
        self._kernel("paint", (3, 3, self.last, 3), gain=0.5)
        self.built = True

    def _kernel(self, name: str, shape: tuple[int, ...], fan: int | None = None, gain: float = 2.0) -> None:
        deviation = (gain / (fan or shape[0] * shape[1] * shape[2])) ** 0.5
        normal = keras.initializers.TruncatedNormal(stddev=deviation)
        setattr(self, f"{name}_kernel", self.add_weight(name=f"{name}_kernel", shape=shape, initializer=normal))
        width = shape[2] if fan else shape[3]
        setattr(self, f"{name}_bias", self.add_weight(name=f"{name}_bias", shape=(width,), initializer="zeros"))

    def _weights(self, name: str) -> tuple[Tensor, Tensor]:
        return getattr(self, f"{name}_kernel"), getattr(self, f"{name}_bias")

    def call(self, inputs: tuple[Tensor, Tensor]) -> Tensor:
        """See the class."""
        image, style = inputs
        decided = self.heads(style)
        by_style = {name: decided[:, first:last] for name, (first, last) in self.slices.items()}

        image = ops.cast(image * 2 - 1, self.compute_dtype)
        kernel, bias = self._weights("see")
        edges = ops.relu(
            ops.conv(pad_mirrored(image, 2, 2), blurred_kernel(kernel, 3), strides=2, padding="valid") + bias
        )
        kernel, bias = self._weights("widen")
        x = ops.relu(ops.conv(halve(edges), kernel, padding="valid") + bias)

        for block in range(self.blocks):
            name = f"block{block}"
            kernel, bias = self._weights(f"{name}_spread")
            y = depthwise(pad_mirrored(x, 2, 2), kernel) + ops.cast(bias, "float32")
            y = self._normalised_pointwise(y, f"{name}_in", by_style[f"{name}_scale"], by_style[f"{name}_shift"])
            x = x + self._modulated(ops.relu(y), f"{name}_out", by_style[f"{name}_gate"])

        x = ops.relu(self._normalised_pointwise(x, "body", by_style["body_scale"], by_style["body_shift"]))
        skipped = self._modulated(edges, "skip", by_style["skip_scale"])
        x = ops.cast(enlarge(x), self.compute_dtype) + skipped
        x = ops.relu(self._modulated(pad_mirrored(x, 1, 1), "mix", by_style["mix_scale"], by_style["mix_shift"]))
        x = ops.relu(self._modulated(x, "narrow", by_style["narrow_scale"], by_style["narrow_shift"]))
        x = pad_mirrored(enlarge(x), 1, 1)
        painted = self._modulated(x, "paint", by_style["paint_scale"], by_style["paint_shift"])
        colour = ops.cast(ops.reshape(by_style["colour"], (-1, 3, 3)), self.compute_dtype)
        painted = painted + _pointwise(image, colour)
        return ops.sigmoid(ops.cast(painted, "float32"))

    def _normalised_pointwise(self, x: Tensor, name: str, scale: Tensor, shift: Tensor) -> Tensor:
        """Adaptive instance normalisation and a pointwise convolution as one matrix product.

        ((x - mean) / deviation * (1 + scale) + shift) @ W + b  =  x @ (s W) + (shift - mean s) @ W + b
        with s = (1 + scale) / deviation.
        """
        kernel, bias = self._weights(name)
        matrix = ops.cast(kernel[0, 0], "float32")
        mean, deviation = channel_moments(x, 1e-3)
        slope = (1 + scale) / deviation
        folded = ops.cast(slope[:, :, None] * matrix[None], self.compute_dtype)
        offset = ops.matmul(shift - mean * slope, matrix)
        return _offset(_pointwise(ops.cast(x, self.compute_dtype), folded), offset, bias)

    def _modulated(self, x: Tensor, name: str, scale: Tensor, shift: Tensor | None = None) -> Tensor:
        """A convolution whose inputs the style scales and whose outputs it shifts.

        One picture folds the scale into the weights (no pass over the picture); a batch scales the input.
        """
        kernel, bias = self._weights(name)
        x = ops.cast(x, self.compute_dtype)
        slope = ops.cast(1 + scale, self.compute_dtype)
        if x.shape[0] == 1:
            kernel = kernel * slope[0][:, None]
        else:
            x = x * slope[:, None, None, :]
        return _offset(ops.conv(x, kernel, padding="valid"), shift, bias)


def _offset(x: Tensor, shift: Tensor | None, bias: Tensor) -> Tensor:
    """Add a bias [C] and each picture's own shift [B, C] to [B, H, W, C]."""
    bias = ops.cast(bias, "float32")
    if shift is None:
        offset = bias
    elif x.shape[0] == 1:
        # The sum comes after the reshape: TensorFlow.js' wasm convolutions take a bias only where arithmetic, not
        # a reshape, gave it its one dimension.
        offset = ops.reshape(shift, (-1,)) + bias
    else:
        offset = (shift + bias)[:, None, None, :]
    return x + ops.cast(offset, x.dtype)


def _pointwise(x: Tensor, matrices: Tensor) -> Tensor:
    """Multiply each pixel [B, H, W, C] by its picture's own matrix [B, C, D]."""
    if x.shape[0] == 1:
        return ops.conv(x, matrices[0][None, None], padding="valid")
    shape = ops.shape(x)
    flat = ops.matmul(ops.reshape(x, (shape[0], shape[1] * shape[2], x.shape[-1])), matrices)
    return ops.reshape(flat, (shape[0], shape[1], shape[2], matrices.shape[-1]))
