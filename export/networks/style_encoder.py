"""The style encoder: a picture of any size becomes a style vector.

Mean and deviation of features at four resolutions describe texture without its place (as in Gatys et al., "A neural
algorithm of artistic style", 2015, and Ghiasi et al., "Exploring the structure of a real-time, arbitrary neural
artistic stylization network", 2017). The features are those of a distilled encoder, which was taught to see what
VGG-19 sees, so what the style losses compare can be told from them; a perceptron turns them into the vector.
"""

from typing import Any

import keras
import numpy as np
from keras import layers, ops

from export.networks.operations import Tensor, channel_moments
from export.networks.vgg19 import Vgg19, WeightsError

STYLE_SIZE = 192
SEEN_TAPS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1")


class StyleEncoder(keras.Model):
    """Style image [B, H, W, 3], RGB 0..1, H and W at least 32 → style vector [B, ``style_size``], float32.

    ``divide`` and ``widths`` are those of the ``Vgg19`` that are its eyes; ``hidden`` is the width of the perceptron.
    The eyes do not learn: they were a distilled encoder's up to relu4_1 (``see_as``).
    """

    def __init__(
        self,
        divide: int = 4,
        widths: dict[str, int] | None = None,
        hidden: int = 512,
        style_size: int = STYLE_SIZE,
        **named: Any,
    ) -> None:
        # A fixed name: the exported graph carries it, and must not depend on what was made before.
        super().__init__(**({"name": "style_encoder"} | named))
        self.style_size = style_size
        self.eyes = Vgg19(taps=SEEN_TAPS, divide=divide, widths=widths, name="eyes")
        self.hidden = layers.Dense(hidden, dtype="float32", name="hidden")
        self.deeper = layers.Dense(hidden, dtype="float32", name="deeper")
        self.vector = layers.Dense(style_size, dtype="float32", name="vector")

    def build(self, input_shape: Any = None) -> None:
        """Make the weights; nothing depends on the size of the picture."""
        self.eyes.build()
        seen = 2 * (3 + sum(self.eyes.width(tap) for tap in SEEN_TAPS))
        for kind, initial in (("mean", "zeros"), ("deviation", "ones")):
            weight = self.add_weight(name=f"usual_{kind}", shape=(seen,), initializer=initial, trainable=False)
            setattr(self, f"usual_{kind}", weight)
        self.hidden.build((None, seen))
        self.deeper.build((None, self.hidden.units))
        self.vector.build((None, self.hidden.units))
        self.built = True

    def see_as(self, eyes: Vgg19, paintings: np.ndarray) -> None:
        """Take over trained eyes, and learn what is usual from paintings [N, H, W, 3], 0..1.

        They are another style encoder's, or a distilled encoder's ``small``. Raises WeightsError where their layers
        are not as wide as these.
        """
        known = {weight.path.split("/")[-1]: weight for weight in eyes.weights}
        for weight in self.eyes.weights:
            name = weight.path.split("/")[-1]
            if name not in known or known[name].shape != weight.shape:
                raise WeightsError(f"{name} of the trained eyes does not fit `divide` and `widths` of [encoder].")
            weight.assign(known[name])
        found = np.concatenate([np.asarray(self.statistics(painting[None])) for painting in paintings])
        self.usual_mean.assign(found.mean(0))
        self.usual_deviation.assign(found.std(0) + 1e-3)

    def statistics(self, image: Tensor) -> Tensor:
        """What the perceptron is told of pictures [B, H, W, 3]: compressed means and deviations [B, K], float32."""
        found = list(channel_moments((image - 0.5) * 4))
        for features in self.eyes(image).values():
            found += channel_moments(features)
        together = ops.concatenate(found, axis=-1)
        # A few channels dwarf the others; the logarithm keeps the small ones audible.
        return ops.sign(together) * ops.log(1 + 4 * ops.abs(together))

    def call(self, image: Tensor) -> Tensor:
        """See the class."""
        x = (self.statistics(image) - self.usual_mean) / self.usual_deviation
        x = ops.leaky_relu(self.hidden(x), 0.1)
        x = x + ops.leaky_relu(self.deeper(x), 0.1)
        return self.vector(x)
