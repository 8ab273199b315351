"""The two networks and their loss as one Keras model, so that ``fit`` trains them under any back end."""

from typing import Any

import keras
import numpy as np
from keras import ops

from export.configuration import Configuration
from export.crops import REACH
from export.losses import (
    CONTENT_TAP,
    STYLE_TAPS,
    content_loss,
    gram,
    gram_loss,
    moments_loss,
    normalised,
    variation,
)
from export.networks import StyleEncoder, StyleTransformer, Vgg19
from export.networks.operations import Tensor, channel_moments

TERMS = ("style", "gram", "content", "structure", "variation", "steady")


class StyleTraining(keras.Model):
    """Takes the batches of ``CropBatches``; its losses are means over the batch, one tracker a term."""

    def __init__(self, configuration: Configuration, vgg: dict[str, np.ndarray], vgg_divide: int = 1) -> None:
        super().__init__()
        self.configuration = configuration
        self.encoder = StyleEncoder(**configuration.encoder)
        self.transformer = StyleTransformer(**configuration.transformer, style_size=configuration.encoder["style_size"])
        self.vgg = Vgg19(taps=STYLE_TAPS, divide=vgg_divide)
        self.encoder.build((None, None, None, 3))
        self.transformer.build()
        self.vgg.load(vgg)
        self.trackers = {term: keras.metrics.Mean(name=term) for term in TERMS}
        self.built = True

    def compile_for_training(self) -> None:
        """Adam with the configuration's rate by step, clipping and moving average of the weights."""
        rules = self.configuration.optimiser
        adam = keras.optimizers.Adam(
            RateByPhase(self.configuration),
            beta_2=rules["beta_2"],
            global_clipnorm=rules["clip"],
            use_ema=True,
            ema_momentum=rules["average"],
        )
        self.compile(optimizer=adam)
        adam.build(self.trainable_variables)

    def call(self, batch: dict[str, Tensor], training: bool = False) -> dict[str, Tensor]:
        """Stylise each photo in ``reuse`` styles, and the moved photos once where steadiness counts."""
        content, styles = batch["content"], self.encoder(batch["style"])
        reuse = self.configuration.phases[0].reuse
        contents = ops.concatenate([content] * reuse)
        turned = ops.concatenate([ops.roll(styles, turn, axis=0) for turn in range(reuse)])
        results = {"stylized": self.transformer((contents, turned))}
        if "shifted" in batch:
            results["shifted"] = self.transformer((batch["shifted"], styles))
        return results

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Tensor:
        """The weighted sum of the losses, a scalar; ``y`` and ``sample_weight`` are not used."""
        weights, reuse = self.configuration.loss, self.configuration.phases[0].reuse
        found = self.vgg(y_pred["stylized"])
        wanted = self.vgg(x["style"])
        content = self.vgg(x["content"])[CONTENT_TAP]
        terms: dict[str, Tensor] = {"style": 0.0, "gram": 0.0}
        for tap in STYLE_TAPS:
            moments = tuple(repeat(moment, reuse) for moment in channel_moments(wanted[tap]))
            terms["style"] += ops.mean(moments_loss(channel_moments(found[tap]), moments))
            terms["gram"] += ops.mean(gram_loss(gram(found[tap]), repeat(gram(wanted[tap]), reuse)))
        same = ops.concatenate([content] * reuse)
        terms["content"] = ops.mean(content_loss(found[CONTENT_TAP], same))
        structure = ops.concatenate([normalised(content)] * reuse)
        terms["structure"] = ops.mean(content_loss(normalised(found[CONTENT_TAP]), structure))
        terms["variation"] = variation(y_pred["stylized"])
        if "shifted" in y_pred:
            terms["steady"] = unsteadiness(y_pred["stylized"], y_pred["shifted"], x["shift"][0])
        for term, value in terms.items():
            self.trackers[term].update_state(value)
        pull = ops.mean(x["pull"])
        by_phase = {"style": pull * weights["style"], "gram": pull * weights["gram"]}
        if "steady" in terms:
            by_phase["steady"] = ops.mean(x["steady"])
        return sum((weights | by_phase)[term] * value for term, value in terms.items())


def repeat(values: Tensor, reuse: int) -> Tensor:
    """The wanted values in the order in which ``call`` pairs the styles with the contents."""
    return ops.concatenate([ops.roll(values, turn, axis=0) for turn in range(reuse)])


def unsteadiness(stylized: Tensor, shifted: Tensor, shift: Tensor) -> Tensor:
    """Mean square of what changes when the photo moves by ``shift`` pixels [2], the movement undone."""
    count, inner = ops.shape(shifted)[0], shifted.shape[1] - 2 * REACH
    here = ops.slice(stylized[:count], (0, REACH + shift[0], REACH + shift[1], 0), (count, inner, inner, 3))
    there = ops.slice(shifted, (0, REACH, REACH, 0), (count, inner, inner, 3))
    return ops.mean(ops.square(here - there))


class RateByPhase(keras.optimizers.schedules.LearningRateSchedule):
    """The learning rate: a short warm-up, then from first to last of each phase along half a cosine."""

    def __init__(self, configuration: Configuration, warm_up: int = 100) -> None:
        self.configuration, self.warm_up = configuration, warm_up

    def __call__(self, step: Tensor) -> Tensor:
        """The rate of a step."""
        step = ops.cast(step, "float32")
        rate: Tensor = 0.0
        start = 0
        for number, phase in enumerate(self.configuration.phases):
            done = ops.clip((step - start) / phase.steps, 0.0, 1.0)
            first, last = phase.rate
            here = last + (first - last) * 0.5 * (1 + ops.cos(np.pi * done))
            rate = here if number == 0 else ops.where(step >= start, here, rate)
            start += phase.steps
        return rate * ops.minimum(1.0, (step + 1) / self.warm_up)

    def get_config(self) -> dict[str, Any]:
        """What Keras needs to make the schedule again."""
        return {"configuration": self.configuration, "warm_up": self.warm_up}
