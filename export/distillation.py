"""The distilled encoder and its teacher VGG-19 as one Keras model, which ``fit`` trains under any back end (with
pictures that are being optimised, under TensorFlow).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import keras
import numpy as np
from keras import ops

from export.configuration import Configuration, ConfigurationError, Phase
from export.least_squares import flat
from export.losses import content_loss, gram, gram_loss
from export.networks import DistilledEncoder, StyleEncoder, StyleTransformer, Vgg19
from export.networks.operations import Tensor
from export.trainable import Trainable

if TYPE_CHECKING:
    from export.distil_pictures import OptimisedPictures


class Distillation(Trainable):
    """Takes the batches of ``MixedBatches``; its loss is the sum over the taps, each with its weight, of the relative
    squared errors of the features and, weighted again, of their Gram matrices.

    ``painters`` paint a share of the pictures, so that the encoder also knows what style networks make; in training
    another share is being optimised with the encoder as it stands (``OptimisedPictures``).
    """

    def __init__(
        self,
        configuration: Configuration,
        vgg: dict[str, np.ndarray],
        painters: tuple[StyleEncoder, StyleTransformer] | None,
        vgg_divide: int = 1,
    ) -> None:
        super().__init__()
        self.configuration = configuration
        rules = configuration.pupil
        taps = tuple(rules["taps"])
        shape = (rules["widths"], rules["ranks"], rules["kept"])
        self.pupil = DistilledEncoder(taps, rules["divide"], vgg_divide, *shape)
        self.pupil.build()
        self.vgg = Vgg19(taps=taps, divide=vgg_divide)
        self.vgg.load(vgg)
        self.painters = painters
        self.optimised: OptimisedPictures | None = None
        for network in painters or ():
            network.trainable = False
        self.networks = {"distilled": self.pupil}
        self.trackers = {tap: keras.metrics.Mean(name=tap) for tap in taps}
        self.built = True

    def enter(self, phase: Phase) -> None:
        """Begin other optimisations: their size is that of the phase."""
        self.begin_optimised(phase)
        super().enter(phase)

    def begin_optimised(self, phase: Phase, rounds: int = 1) -> None:
        """Take in, from now on, pictures that are being optimised, where the configuration has a share of them.

        ``rounds`` is how many views of them each batch goes on by.
        """
        if count := round(self.configuration.crops["optimised"] * phase.batch):
            from export.distil_pictures import CONTENT_TAP, OptimisedPictures

            if CONTENT_TAP not in self.pupil.taps:
                raise ConfigurationError(f"[crops] optimised = 0 is needed without {CONTENT_TAP} among the taps.")
            self.half = phase.batch // 2
            self.optimised = OptimisedPictures(self.pupil, count, phase.size, self.configuration.seed, rounds)

    def calibrate(self, images: np.ndarray) -> None:
        """Learn the size of VGG-19's features at each tap, and their directions, from pictures float32 [B, H, W, 3]."""
        for tap, features in self.vgg(images).items():
            square = ops.mean(ops.square(ops.cast(features, "float32")))
            getattr(self.pupil, f"{tap}_scale").assign(ops.sqrt(square))
        self.learn_directions([images])

    def learn_directions(self, batches: Iterable[np.ndarray]) -> None:
        """Learn the directions that the encoder keeps of some taps from batches of pictures float32 [B, H, W, 3]."""
        products = {tap: np.zeros(2 * (self.pupil.teacher_width(tap),)) for tap in self.pupil.kept}
        for images in batches:
            seen = self.vgg(images)
            for tap in products:
                rows = flat(ops.convert_to_numpy(ops.cast(seen[tap], "float32")))
                products[tap] += rows.T @ rows
        self.pupil.learn_directions(products)

    def call(self, batch: dict[str, Tensor], training: bool = False) -> dict[str, Tensor]:
        """The pictures of the batch, a few of them painted, and what the encoder makes of them."""
        image = self.pictures(batch["image"]) if training else self.with_paintings(batch["image"])
        features = self.pupil(image)
        return {"image": image} | {tap: self.pupil.wide(tap, features[tap]) for tap in features}

    def pictures(self, images: Tensor) -> Tensor:
        """Pictures [B, S, S, 3] of a batch, some of them painted, and some on their way from a photo to a style."""
        image = self.with_paintings(images)
        if not self.optimised:
            return image
        count, half = self.optimised.count, self.half
        begun = ops.cast(images, "float32")
        optimised = ops.cast(self.optimised(begun[half - count : half], begun[-count:]), image.dtype)
        # In the place of photos that were not painted and of as many paintings.
        first = half - count // 2
        return ops.concatenate([image[:first], optimised, image[first + count :]])

    def with_paintings(self, image: Tensor) -> Tensor:
        """Pictures [B, S, S, 3] of a batch, an eighth of them painted where there are painters."""
        if not self.painters:
            return image
        encoder, transformer = self.painters
        count = ops.shape(image)[0] // 8
        painted = transformer((image[:count], encoder(image[-count:])))
        return ops.concatenate([ops.stop_gradient(painted), image[count:]])

    def total_loss(self, batch: dict[str, Tensor], results: dict[str, Tensor]) -> Tensor:
        """The weighted sum of the relative errors, a scalar."""
        wanted = self.vgg(results["image"])
        total: Tensor = 0.0
        rules = self.configuration.pupil
        for tap, tracker in self.trackers.items():
            loss = feature_loss(results[tap], ops.stop_gradient(wanted[tap]), rules["gram"], tracker)
            total += rules["weights"].get(tap, 1.0) * loss
        return total


def feature_loss(found: Tensor, wanted: Tensor, gram_weight: float, tracker: keras.metrics.Mean) -> Tensor:
    """The relative error of features [B, h, w, C], which ``tracker`` notes, and that of their Gram matrices."""
    loss: Tensor = ops.mean(content_loss(found, wanted))
    tracker.update_state(loss)
    if gram_weight:
        loss += gram_weight * ops.mean(gram_loss(gram(found), gram(wanted)))
    return loss
