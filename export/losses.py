"""The perceptual losses, all relative: 0 for a perfect match, about 1 for no likeness.

Gatys, Ecker, Bethge 2015 (Gram matrices); Huang, Belongie 2017 (means and deviations). Features are
[B, H, W, C] under a tap of VGG-19; every loss is a mean over the batch, float32.
"""

from keras import ops

from export.networks.operations import Tensor, channel_moments

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
