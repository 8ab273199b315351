"""The loss networks: what a result, a photo and a painting are compared by, in the terms of VGG-19.

``VggJudge`` is VGG-19 itself, in float32 or, in a third of the time, in eight bits (``quantised_vgg``).
``DistilledJudge`` tells the same from the distilled encoder at a sixteenth of the multiply-adds: the gradient points
nearly the same way at first, but what the encoder does not see is never learnt. ``HybridJudge`` has VGG-19 up to
relu3_1 and the distilled encoder above: half the cost.
"""

from typing import NamedTuple

from export.losses import CONTENT_TAP, GRAM_TAPS, STYLE_TAPS, second_moments
from export.networks import DistilledEncoder, Vgg19
from export.networks.operations import Tensor, channel_moments
from export.quantised_vgg import QuantisedVgg19


class Seen(NamedTuple):
    """What a loss network sees in pictures [B, H, W, 3]: by tap (mean, deviation) [B, C] and Gram matrix [B, C, C]."""

    moments: dict[str, tuple[Tensor, Tensor]]
    grams: dict[str, Tensor]
    content: Tensor


class VggJudge:
    """VGG-19's own features, in float32 or in eight bits."""

    def __init__(self, vgg: Vgg19 | QuantisedVgg19) -> None:
        self.vgg = vgg

    def __call__(self, image: Tensor) -> Seen:
        """Look at pictures in 0..1."""
        features = self.vgg(image)
        seen = Seen({}, {}, features[CONTENT_TAP])
        for tap in STYLE_TAPS:
            if tap in GRAM_TAPS:
                seen.grams[tap], seen.moments[tap] = second_moments(features[tap])
            else:
                seen.moments[tap] = channel_moments(features[tap])
        return seen

    def content(self, image: Tensor) -> Tensor:
        """The features of the content tap alone."""
        return self.vgg(image)[CONTENT_TAP]


class DistilledJudge:
    """VGG-19's features as the distilled encoder knows them, at some of the taps."""

    def __init__(self, encoder: DistilledEncoder, taps: tuple[str, ...] = STYLE_TAPS) -> None:
        self.encoder, self.taps = encoder, taps

    def __call__(self, image: Tensor) -> Seen:
        """Look at pictures in 0..1."""
        features = self.encoder(image)
        moments, grams = {}, {}
        for tap in self.taps:
            mean, deviation, grams[tap] = self.encoder.wide_statistics(tap, features[tap])
            moments[tap] = mean, deviation
        return Seen(moments, grams, self.encoder.wide(CONTENT_TAP, features[CONTENT_TAP]))

    def content(self, image: Tensor) -> Tensor:
        """The features of the content tap alone."""
        return self.encoder.wide(CONTENT_TAP, self.encoder(image)[CONTENT_TAP])


class HybridJudge:
    """VGG-19 up to its third resolution, whose convolutions above cost more than all below; the encoder from there."""

    def __init__(self, shallow: Vgg19, encoder: DistilledEncoder) -> None:
        self.shallow = shallow
        self.deep = DistilledJudge(encoder, tuple(tap for tap in STYLE_TAPS if tap not in shallow.taps))

    def __call__(self, image: Tensor) -> Seen:
        """Look at pictures in 0..1."""
        seen = self.deep(image)
        for tap, features in self.shallow(image).items():
            seen.grams[tap], seen.moments[tap] = second_moments(features)
        return seen

    def content(self, image: Tensor) -> Tensor:
        """The features of the content tap alone."""
        return self.deep.content(image)


Judge = VggJudge | DistilledJudge | HybridJudge
