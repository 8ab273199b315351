"""The networks, one file each, written on ``keras.ops`` so that any Keras 3 back end trains them."""

from export.networks.distilled_encoder import DistilledEncoder
from export.networks.mapped_encoder import MappedEncoder
from export.networks.style_encoder import StyleEncoder
from export.networks.style_transformer import StyleTransformer
from export.networks.vgg19 import Vgg19

__all__ = ["DistilledEncoder", "MappedEncoder", "StyleEncoder", "StyleTransformer", "Vgg19"]
