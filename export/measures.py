"""What a stylised picture is judged by. Pictures are float32 [H, W, 3] in 0..1, all of one size.

- style: mean over relu1_1, relu2_1, relu3_1, relu4_1 of (Σ(μ-μₛ)² + Σ(σ-σₛ)²) / (Σμₛ² + Σσₛ²), lower is better
- gram: relative squared error of the Gram matrices, mean over relu1_1, relu2_1, relu3_1, lower is better
- content: relative squared error at relu4_1, lower is better
- ssim: structural similarity of the grey pictures (Wang et al. 2004), 1 for identical ones
- grid: spectral energy at 1/4 and 1/2 cycle per pixel over its neighbours; photographs 1.0
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from keras import ops

from export.losses import CONTENT_TAP, GRAM_TAPS, STYLE_TAPS, content_loss, gram, gram_loss, moments_loss
from export.networks import Vgg19
from export.networks.operations import channel_moments

GREY = np.array([0.299, 0.587, 0.114], "float32")
NOISE = 2 / 255
SHIFTS = (1, 2, 3, 4)
Stylize = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Described:
    """What the measures need of a picture: moments and Gram matrices by tap, features at relu4_1."""

    moments: dict[str, Any]
    grams: dict[str, Any]
    content: Any


class Describer:
    """Runs VGG-19 on pictures [H, W, 3] and keeps what the measures compare."""

    def __init__(self, weights: dict[str, np.ndarray], divide: int = 1) -> None:
        self.vgg = Vgg19(taps=STYLE_TAPS, divide=divide, dtype="float32").load(weights)
        self._traced = tf.function(self._describe, reduce_retracing=True)

    def __call__(self, picture: np.ndarray) -> Described:
        """Describe float32 [H, W, 3] in 0..1."""
        moments, grams, content = self._traced(tf.constant(picture[None], tf.float32))
        return Described(moments, grams, content)

    def _describe(self, image: Any) -> tuple[Any, Any, Any]:
        features = self.vgg(image)
        moments = {tap: channel_moments(features[tap], 0.0) for tap in STYLE_TAPS}
        return moments, {tap: gram(features[tap]) for tap in GRAM_TAPS}, features[CONTENT_TAP]


def style_error(found: Described, wanted: Described) -> float:
    """The style measure, 0 or more."""
    losses = [moments_loss(found.moments[tap], wanted.moments[tap]) for tap in STYLE_TAPS]
    return float(np.mean([ops.convert_to_numpy(loss) for loss in losses]))


def gram_error(found: Described, wanted: Described) -> float:
    """The gram measure, 0 or more."""
    losses = [gram_loss(found.grams[tap], wanted.grams[tap]) for tap in GRAM_TAPS]
    return float(np.mean([ops.convert_to_numpy(loss) for loss in losses]))


def content_error(found: Described, wanted: Described) -> float:
    """The content measure, 0 or more."""
    return float(ops.convert_to_numpy(content_loss(found.content, wanted.content))[0])


def ssim(first: np.ndarray, second: np.ndarray) -> float:
    """Structural similarity of the grey pictures, 11 × 11 Gaussian window of deviation 1.5."""
    a, b = (tf.constant((picture @ GREY)[None, ..., None]) for picture in (first, second))
    return float(tf.image.ssim(a, b, max_val=1.0)[0])


def grid(picture: np.ndarray) -> float:
    """Mean over both directions and both frequencies of the peak's energy over its neighbourhood's."""
    grey = (picture @ GREY).astype("float64")
    ratios = []
    for lines in (grey, grey.T):
        length = 4 * (lines.shape[1] // 4)
        lines = lines[:, :length]
        window = np.hanning(length)
        energy = np.mean(np.abs(np.fft.rfft((lines - lines.mean(1, keepdims=True)) * window)) ** 2, axis=0)
        for peak in (length // 4, length // 2):
            # The window spreads a peak over its two neighbours; beyond them lies what it stands out from.
            near = [place for place in range(peak - 12, peak + 13) if abs(place - peak) > 2 and place < len(energy)]
            width = [place for place in (peak - 1, peak, peak + 1) if place < len(energy)]
            ratios.append(np.mean(energy[width]) / (np.mean(energy[near]) + 1e-12))
    return float(np.mean(ratios))


def shift_error(stylize: Stylize, photo: np.ndarray, by: int) -> float:
    """RMSE, of 255, between the result of a photo moved by ``by`` pixels, moved back, and the unmoved result.

    ``photo`` is ``max(SHIFTS)`` pixels wider and higher than what is stylised; a border of 16 px is left out.
    """
    height, width = (side - max(SHIFTS) for side in photo.shape[:2])
    still = stylize(photo[:height, :width])
    moved = stylize(photo[by : by + height, by : by + width])
    here, there = (
        still[16 + by : height - 16, 16 + by : width - 16],
        moved[16 : height - 16 - by, 16 : width - 16 - by],
    )
    return 255 * float(np.sqrt(np.mean(np.square(here - there))))


def noise_gain(stylize: Stylize, photo: np.ndarray, seed: int = 0) -> float:
    """RMSE between the results of two noisy copies of a photo over the RMSE of the copies (deviation 2/255)."""
    random = np.random.default_rng(seed)
    first, second = (photo + random.normal(0, NOISE, photo.shape).astype("float32") for _ in range(2))
    change = np.sqrt(np.mean(np.square(stylize(first) - stylize(second))))
    return float(change / np.sqrt(np.mean(np.square(first - second))))
