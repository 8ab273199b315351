"""Pictures on their way from a photo to a style, as the distilled encoder that is being trained would have them.

An optimisation in the pixels finds what the encoder does not see. So a few go on all through the training, a step of
Adam or two for each batch, and the encoder is taught what VGG-19 sees in them (as in DAgger, Ross et al. 2011, and in
the persistent chains of energy models, Du and Mordatch 2019). Most of them are looked at as the studio looks, shifted
and mirrored another way each time, in steps that are broad. TensorFlow only: it takes a gradient inside of a call.
"""

import numpy as np
import tensorflow as tf

from export.losses import content_loss, gram, gram_loss
from export.networks import DistilledEncoder
from export.networks.operations import Tensor
from export.optimise_loss import VIEWS, seen_from, smooth_variation
from export.optimisers import BETA_1, BETA_2, EPSILON, broadened

CONTENT_TAP = "relu4_2"
# Groups take turns, so that the pictures of one batch and of the next are different ones. The first has one view.
GROUPS = 3
STEPS = 2
RATES = (0.01, 0.03)
# Steps after which a picture gives way to another, on average; it begins with a style weight in this range.
LIFE = 300
STYLE_WEIGHTS = (2.0, 40.0)


class OptimisedPictures(tf.Module):
    """``count`` pictures a call, of ``size`` pixels, out of GROUPS times as many that live on.

    A call takes ``rounds`` views, and STEPS steps in each.
    """

    def __init__(self, encoder: DistilledEncoder, count: int, size: int, seed: int, rounds: int = 1) -> None:
        super().__init__()
        self.encoder, self.count, self.rounds = encoder, count, rounds
        self.random = tf.random.Generator.from_seed(seed)
        self.turn = tf.Variable(0, dtype=tf.int32, trainable=False)
        shape = (GROUPS, count, size, size, 3)
        self.image, self.photo, self.style, self.mean, self.square = (
            tf.Variable(tf.zeros(shape), trainable=False) for _ in range(5)
        )
        self.age, self.weight, self.rate = (
            tf.Variable(tf.zeros((GROUPS, count, 1, 1, 1)), trainable=False) for _ in range(3)
        )

    def __call__(self, photos: Tensor, styles: Tensor) -> Tensor:
        """The next group [count, S, S, 3], some steps further; photos and styles, as many, for those that begin."""
        turn = self.turn.assign_add(1)
        group = turn % GROUPS
        for number in range(self.rounds):
            image = self._look(group, turn // GROUPS * self.rounds + number, photos, styles)
        return tf.stop_gradient(image)

    def _look(self, group: Tensor, look: Tensor, photos: Tensor, styles: Tensor) -> Tensor:
        """The pictures of this group after a few more steps in one view."""
        number = tf.where(group == 0, 0, look % len(VIEWS))
        view = tuple(tf.gather(tf.constant(part), number) for part in zip(*VIEWS, strict=True))
        kept = (self.image, self.photo, self.style, self.mean, self.square, self.age, self.weight, self.rate)
        image, photo, style, mean, square, age, weight, rate = (variable[group] for variable in kept)
        begins = (age == 0) | (self.random.uniform(tf.shape(age)) < STEPS / LIFE)
        noise = self.random.uniform(tf.shape(age)) ** 3 * tf.cast(self.random.uniform(tf.shape(age)) < 0.3, tf.float32)
        start = photos + noise * (self.random.uniform(tf.shape(photos)) - photos)
        image, photo, style = (
            tf.where(begins, new, old) for new, old in ((start, image), (photos, photo), (styles, style))
        )
        mean, square = (tf.where(begins, tf.zeros_like(old), old) for old in (mean, square))
        age = tf.where(begins, tf.zeros_like(age), age)
        weight, rate = (
            tf.where(begins, self._between(*bounds, tf.shape(age)), old)
            for bounds, old in ((STYLE_WEIGHTS, weight), (RATES, rate))
        )
        wanted = self._seen(photo, view)[0], self._seen(style, (0, 0, view[2]))[1]
        for _ in range(STEPS):
            gradient = self._gradient(image, view, wanted, weight)
            gradient = tf.where(group == 0, gradient, broadened(gradient))
            age += 1
            mean = mean * BETA_1 + gradient * (1 - BETA_1)
            square = square * BETA_2 + tf.square(gradient) * (1 - BETA_2)
            away = mean / (1 - BETA_1**age) / (tf.sqrt(square / (1 - BETA_2**age)) + EPSILON)
            image = tf.clip_by_value(image - rate * away, 0, 1)
        for variable, value in zip(kept, (image, photo, style, mean, square, age, weight, rate), strict=True):
            variable.scatter_update(tf.IndexedSlices(value[None], group[None]))
        return image

    def _between(self, low: float, high: float, shape: Tensor) -> Tensor:
        """Random numbers whose logarithms are spread evenly."""
        return tf.exp(self.random.uniform(shape, float(np.log(low)), float(np.log(high))))

    def _seen(self, image: Tensor, view: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, Tensor]]:
        features = self.encoder(seen_from(image, *view))
        wide = {tap: self.encoder.wide(tap, features[tap]) for tap in self.encoder.taps}
        return wide[CONTENT_TAP], {tap: gram(wide[tap]) for tap in wide if tap != CONTENT_TAP}

    def _gradient(
        self, image: Tensor, view: tuple[Tensor, ...], wanted: tuple[Tensor, dict[str, Tensor]], weight: Tensor
    ) -> Tensor:
        """Of the loss of each picture, relative as ``optimise_loss`` has it, times the number of values."""
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(image)
            content, grams = self._seen(image, view)
            style = sum(gram_loss(found, wanted[1][tap]) for tap, found in grams.items()) / len(grams)
            loss = tf.reduce_sum(content_loss(content, wanted[0]) + weight[:, 0, 0, 0] * style)
            loss += self.count * smooth_variation(image)
        gradient: Tensor = tape.gradient(loss, image)
        return tf.where(tf.math.is_finite(gradient), gradient, 0.0) * float(np.prod(image.shape[1:]))
