"""VGG-19 in eight bits, as a loss network that takes a third of the time on CPUs with VNNI instructions.

Features are unsigned bytes between the convolutions and weights signed ones, with a range for every channel; the
gradient goes back in bytes too, with a scale for every picture. What a feature is off by is 3 % of its size, and a
loss's gradient with respect to paintings of 256 px keeps VGG-19's direction (cosine .98).
After Jacob et al., "Quantization and training of neural networks for efficient integer-arithmetic-only inference",
CVPR 2018; the ranges of channels as in Nagel et al., "Data-free quantization through weight equalization and bias
correction", ICCV 2019. Runs on Keras' TensorFlow back end only.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np

from export.networks.operations import Tensor
from export.networks.vgg19 import MEAN_RGB, TAPS, Vgg19

MIDDLE = 128  # the byte that means no gradient
TAIL = 20.0  # the largest gradient a byte holds, in root mean squares of its picture's
SELDOM = 99.99  # percent of a channel's features that lie in its range
FLOOR = 0.25  # the smallest range, in means of all channels'


class BackendError(ValueError):
    """There are no eight-bit convolutions here."""


class Layer(NamedTuple):
    """A convolution [3, 3, in, out] between features that are divided by their channels' ranges."""

    tap: str
    kernel: np.ndarray
    bias: np.ndarray


class Above(NamedTuple):
    """A gradient as a convolution left it: integers [B, H, W, C], what to take from them, and their unit [B, C]."""

    sums: Tensor
    offset: np.ndarray
    unit: Tensor
    pooled: bool


class QuantisedVgg19:
    """Image [B, H, W, 3], RGB 0..1 → {tap: features}, as ``Vgg19``, with a gradient with respect to the image.

    ``pictures`` [N, H, W, 3] tell the ranges of the channels of ``vgg``, which has all taps up to the last of
    ``taps``. Height and width are divisible by the pooling's strides. Raises BackendError where TensorFlow is not the
    back end, or not built for eight-bit convolutions.
    """

    def __init__(self, vgg: Vgg19, pictures: np.ndarray, taps: tuple[str, ...]) -> None:
        require_eight_bits()
        self.taps = tuple(tap for tap in TAPS if tap in taps)
        self.ranges = channel_ranges(vgg, pictures)
        self.layers = []
        before = np.ones(3, "float32")
        for tap in TAPS[: TAPS.index(self.taps[-1]) + 1]:
            name = tap.replace("relu", "conv")
            kernel, bias = (np.asarray(getattr(vgg, f"{name}_{kind}"), "float32") for kind in ("kernel", "bias"))
            after = self.ranges[tap]
            self.layers.append(Layer(tap, kernel * before[:, None] / after, bias / after))
            before = after
        self._forward, self._backward = _function(self._features), _function(self._gradient)

    def __call__(self, image: Tensor) -> dict[str, Tensor]:
        """See the class."""
        import tensorflow as tf

        @tf.custom_gradient
        def look(image: Tensor) -> tuple[list[Tensor], Callable[..., Tensor]]:
            features, codes = self._forward(image)
            return features, lambda *gradients: self._backward(codes, gradients)

        return dict(zip(self.taps, look(tf.cast(image, "float32")), strict=True))

    def _features(self, image: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """The wanted taps, float32, and all features as bytes."""
        import tensorflow as tf

        features, codes = [], []
        for number, (tap, kernel, bias) in enumerate(self.layers):
            if number == 0:
                sums = tf.nn.conv2d(image - MEAN_RGB, kernel, 1, "SAME")
                exact, code = _fused(_first)(sums, bias, self.ranges[tap])
                if tap in self.taps:
                    features.append(exact)
            else:
                if tap.endswith("_1"):
                    code = _halved(code)
                code = _convolved(code, kernel, bias)
                if tap in self.taps:
                    features.append(_fused(_real)(code, self.ranges[tap]))
            codes.append(code)
        return features, codes

    def _gradient(self, codes: list[Tensor], gradients: tuple[Tensor, ...]) -> Tensor:
        """The gradient with respect to the image, from those with respect to the taps."""
        import tensorflow as tf

        at_taps = dict(zip(self.taps, gradients, strict=True))
        above: Above | None = None
        for number in range(len(self.layers) - 1, 0, -1):
            tap = self.layers[number].tap
            code, scale = _fused(_packed)(codes[number], *self._parts(tap, above, at_taps))
            weights, largest = _signed(np.swapaxes(self.layers[number].kernel[::-1, ::-1], 2, 3))
            sums = tf.raw_ops.QuantizedConv2D(
                input=tf.bitcast(code, tf.quint8),
                filter=tf.constant(weights, dtype=tf.qint8),
                min_input=0.0,
                max_input=255.0,
                min_filter=-127.0,
                max_filter=127.0,
                out_type=tf.qint32,
                strides=[1, 1, 1, 1],
                padding="VALID",
            ).output
            offset = MIDDLE * weights.sum((0, 1, 2), dtype="int32")
            above = Above(tf.bitcast(sums, tf.int32), offset, scale[:, None] * (largest / 127), tap.endswith("_1"))
        first = self.layers[0]
        remaining = _fused(_masked)(codes[0], *self._parts(first.tap, above, at_taps))
        shape = tf.concat([tf.shape(remaining)[:3], [3]], 0)
        return tf.nn.conv2d_transpose(remaining, first.kernel, shape, 1, "SAME")

    def _parts(self, tap: str, above: Above | None, at_taps: dict[str, Tensor]) -> tuple[Any, ...]:
        """What the gradient at a tap is the sum of."""
        pooled = above is not None and above.pooled
        return (above[:3] if above else None), at_taps.get(tap), self.ranges[tap], pooled


def require_eight_bits() -> None:
    """Raise BackendError unless eight-bit convolutions run here."""
    if keras.backend.backend() != "tensorflow":
        raise BackendError(f"only TensorFlow has eight-bit convolutions, and this is {keras.backend.backend()}.")
    import tensorflow as tf

    kernel = np.ones((3, 3, 8, 8), "float32")
    try:
        _function(lambda code: _convolved(code, kernel, kernel[0, 0, 0]))(tf.zeros((1, 8, 8, 8), tf.uint8))
    except tf.errors.OpError as reason:
        raise BackendError(f"this TensorFlow has no eight-bit convolutions ({reason}).") from reason


def channel_ranges(vgg: Vgg19, pictures: np.ndarray) -> dict[str, np.ndarray]:
    """For every tap the feature [C] that next to none in ``pictures`` exceed."""
    largest: dict[str, np.ndarray] = {}
    some: dict[str, list[np.ndarray]] = {}
    for first in range(0, len(pictures), 4):
        for tap, features in vgg(pictures[first : first + 4]).items():
            seen = np.asarray(features, "float32").reshape(-1, features.shape[-1])
            largest[tap] = np.maximum(largest.get(tap, 0.0), seen.max(0))
            # Some thousands of positions tell the percentile as well as all.
            some.setdefault(tap, []).append(seen[:: 1 + len(seen) // 50_000])
    often = {tap: np.percentile(np.concatenate(seen), SELDOM, axis=0) for tap, seen in some.items()}
    ranges = {tap: np.maximum(often[tap], 0.2 * largest[tap]) for tap in often}
    # Where a channel is next to never active, weights that make up for a tiny range would push out all others.
    return {tap: np.maximum(wide, FLOOR * wide.mean()).astype("float32") for tap, wide in ranges.items()}


def _function(run: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled by TensorFlow; weights must be constants of a graph for eight-bit convolutions."""
    import tensorflow as tf

    return tf.function(run)


_compiled: dict[Callable[..., Any], Callable[..., Any]] = {}


def _fused(run: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled by XLA into one pass over memory, which is what such a step's time goes into."""
    import tensorflow as tf

    if run not in _compiled:
        _compiled[run] = tf.function(run, jit_compile=True)
    return _compiled[run]


def _signed(kernel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A kernel as signed bytes, and the weight [out] that 127 stands for."""
    largest = np.abs(kernel).max(axis=(0, 1, 2)) + 1e-12
    return np.round(kernel / largest * 127).astype(np.int8), largest.astype("float32")


def _convolved(code: Tensor, kernel: np.ndarray, bias: np.ndarray) -> Tensor:
    """Convolution, bias and ReLU of bytes, 255 standing for 1 before and after."""
    import tensorflow as tf

    weights, largest = _signed(kernel)
    result = tf.raw_ops.QuantizedConv2DWithBiasAndReluAndRequantize(
        input=tf.bitcast(code, tf.quint8),
        filter=tf.constant(weights, dtype=tf.qint8),
        bias=tf.constant(bias),
        min_input=0.0,
        max_input=1.0,
        min_filter=-largest,
        max_filter=largest,
        min_freezed_output=0.0,
        max_freezed_output=1.0,
        out_type=tf.quint8,
        strides=[1, 1, 1, 1],
        padding="SAME",
    ).output
    return tf.bitcast(result, tf.uint8)


def _halved(code: Tensor) -> Tensor:
    """Maximum pooling of bytes."""
    import tensorflow as tf

    window = [1, 2, 2, 1]
    pooled = tf.raw_ops.QuantizedMaxPool(
        input=tf.bitcast(code, tf.quint8), min_input=0.0, max_input=1.0, ksize=window, strides=window, padding="VALID"
    ).output
    return tf.bitcast(pooled, tf.uint8)


def _first(sums: Tensor, bias: np.ndarray, ranges: np.ndarray) -> tuple[Tensor, Tensor]:
    """The features of the first layer, in float32 and as bytes."""
    import tensorflow as tf

    features = tf.nn.relu(sums + bias)
    return features * ranges, tf.cast(tf.round(tf.minimum(features, 1.0) * 255), tf.uint8)


def _real(code: Tensor, ranges: np.ndarray) -> Tensor:
    """The features that bytes stand for."""
    import tensorflow as tf

    return tf.cast(code, tf.float32) * (ranges / 255)


def _masked(code: Tensor, above: Any, at_tap: Tensor | None, ranges: np.ndarray, pooled: bool) -> Tensor:
    """The gradient below a ReLU: what came from above (the maxima's, where they were pooled) and from the tap."""
    import tensorflow as tf

    parts = []
    if above is not None:
        sums, offset, unit = above
        come = tf.cast(sums - offset, tf.float32) * unit[:, None, None, :]
        parts.append(_unpooled(code, come) if pooled else come)
    if at_tap is not None:
        parts.append(at_tap * ranges)
    return tf.where(code > 0, sum(parts), 0.0)


def _unpooled(code: Tensor, pooled: Tensor) -> Tensor:
    """Each gradient to the largest of its four, in equal parts where bytes are alike."""
    import tensorflow as tf

    shape = tf.shape(code)
    count, height, width, channels = shape[0], shape[1], shape[2], shape[3]
    fours = tf.reshape(code, (count, height // 2, 2, width // 2, 2, channels))
    largest = tf.cast(fours == tf.reduce_max(fours, (2, 4), keepdims=True), tf.float32)
    share = pooled[:, :, None, :, None, :] / tf.reduce_sum(largest, (2, 4), keepdims=True)
    return tf.reshape(largest * share, shape)


def _packed(code: Tensor, above: Any, at_tap: Tensor | None, ranges: np.ndarray, pooled: bool) -> tuple[Tensor, Tensor]:
    """The gradient below a ReLU as bytes with a border of one pixel, and what a byte stands for [B]."""
    import tensorflow as tf

    gradient = _masked(code, above, at_tap, ranges, pooled)
    # A ninth of the positions tells the size, without another pass over all.
    some = tf.reduce_mean(tf.square(gradient[:, 1::3, 1::3]), (1, 2, 3))
    scale = tf.sqrt(some + 1e-30) * (TAIL / 127)
    steps = tf.clip_by_value(tf.round(gradient / scale[:, None, None, None]), -127, 127)
    border = [[0, 0], [1, 1], [1, 1], [0, 0]]
    return tf.pad(tf.cast(steps + MIDDLE, tf.uint8), border, constant_values=MIDDLE), scale
