"""Adam and L-BFGS for a picture kept within 0..1, step by step what the browser does (``adam.ts``, ``lbfgs.ts``)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import tensorflow as tf

from export.networks.operations import Tensor
from export.optimise_loss import Objective
from export.optimise_settings import OptimiseSettings

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
# Decay of the running mean over steps, once there have been some: it spans two places or three, and lags little.
AVERAGE = 0.95
# Share of the last stage that has the whole rate where there are several views, and what is left of it at the end.
FULL, LAST = 1 / 3, 0.2
# Shares of a gradient, and of its blur by one pixel, beside its blur by two.
FINE = (0.1, 0.3)
BINOMIAL = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)
# Pairs of steps and changes of slope that L-BFGS remembers, and lengths of a step that it tries.
HISTORY, TRIALS = 10, 10
# Of the fall that the slope promises, the share that is enough.
ENOUGH = 1e-4
# The first step changes values by so much, as their root mean square.
FIRST_STEP = 0.02
# Below this a pair says nothing about the curvature.
FLAT = 1e-10


class Optimiser(Protocol):
    """A picture [1, H, W, 3] on its way."""

    image: Tensor
    evaluations: int

    @property
    def result(self) -> Tensor:
        """What comes out: a running mean where steps look from several places."""

    def step(self, objective: Objective, rate: float) -> tuple[np.ndarray, bool]:
        """One step: the terms of the loss where it started, and whether no step leads further down."""

    def enlarge(self, height: int, width: int) -> None:
        """Go on at larger sides, with what it remembers enlarged as the picture is."""


def enlarged(image: Tensor, height: int, width: int) -> Tensor:
    """Bilinear, as TensorFlow.js' ``resizeBilinear`` with half-pixel centres."""
    return tf.image.resize(image, (height, width), "bilinear")


def mean_product(a: Tensor, b: Tensor) -> Tensor:
    """The mean of products: unlike their sum it does not grow with the picture."""
    return tf.reduce_mean(a * b)


def rate_at(settings: OptimiseSettings, stage: int, step: int) -> float:
    """The rate after so many steps of a stage, which is counted from 0.

    Where Adam looks from several places it falls towards the end, so that the picture comes to rest. With one view it
    stays: each step has the same loss, and a falling rate only holds it up (with VGG-19 on one pair it cost 2 %). In a
    stage that another follows it stays as well: coming to rest there costs the next as much as it gains.
    """
    if settings.optimiser != "adam" or settings.views == 1 or stage < settings.stages - 1:
        return settings.rate
    fallen = max(0.0, (step / settings.steps - FULL) / (1 - FULL))
    return settings.rate * (1 - (1 - LAST) * fallen)


def broadened(gradient: Tensor) -> Tensor:
    """A gradient [B, H, W, 3] with more of its broad forms than of its fine ones, which are what fools an encoder.

    The sum of it, of its blur by one pixel and of its blur by two: another inner product of pictures, as a Sobolev
    gradient has (Neuberger 1997). Borders lose some of theirs, which Adam's own scale gives back.
    """
    fine = blurred(gradient)
    broad = blurred(blurred(blurred(fine)))
    return gradient * FINE[0] + fine * FINE[1] + broad


def blurred(image: Tensor) -> Tensor:
    """Binomial, with a deviation of one pixel and zeros around."""
    for shape in ((5, 1, 1, 1), (1, 5, 1, 1)):
        kernel = tf.tile(tf.reshape(tf.constant(BINOMIAL), shape), (1, 1, 3, 1))
        image = tf.nn.depthwise_conv2d(image, kernel, (1, 1, 1, 1), "SAME")
    return image


class Adam:
    """Kingma, Ba 2015.

    With ``robust`` its steps are broad (``broadened``), and the result is a running mean of the pictures (Polyak,
    Juditsky 1992): steps look from several places, and the picture sways a little. ``rate_at`` lets it come to rest.
    """

    def __init__(self, image: np.ndarray, robust: bool) -> None:
        self.image = self.average = tf.constant(image)
        self.robust = robust
        self.mean, self.square = tf.zeros_like(self.image), tf.zeros_like(self.image)
        self.evaluations = 0

    def step(self, objective: Objective, rate: float) -> tuple[np.ndarray, bool]:
        """See ``Optimiser``."""
        terms, gradient = objective.evaluate(self.image, self.evaluations)
        self.evaluations += 1
        if self.robust:
            gradient = broadened(gradient)
        self.mean = self.mean * BETA_1 + gradient * (1 - BETA_1)
        self.square = self.square * BETA_2 + tf.square(gradient) * (1 - BETA_2)
        correction_1, correction_2 = 1 - BETA_1**self.evaluations, 1 - BETA_2**self.evaluations
        away = self.mean * (rate / correction_1) / (tf.sqrt(self.square / correction_2) + EPSILON)
        self.image = tf.clip_by_value(self.image - away, 0, 1)
        if self.robust:
            decay = min(AVERAGE, (1 + self.evaluations) / (10 + self.evaluations))
            self.average = self.average * decay + self.image * (1 - decay)
        return terms.numpy(), False

    @property
    def result(self) -> Tensor:
        """See ``Optimiser``."""
        return self.average if self.robust else self.image

    def enlarge(self, height: int, width: int) -> None:
        """See ``Optimiser``."""
        tensors = (self.image, self.mean, self.square, self.average)
        self.image, self.mean, self.square, self.average = (enlarged(tensor, height, width) for tensor in tensors)


@dataclass(frozen=True)
class Pair:
    """A step s, the change y of the gradient over it, and their mean product."""

    s: Tensor
    y: Tensor
    product: float


class Lbfgs:
    """Liu, Nocedal 1989, with a step that is shortened until the loss has fallen enough (Armijo).

    Values that lie on the border of 0..1 and are pulled beyond it stay out of the step. It needs one and the same loss
    from step to step, so it keeps to the first view.
    """

    def __init__(self, image: np.ndarray) -> None:
        self.image = tf.constant(image)
        self.pairs: list[Pair] = []
        self.current: tuple[Tensor, Tensor, float] | None = None
        self.evaluations = 0

    def step(self, objective: Objective, rate: float) -> tuple[np.ndarray, bool]:
        """See ``Optimiser``."""
        if self.current is None:
            self.current = self._evaluate(objective, self.image)
        terms, gradient, loss = self.current
        low, high = (self.image <= 0) & (gradient > 0), (self.image >= 1) & (gradient < 0)
        free = tf.cast(~(low | high), tf.float32)
        direction = -self._newton(gradient * free) * free
        length = rate
        for _ in range(TRIALS):
            image = tf.clip_by_value(self.image + direction * length, 0, 1)
            found = self._evaluate(objective, image)
            s, y = image - self.image, (found[1] - gradient) * free
            slope = float(mean_product(gradient, s))
            if slope < 0 and found[2] <= loss + ENOUGH * slope:
                self.image, self.current = image, found
                self._remember(s, y)
                return terms.numpy(), False
            if slope >= 0:
                break
            lowest = -slope / (2 * (found[2] - loss - slope))
            length *= min(0.5, lowest) if lowest > 0.1 else 0.1 if np.isfinite(found[2]) else 0.5
        stuck = not self.pairs
        self.pairs = []
        return terms.numpy(), stuck

    @property
    def result(self) -> Tensor:
        """See ``Optimiser``."""
        return self.image

    def enlarge(self, height: int, width: int) -> None:
        """See ``Optimiser``."""
        self.image, self.current = enlarged(self.image, height, width), None
        before, self.pairs = self.pairs, []
        for pair in before:
            self._remember(enlarged(pair.s, height, width), enlarged(pair.y, height, width))

    def _evaluate(self, objective: Objective, image: Tensor) -> tuple[Tensor, Tensor, float]:
        self.evaluations += 1
        terms, gradient = objective.evaluate(image)
        return terms, gradient, float(np.sum(terms.numpy(), dtype="float64"))

    def _remember(self, s: Tensor, y: Tensor) -> None:
        product = float(mean_product(s, y))
        if product > FLAT * float(mean_product(y, y)):
            self.pairs = [*self.pairs, Pair(s, y, product)][-HISTORY:]

    def _newton(self, slope: Tensor) -> Tensor:
        """The two-loop recursion: the inverse of the curvature, as far as the pairs tell it, times the slope."""
        if not self.pairs:
            return slope * (FIRST_STEP / tf.sqrt(mean_product(slope, slope) + FLAT * FLAT))
        q, shares = slope, []
        for pair in reversed(self.pairs):
            shares.append(mean_product(pair.s, q) / pair.product)
            q = q - pair.y * shares[-1]
        newest = self.pairs[-1]
        q = q * (newest.product / mean_product(newest.y, newest.y))
        for pair, share in zip(self.pairs, reversed(shares), strict=True):
            q = q + pair.s * (share - mean_product(pair.y, q) / pair.product)
        return q
