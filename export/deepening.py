"""New layers of the distilled encoder, begun where VGG-19's lie instead of at random.

Layer by layer, those channels of VGG-19 are chosen that best tell the others (greedy column subset selection), and
what they hold before their relu is regressed on what the encoder has below. Then these layers alone, new or as they
were, are trained on features that were computed once: the layers below stand still, and a step costs a small part of
one of ``distil``'s.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import keras
import numpy as np
from keras import ops

from export.configuration import Phase
from export.crops import Batch
from export.distillation import Distillation, feature_loss
from export.networks.operations import Tensor
from export.networks.vgg19 import TAPS
from export.trainable import Trainable

ROUNDS = 4  # of a regression; after the first, what a relu cuts off need not be met
RIDGE = 1e-4
WEIGHT_KINDS = ("kernel", "bias")
STRIPE = 25  # pictures whose patches are held at once


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
            channels = telling_columns(above.reshape(-1, above.shape[-1])[::3], self.small.width(layer))
            wanted = before[..., channels] / size
            kernel, bias = rectified_regression(below, wanted)
            getattr(self.small, f"{name}_kernel").assign(kernel)
            getattr(self.small, f"{name}_bias").assign(bias)
            below = np.maximum(np.asarray(ops.conv(below, kernel, padding="same")) + bias, 0)
            if layer in self.taps:
                scale = getattr(self.training.pupil, f"{layer}_scale")
                scale.assign(size)
                matrix, offset = regression(flat(below), flat(above) / size)
                getattr(self.training.pupil, f"{layer}_map_kernel").assign(matrix)
                getattr(self.training.pupil, f"{layer}_map_bias").assign(offset)

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
            (self.small, f"{layer.replace('relu', 'conv')}_{kind}") for layer in self.upper for kind in WEIGHT_KINDS
        ]
        names += [(self.training.pupil, f"{tap}_map_{kind}") for tap in self.taps for kind in WEIGHT_KINDS]
        return [getattr(network, name) for network, name in names]

    @property
    def trainable_weights(self) -> list[Any]:
        """Keras' other name for them."""
        return self.trainable_variables

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


def telling_columns(rows: np.ndarray, count: int) -> np.ndarray:
    """Numbers of the ``count`` columns of float32 [n, C] that best tell the rest by linear maps."""
    left = rows.T.astype("float64") @ rows
    chosen: list[int] = []
    for _ in range(count):
        own = np.diag(left).copy()
        # The ridge that the regression will have: of two that tell as much, the one that stands out more is chosen.
        tells = np.sum(np.square(left), 0) / (own + RIDGE * np.mean(own))
        tells[chosen] = -1
        best = int(np.argmax(tells))
        chosen.append(best)
        left -= np.outer(left[:, best], left[best]) / max(left[best, best], 1e-12)
    return np.array(chosen)


def regression(rows: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Matrix [c, C] and offset [C] of the least squares from float32 [n, c] to [n, C]."""
    known = _with_one(rows)
    solved = _solve(known.T @ known, known.T @ wanted)
    return solved[:-1], solved[-1]


def rectified_regression(below: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Kernel [3, 3, c, C] and bias [C] after which a relu is nearest to the relu of ``wanted``, float32 [B, h, w, C].

    ``below`` is float32 [B, h, w, c]. Where both are negative there is no error, which rounds of regression settle.
    """
    stripes = [slice(start, start + STRIPE) for start in range(0, len(below), STRIPE)]
    count, width = 9 * below.shape[-1] + 1, wanted.shape[-1]
    products, solved = np.zeros((count, count)), np.zeros((count, width), "float32")
    for turn in range(ROUNDS):
        reached = np.zeros((count, width))
        for stripe in stripes:
            rows, target = _with_one(patches(below[stripe])), flat(wanted[stripe])
            if turn == 0:
                products += rows.T @ rows
            else:
                made = rows @ solved
                target = np.where((target < 0) & (made < 0), made, np.maximum(target, 0))
            reached += rows.T @ target
        solved = _solve(products, reached)
    return solved[:-1].reshape(3, 3, below.shape[-1], -1), solved[-1]


def patches(features: np.ndarray) -> np.ndarray:
    """What a 3 x 3 convolution sees at each position of [B, h, w, c], zeros around: [B h w, 9 c]."""
    height, width = features.shape[1:3]
    padded = np.pad(features, ((0, 0), (1, 1), (1, 1), (0, 0)))
    shifted = [padded[:, y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return flat(np.concatenate(shifted, -1))


def flat(features: np.ndarray) -> np.ndarray:
    """[B, h, w, c] → [B h w, c]."""
    return features.reshape(-1, features.shape[-1])


def _with_one(rows: np.ndarray) -> np.ndarray:
    return np.concatenate([rows, np.ones((len(rows), 1), rows.dtype)], 1)


def _solve(products: np.ndarray, reached: np.ndarray) -> np.ndarray:
    ridge = RIDGE * np.mean(np.diag(products)) * np.eye(len(products))
    return np.linalg.solve(products + ridge, reached).astype("float32")
