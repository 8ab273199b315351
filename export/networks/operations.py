"""Operations that more than one network uses: padding, anti-aliased convolution, enlargement.

Shapes are [batch, height, width, channels] throughout.
"""

from typing import Any

import keras
import numpy as np
from keras import ops

Tensor = Any
MOMENTS_EPSILON = 1e-4  # added to variances, so that a deviation of nothing has a gradient


def pad_mirrored(x: Tensor, before: int, after: int) -> Tensor:
    """Continue a picture beyond its border by its mirror image (the edge pixel repeats).

    Zero padding would leave a visible frame; mirroring works down to ``max(before, after)`` pixels a side.
    """
    return ops.pad(x, [[0, 0], [before, after], [before, after], [0, 0]], mode="symmetric")


def binomial(taps: int) -> np.ndarray:
    """The two-dimensional binomial low-pass filter of ``taps`` × ``taps`` weights, summing to one."""
    row = np.ones(1)
    for _ in range(taps - 1):
        row = np.convolve(row, [0.5, 0.5])
    return np.outer(row, row).astype("float32")


def blurred_kernel(kernel: Tensor, taps: int) -> Tensor:
    """Convolve a kernel [k, k, in, out] with the binomial filter: [k + taps - 1, k + taps - 1, in, out].

    A strided convolution with such a kernel is the plain one after a blur of its input (Zhang, "Making
    convolutional networks shift-invariant again", ICML 2019), without the cost of blurring.
    """
    blur = binomial(taps)
    total: Tensor = 0.0
    for row in range(taps):
        for column in range(taps):
            below, right = taps - 1 - row, taps - 1 - column
            shifted = ops.pad(kernel, [[row, below], [column, right], [0, 0], [0, 0]])
            total = total + float(blur[row, column]) * shifted
    return total


def halve(x: Tensor) -> Tensor:
    """Halve height and width with the 4 × 4 binomial filter, so that nothing above Nyquist folds back."""
    kernel = np.tile(binomial(4)[:, :, None, None], [1, 1, x.shape[-1], 1])
    return ops.cast(depthwise(pad_mirrored(x, 1, 1), kernel, strides=2), x.dtype)


def depthwise(x: Tensor, kernel: Tensor, strides: int = 1) -> Tensor:
    """Depthwise convolution without padding, computed and returned in float32.

    On CPUs its gradient is three times as fast in float32 as in bfloat16.
    """
    return ops.depthwise_conv(ops.cast(x, "float32"), ops.cast(kernel, "float32"), strides=strides, padding="valid")


def enlarge(x: Tensor) -> Tensor:
    """Double height and width, bilinear; float32 for the same reason as ``depthwise``."""
    x = ops.cast(x, "float32")
    shape = ops.shape(x)
    if keras.backend.backend() == "tensorflow":
        # Keras' own resize cannot be traced for an open height and width, which the export needs.
        import tensorflow as tf

        return tf.image.resize(x, (2 * shape[1], 2 * shape[2]), method="bilinear")
    return ops.image.resize(x, (2 * shape[1], 2 * shape[2]), interpolation="bilinear")


def channel_moments(x: Tensor, epsilon: float = MOMENTS_EPSILON) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation of each channel over height and width, [batch, channels], float32."""
    x = ops.cast(x, "float32")
    mean = ops.mean(x, axis=(1, 2))
    variance = ops.maximum(ops.mean(ops.square(x), axis=(1, 2)) - ops.square(mean), 0.0)
    return mean, ops.sqrt(variance + epsilon)
