"""The distilled encoder and its teacher VGG-19 as one Keras model, which ``fit`` trains under any back end."""

import keras
import numpy as np
from keras import ops

from export.configuration import Configuration
from export.losses import content_loss
from export.networks import DistilledEncoder, StyleEncoder, StyleTransformer, Vgg19
from export.networks.operations import Tensor
from export.trainable import Trainable


class Distillation(Trainable):
    """Takes the batches of ``MixedBatches``; its loss is the sum over the taps of the relative squared error.

    ``painters`` paint a share of the pictures, so that the encoder also knows what style networks make.
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
        self.pupil = DistilledEncoder(taps, rules["divide"], vgg_divide)
        self.pupil.build()
        self.vgg = Vgg19(taps=taps, divide=vgg_divide)
        self.vgg.load(vgg)
        self.painters = painters
        for network in painters or ():
            network.trainable = False
        self.networks = {"distilled": self.pupil}
        self.trackers = {tap: keras.metrics.Mean(name=tap) for tap in taps}
        self.built = True

    def calibrate(self, images: np.ndarray) -> None:
        """Learn the size of VGG-19's features at each tap from pictures float32 [B, H, W, 3]."""
        for tap, features in self.vgg(images).items():
            square = ops.mean(ops.square(ops.cast(features, "float32")))
            getattr(self.pupil, f"{tap}_scale").assign(ops.sqrt(square))

    def call(self, batch: dict[str, Tensor], training: bool = False) -> dict[str, Tensor]:
        """The pictures of the batch, a few of them painted, and what the encoder makes of them."""
        image = batch["image"]
        if self.painters:
            encoder, transformer = self.painters
            count = ops.shape(image)[0] // 4
            painted = transformer((image[:count], encoder(image[-count:])))
            image = ops.concatenate([ops.stop_gradient(painted), image[count:]])
        features = self.pupil(image)
        return {"image": image} | {tap: self.pupil.wide(tap, features[tap]) for tap in features}

    def total_loss(self, batch: dict[str, Tensor], results: dict[str, Tensor]) -> Tensor:
        """The sum of the relative errors, a scalar."""
        wanted = self.vgg(results["image"])
        total: Tensor = 0.0
        for tap, tracker in self.trackers.items():
            error = ops.mean(content_loss(results[tap], ops.stop_gradient(wanted[tap])))
            tracker.update_state(error)
            total += error
        return total
