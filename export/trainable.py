"""What the models that train share: the optimiser, its rate by phase, and the networks that a checkpoint holds."""

from typing import Any

import keras
import numpy as np
from keras import ops

from export.configuration import Configuration, Phase
from export.muon import KernelMuon
from export.networks.operations import Tensor


class Trainable(keras.Model):
    """A model for ``fit`` with a configuration; ``networks`` are what it makes, ``trackers`` its terms of loss."""

    configuration: Configuration
    networks: dict[str, keras.Model]
    trackers: dict[str, keras.metrics.Mean]
    warm_up = 100  # steps until the rate is what the configuration says
    bias_rate = 1.0  # under Muon, the rate of what Adam moves, as a share of the kernels'

    @property
    def has_live_along(self) -> bool:
        """Whether a live transformer is trained beside the networks for pictures, and has a record of its own."""
        return len(self.networks) > 1 and "live" in self.networks

    def compile_for_training(self) -> None:
        """The configuration's optimiser with its rate by step, clipping and moving average of the weights."""
        rules = self.configuration.optimiser
        rate = RateByPhase(self.configuration, self.warm_up)
        common = {"global_clipnorm": rules["clip"], "use_ema": True, "ema_momentum": rules["average"]}
        if rules["method"] == "muon":
            optimiser = KernelMuon(
                rate,
                adam_beta_2=rules["beta_2"],
                adam_lr_ratio=self.bias_rate,
                weight_decay=None,
                adam_weight_decay=None,
                **common,
            )
        else:
            optimiser = keras.optimizers.Adam(rate, beta_2=rules["beta_2"], **common)
        self.compile(optimizer=optimiser)
        optimiser.build(self.trainable_variables)

    def enter(self, phase: Phase) -> None:
        """Get ready for a phase: its shapes and its loss network are compiled anew, and then stay fixed and fast."""
        self.make_train_function(force=True)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Tensor:
        """Keras' name for ``total_loss``; ``y`` and ``sample_weight`` are not used."""
        return self.total_loss(x, y_pred)

    def total_loss(self, batch: dict[str, Tensor], results: dict[str, Tensor]) -> Tensor:
        """The loss of what ``call`` made of a batch, a scalar; the trackers take note of its terms."""
        raise NotImplementedError


class RateByPhase(keras.optimizers.schedules.LearningRateSchedule):
    """The learning rate: a short warm-up, then from first to last of each phase along half a cosine."""

    def __init__(self, configuration: Configuration, warm_up: int) -> None:
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
