"""The loss of Gatys, Ecker and Bethge (2015) as the browser computes it (``web/src/engine/optimise/objective.ts``).

    α · Σ w C / Σ w over the content layers + β · Σ w S / Σ w over the style layers + γ · V

C and S are the relative losses of ``losses.py``, V the mean squared difference of neighbouring pixels; so weights mean
the same at every size and on every layer, and 1 is no likeness at all. Several styles count as the mix of their
statistics by their weights.

With several views the encoder sees picture, photo and styles shifted and mirrored, another way every few steps: what
fools it in one place is seen from the next (as Mordvintsev, Olah and Tyka did in "Inceptionism", 2015).
"""

from collections.abc import Callable

import numpy as np
import tensorflow as tf

from export.losses import content_loss, gram, gram_loss
from export.networks.operations import Tensor, channel_moments
from export.networks.vgg19 import TAPS
from export.optimise_settings import OptimiseSettings
from export.pictures import to_float

TINY = 1e-6
# Brightness of a colour (ITU-R BT.601), as in the browser.
LUMA = (0.299, 0.587, 0.114)
# Keeps an even grey style from being spread without end.
EVEN = 1e-8

# Down and across, spread over the encoder's coarsest lattice (16 pixels); the first is none.
SHIFTS = ((0, 0), (8, 8), (4, -4), (-4, 4), (2, 6), (-6, -2), (6, 2), (-2, -6))
REACH = 8
# Down, across, mirrored: all shifts, then all of them mirrored. Exchanged at each step, left and right would hold the
# picture up.
VIEWS = tuple((*shift, mirrored) for mirrored in (False, True) for shift in SHIFTS)

# Steps that look from one place before the next takes its turn.
HELD = 8

# A Vgg19 or a MappedEncoder.
Encoder = Callable[[Tensor], dict[str, Tensor]]


def statistics(features: Tensor, kind: str) -> Tensor:
    """The Gram matrix [1, c, c] of features [1, h, w, c], or their means and deviations [1, 2, c]."""
    return gram(features) if kind == "gram" else tf.stack(channel_moments(features), axis=1)


def smooth_variation(image: Tensor) -> Tensor:
    """Mean squared difference of neighbouring pixels of [1, H, W, 3], down and across."""
    down = tf.reduce_mean(tf.square(image[:, 1:] - image[:, :-1]))
    return down + tf.reduce_mean(tf.square(image[:, :, 1:] - image[:, :, :-1]))


def brightness(image: Tensor) -> Tensor:
    """Brightness as a grey picture of three channels."""
    return image @ tf.constant(np.repeat(np.array([LUMA], "float32").T, 3, axis=1))


def seen_from(image: Tensor, down: Tensor, across: Tensor, mirrored: Tensor) -> Tensor:
    """Images [B, H, W, 3] of a view: shifted, what comes in at a border reflected there, then mirrored."""
    wide = tf.pad(image, ((0, 0), (REACH, REACH), (REACH, REACH), (0, 0)), "REFLECT")
    shifted = tf.slice(wide, tf.stack((0, REACH - down, REACH - across, 0)), tf.shape(image))
    return tf.cond(mirrored, lambda: tf.reverse(shifted, (2,)), lambda: shifted)


class Objective:
    """The loss at one stage; pictures are uint8 [H, W, 3]."""

    def __init__(
        self, encoder: Encoder, photo: np.ndarray, styles: list[np.ndarray], settings: OptimiseSettings
    ) -> None:
        self.encoder, self.settings = encoder, settings
        self.content_taps = _taps(settings.content_layers if settings.content_weight > 0 else {})
        self.style_taps = _taps(settings.style_layers if settings.style_weight > 0 else {})
        self.photo = tf.constant(to_float(photo)[None])
        # Of the view whose turn it is.
        self.content: tuple[int, dict[str, Tensor]] | None = None
        kinds = {mirrored for _, _, mirrored in VIEWS[: settings.views]}
        self.style = {mirrored: self._wanted_of(styles, mirrored) for mirrored in kinds}
        self._evaluate = tf.function(self._evaluated)

    def evaluate(self, image: Tensor, step: int = 0) -> tuple[Tensor, Tensor]:
        """Terms with their weights (content, variation, style by tap) [2 + taps], and the gradient of their sum.

        The gradient [1, H, W, 3] is multiplied by the number of values, so that it is as large at every size. Steps
        take their views in turn, HELD each.
        """
        number = step // HELD % self.settings.views
        down, across, mirrored = VIEWS[number]
        view = tf.constant(down), tf.constant(across), tf.constant(mirrored)
        if self.content is None or self.content[0] != number:
            found = self.encoder(seen_from(self._seen(self.photo), *view)) if self.content_taps else {}
            self.content = number, {tap: found[tap] for tap in self.content_taps}
        evaluated: tuple[Tensor, Tensor] = self._evaluate(image, view, self.content[1], self.style[mirrored])
        return evaluated

    def _wanted_of(self, styles: list[np.ndarray], mirrored: bool) -> dict[str, Tensor]:
        """The mixed statistics of the styles, by tap."""
        weights = np.array(self.settings.style_weights or [1.0] * len(styles))
        wanted: dict[str, Tensor] = {}
        for style, share in zip(styles, weights / weights.sum(), strict=True):
            image = self._seen_style(tf.constant(to_float(style)[None]), self.photo)
            found = self.encoder(image[:, :, ::-1] if mirrored else image) if self.style_taps else {}
            for tap in self.style_taps:
                part = statistics(found[tap], self.settings.style_loss) * float(share)
                wanted[tap] = wanted[tap] + part if tap in wanted else part
        return wanted

    def _evaluated(
        self, image: Tensor, view: tuple[Tensor, Tensor, Tensor], content: dict[str, Tensor], style: dict[str, Tensor]
    ) -> tuple[Tensor, Tensor]:
        with tf.GradientTape() as tape:
            tape.watch(image)
            terms = self._terms(image, view, content, style)
            total = tf.reduce_sum(terms)
        return terms, tape.gradient(total, image) * tf.cast(tf.size(image), tf.float32)

    def _terms(
        self, image: Tensor, view: tuple[Tensor, Tensor, Tensor], photo: dict[str, Tensor], style: dict[str, Tensor]
    ) -> Tensor:
        settings, seen = self.settings, self._seen(image)
        found = self.encoder(seen_from(seen, *view)) if photo or style else {}
        content, variation = tf.constant(0.0), tf.constant(0.0)
        for tap in self.content_taps:
            share = settings.content_weight * settings.content_layers[tap] / sum(settings.content_layers.values())
            content += content_loss(found[tap], photo[tap])[0] * share
        if settings.variation_weight > 0:
            variation = smooth_variation(seen) * settings.variation_weight
        terms = [content, variation]
        for tap in self.style_taps:
            share = settings.style_weight * settings.style_layers[tap] / sum(settings.style_layers.values())
            # For moments this is the same relative square as for Gram matrices.
            terms.append(gram_loss(statistics(found[tap], settings.style_loss), style[tap])[0] * share)
        return tf.stack(terms)

    def _seen(self, image: Tensor) -> Tensor:
        return brightness(image) if self.settings.keep_colours else image

    def _seen_style(self, style: Tensor, photo: Tensor) -> Tensor:
        if not self.settings.keep_colours:
            return style
        grey = brightness(style)
        mean, variance = tf.nn.moments(grey, (0, 1, 2, 3))
        wanted_mean, wanted_variance = tf.nn.moments(brightness(photo), (0, 1, 2, 3))
        return (grey - mean) * tf.sqrt(wanted_variance) / tf.sqrt(variance + EVEN) + wanted_mean


def _taps(layers: dict[str, float]) -> list[str]:
    return [tap for tap in TAPS if tap in layers]
