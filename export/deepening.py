"""New layers of the distilled encoder, begun where VGG-19's lie instead of at random.

Layer by layer, those channels of VGG-19 are chosen that best tell the others (greedy column subset selection), and
what they hold before their relu is regressed on what the encoder has below; layers of low rank keep all channels, but
few directions of them (``least_squares``). Then these layers alone, new or as they were, are trained on features that
were computed once: the layers below stand still, and a step costs a small part of one of ``distil``'s.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import keras
import numpy as np
from keras import ops

from export.configuration import ConfigurationError, Phase
from export.crops import Batch
from export.distillation import Distillation, feature_loss
from export.least_squares import (
    STRIPE,
    flat,
    low_rank,
    rectified_regression,
    regression,
    telling_columns,
    telling_directions,
)
from export.networks.operations import Tensor
from export.networks.vgg19 import TAPS
from export.trainable import Trainable

WEIGHT_KINDS = ("kernel", "bias")


class Deepening(Trainable):
    """The layers above the tap ``after`` of ``training``'s encoder.

    ``collect`` first, then ``regress`` where they begin anew, then ``fit`` on ``CollectedBatches``: its loss is that of
    ``Distillation``, over the taps above ``after``.
    """

    warm_up, bias_rate = 20, 0.5

    def __init__(self, training: Distillation, vgg: dict[str, np.ndarray], after: str, phase: Phase) -> None:
        super().__init__()
        # On features that stand still Muon gets further in the same steps than Adam does.
        optimiser = training.configuration.optimiser | {"method": "muon"}
        self.configuration = replace(training.configuration, phases=(phase,), optimiser=optimiser)
        self.training, self.vgg, self.after = training, vgg, after
        self.small = training.pupil.small
        self.upper = TAPS[TAPS.index(after) + 1 : self.small.last + 1]
        self.taps = tuple(tap for tap in self.small.taps if tap in self.upper)
        self.trackers = {tap: training.trackers[tap] for tap in self.taps}
        self.built = True

    def collect(self, pictures: Iterator[np.ndarray], regressed: bool = True) -> dict[str, np.ndarray]:
        """float16 features of pictures float32 [B, S, S, 3]: ``below``, the encoder's; by tap, VGG-19's above it.

        Only ``regress`` needs those at the tap ``after`` as well.
        """
        teacher = self.training.vgg
        found: dict[str, list[np.ndarray]] = {
            name: [] for name in ("below", *((self.after,) if regressed else ()), *self.taps)
        }
        for images in pictures:
            seen = {"below": self.small(images)[self.after]} | teacher(images)
            for name, parts in found.items():
                parts.append(ops.convert_to_numpy(ops.cast(seen[name], "float16")))
        return {name: np.concatenate(parts) for name, parts in found.items()}

    def regress(self, collected: dict[str, np.ndarray]) -> None:
        """Begin every layer, and the maps of the taps, by least squares on what was collected of some pictures."""
        below, above = (collected[name].astype("float32") for name in ("below", self.after))
        for layer in self.upper:
            name = layer.replace("relu", "conv")
            if layer.endswith("_1"):
                below, above = (np.asarray(ops.max_pool(one, 2, 2, "valid")) for one in (below, above))
            before = np.asarray(ops.conv(above, self.vgg[f"{name}/kernel"], padding="same")) + self.vgg[f"{name}/bias"]
            above = np.maximum(before, 0)
            size = float(np.sqrt(np.mean(np.square(above))))
            if layer in self.small.ranks:
                below = self._factored(layer, below, before / size)
            else:
                channels = telling_columns(flat(above)[::3], self.small.width(layer))
                self._assign(name, *rectified_regression(below, before[..., channels] / size))
                below = self._through(layer, below)
            if layer not in self.taps:
                continue
            getattr(self.training.pupil, f"{layer}_scale").assign(size)
            if not self.training.pupil.is_wide(layer):
                matrix, offset = regression(flat(below), flat(above) / size)
                getattr(self.training.pupil, f"{layer}_map_kernel").assign(matrix)
                getattr(self.training.pupil, f"{layer}_map_bias").assign(offset)

    def _factored(self, layer: str, below: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """Begin a layer of low rank on ``below``, for VGG-19's [B, h, w, C] before the relu; what comes out of it."""
        name, (reduced, rank) = layer.replace("relu", "conv"), self.small.ranks[layer]
        seen = below
        if reduced:
            kernel = self.vgg[f"{name}/kernel"]
            if kernel.shape[2] != below.shape[-1]:
                raise ConfigurationError(f"[pupil] ranks: {layer} follows a narrow layer: its first number must be 0.")
            matrix = telling_directions(below, kernel, reduced)
            self._assign(f"{name}_reduce", matrix[None, None], np.zeros(reduced))
            seen = below @ matrix
        inner, outer, bias = low_rank(*rectified_regression(seen, wanted), seen, rank)
        self._assign(name, inner, np.zeros(rank))
        self._assign(f"{name}_expand", outer, bias)
        return self._through(layer, below)

    def _assign(self, name: str, kernel: np.ndarray, bias: np.ndarray) -> None:
        for kind, value in zip(WEIGHT_KINDS, (kernel, bias), strict=True):
            getattr(self.small, f"{name}_{kind}").assign(value)

    def _through(self, layer: str, features: np.ndarray) -> np.ndarray:
        """Features [B, h, w, c] after a layer, float32."""
        for name, _, _ in self.small.convolutions(layer):
            kernel, bias = (getattr(self.small, f"{name}_{kind}") for kind in WEIGHT_KINDS)
            features = np.asarray(ops.conv(features, kernel, padding="same") + bias)
        return np.maximum(features, 0)

    def errors(self, collected: dict[str, np.ndarray]) -> dict[str, float]:
        """The relative squared error at each tap, over what was collected of some pictures."""
        for tracker in self.trackers.values():
            tracker.reset_state()
        for start in range(0, len(collected["below"]), STRIPE):
            batch = {name: values[start : start + STRIPE].astype("float32") for name, values in collected.items()}
            self.total_loss(batch, self(batch))
        return {tap: float(tracker.result()) for tap, tracker in self.trackers.items()}

    @property
    def trainable_variables(self) -> list[Any]:
        """The weights of the new layers and of the maps of their taps."""
        names = [
            (self.small, f"{name}_{kind}")
            for layer in self.upper
            for name, _, _ in self.small.convolutions(layer)
            for kind in WEIGHT_KINDS
        ]
        mapped = [tap for tap in self.taps if not self.training.pupil.is_wide(tap)]
        names += [(self.training.pupil, f"{tap}_map_{kind}") for tap in mapped for kind in WEIGHT_KINDS]
        return [getattr(network, name) for network, name in names]

    @property
    def trainable_weights(self) -> list[Any]:
        """Keras' other name for them."""
        return self.trainable_variables

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights of these layers and all directions, under the names that ``checkpoint.network_arrays`` gives."""
        own = {id(weight) for weight in self.trainable_variables}
        own |= {id(getattr(self.training.pupil, f"{tap}_kept")) for tap in self.training.pupil.kept}
        return {
            weight.path.split("/", 1)[1]: np.asarray(weight)
            for weight in self.training.pupil.weights
            if id(weight) in own
        }

    def call(self, batch: dict[str, Tensor], training: bool = False) -> dict[str, Tensor]:
        """What the encoder makes of the features ``below``, at the taps above ``after``, as wide as VGG-19's."""
        found = self.small.above(self.after, batch["below"])
        return {tap: self.training.pupil.wide(tap, found[tap]) for tap in self.taps}

    def total_loss(self, batch: dict[str, Tensor], results: dict[str, Tensor]) -> Tensor:
        """The weighted sum of the relative errors, a scalar."""
        rules = self.configuration.pupil
        return sum(
            rules["weights"].get(tap, 1.0) * feature_loss(results[tap], batch[tap], rules["gram"], self.trackers[tap])
            for tap in self.taps
        )


class CollectedBatches(keras.utils.PyDataset):
    """Batches of what ``Deepening.collect`` gave, float32, drawn at random; a function of the seed."""

    def __init__(self, collected: dict[str, np.ndarray], batch: int, steps: int, seed: int) -> None:
        super().__init__(workers=1, max_queue_size=4)
        self.collected, self.batch, self.steps, self.seed = collected, batch, steps, seed

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, index: int) -> Batch:
        random = np.random.default_rng((self.seed, index))
        chosen = random.integers(0, len(self.collected["below"]), self.batch)
        return ({name: values[chosen].astype("float32") for name, values in self.collected.items()},)
