"""The perceptual losses, all relative: 0 for a perfect match, about 1 for no likeness.

Gatys, Ecker, Bethge 2015 (Gram matrices); Huang, Belongie 2017 (means and deviations). Features are
[B, H, W, C] under a tap of VGG-19; every loss is a mean over the batch, float32.
"""

from typing import Any

import numpy as np
from keras import ops

from export.networks.operations import MOMENTS_EPSILON, Tensor, channel_moments

STYLE_TAPS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")
GRAM_TAPS = ("relu1_1", "relu2_1", "relu3_1")
CONTENT_TAP = "relu4_1"
TINY = 1e-6


def gram(features: Tensor) -> Tensor:
    """Gram matrix divided by the number of positions, [B, C, C], float32."""
    shape = ops.shape(features)
    flat = ops.reshape(features, (shape[0], shape[1] * shape[2], features.shape[-1]))
    positions = ops.cast(shape[1] * shape[2], "float32")
    return ops.cast(ops.matmul(ops.transpose(flat, (0, 2, 1)), flat), "float32") / positions


def second_moments(features: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    """``gram`` and, from its diagonal, ``channel_moments``: one product forwards and one back, whichever is used."""
    shape = ops.shape(features)
    positions = shape[1] * shape[2]
    flat = ops.reshape(features, (shape[0], positions, features.shape[-1]))
    together = _products(flat) / ops.cast(positions, "float32")
    grams, mean = together[:, :-1], together[:, -1]
    variance = ops.maximum(ops.diagonal(grams, axis1=1, axis2=2) - ops.square(mean), 0.0)
    return grams, (mean, ops.sqrt(variance + MOMENTS_EPSILON))


@ops.custom_gradient
def _products(flat: Tensor) -> tuple[Tensor, Any]:
    """The products of all pairs of channels of [B, N, C], and in a last row their sums: [B, C + 1, C], float32."""
    ones = ops.ones((1, 1, flat.shape[1] or ops.shape(flat)[1]), flat.dtype)
    products = ops.matmul(ops.transpose(flat, (0, 2, 1)), flat)
    sums = ops.matmul(ones, flat)

    def gradient(*upstream: Tensor, **named: Tensor) -> Tensor:
        back = named["upstream"] if named else upstream[0]
        pairs, alone = back[:, :-1], back[:, -1:]
        both = ops.cast(pairs + ops.transpose(pairs, (0, 2, 1)), flat.dtype)
        return ops.matmul(flat, both) + ops.cast(alone, flat.dtype)

    return ops.cast(ops.concatenate([products, sums], axis=1), "float32"), gradient


def moments_loss(found: tuple[Tensor, Tensor], wanted: tuple[Tensor, Tensor]) -> Tensor:
    """(Σ(μ - μₛ)² + Σ(σ - σₛ)²) / (Σμₛ² + Σσₛ²), per picture [B]."""
    off = sum(ops.sum(ops.square(a - b), axis=1) for a, b in zip(found, wanted, strict=True))
    size = sum(ops.sum(ops.square(b), axis=1) for b in wanted)
    return off / (size + TINY)


def gram_loss(found: Tensor, wanted: Tensor) -> Tensor:
    """Squared error of the Gram matrix relative to the wanted one's square, per picture [B]."""
    off = ops.sum(ops.square(found - wanted), axis=(1, 2))
    return off / (ops.sum(ops.square(wanted), axis=(1, 2)) + TINY)


def content_loss(found: Tensor, wanted: Tensor) -> Tensor:
    """Squared error of features relative to the wanted ones' square, per picture [B]."""
    found, wanted = ops.cast(found, "float32"), ops.cast(wanted, "float32")
    off = ops.mean(ops.square(found - wanted), axis=(1, 2, 3))
    return off / (ops.mean(ops.square(wanted), axis=(1, 2, 3)) + TINY)


def normalised(features: Tensor) -> Tensor:
    """Features with mean 0 and deviation 1 in each channel: what is depicted, less its colours."""
    features = ops.cast(features, "float32")
    mean, deviation = channel_moments(features, 1e-2)
    return (features - mean[:, None, None, :]) / deviation[:, None, None, :]


def variation(image: Tensor) -> Tensor:
    """Mean absolute difference of neighbouring pixels of [B, H, W, 3]."""
    down = ops.mean(ops.abs(image[:, 1:] - image[:, :-1]))
    return down + ops.mean(ops.abs(image[:, :, 1:] - image[:, :, :-1]))


def grid(image: Tensor) -> Tensor:
    """How far the energy at 1/4 and 1/2 cycle per pixel, along rows and columns, exceeds its neighbourhood's.

    The mean of the logarithms of the ratios that ``measures.grid`` averages, each at least 0: where a picture
    [B, S, S, 3] hangs on the lattice of the layers that made it, it is above 0. S is a multiple of 4 and at least 32.
    """
    side = image.shape[1]
    waves, near, peak = _grid_waves(side)
    grey = ops.cast(image, "float32") @ ops.convert_to_tensor(np.array([[0.299], [0.587], [0.114]], "float32"))
    total: Tensor = 0.0
    for lines in (grey[..., 0], ops.transpose(grey[..., 0], (0, 2, 1))):
        seen = ops.matmul(lines - ops.mean(lines, axis=2, keepdims=True), ops.convert_to_tensor(waves))
        energy = ops.mean(ops.square(seen), axis=1)
        ratio = ops.matmul(energy, ops.convert_to_tensor(peak)) / (
            ops.matmul(energy, ops.convert_to_tensor(near)) + TINY
        )
        total = total + ops.mean(ops.maximum(ops.log(ratio + TINY), 0.0))
    return total / 2


def _grid_waves(side: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Windowed cosines and sines [S, 2 K] of the frequencies looked at, and which are neighbours and peaks [2 K, 2]."""
    reach = min(12, side // 8 - 1)
    half = side // 2
    frequencies = [*range(side // 4 - reach, side // 4 + reach + 1), *range(half - reach, half + 1)]
    angles = 2 * np.pi * np.outer(np.arange(side), frequencies) / side
    waves = np.hanning(side)[:, None] * np.concatenate([np.cos(angles), np.sin(angles)], axis=1)
    near, peak = (np.zeros((len(frequencies), 2)) for _ in range(2))
    for row, frequency in enumerate(frequencies):
        column = int(frequency > side // 4 + reach)
        away = abs(frequency - (half if column else side // 4))
        (peak if away < 2 else near)[row, column] = away != 2
    near, peak = (np.tile(which / which.sum(0), [2, 1]).astype("float32") for which in (near, peak))
    return waves.astype("float32"), near, peak
