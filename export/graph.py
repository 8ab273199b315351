"""Networks as TensorFlow functions with named inputs and outputs, and what they cost."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf

from export.networks import MappedEncoder, StyleEncoder, StyleTransformer, Vgg19
from export.networks.style_encoder import STYLE_SIZE

COUNTED = ("Conv2D", "DepthwiseConv2dNative", "MatMul", "BatchMatMulV2")


class ServedNetwork(tf.Module):
    """A network with the explicit signature under which it is exported."""

    def __init__(self, network: keras.Model) -> None:
        super().__init__()
        self.network = network
        image = tf.TensorSpec([1, None, None, 3], tf.float32, name="image")
        if isinstance(network, StyleEncoder):
            self.inputs, self.outputs = [image], ["style"]
            self.serve = tf.function(lambda image: {"style": network(image)}, input_signature=[image])
        elif isinstance(network, StyleTransformer):
            style = tf.TensorSpec([1, network.style_size], tf.float32, name="style")
            self.inputs, self.outputs = [image, style], ["stylized"]
            self.serve = tf.function(
                lambda image, style: {"stylized": network((image, style))}, input_signature=[image, style]
            )
        elif isinstance(network, Vgg19 | MappedEncoder):
            self.inputs, self.outputs = [image], list(network.taps)
            self.serve = tf.function(lambda image: network(image), input_signature=[image])
        else:
            raise TypeError(f"{type(network).__name__} has no exported form")

    def multiply_adds(self, side: int = 512) -> int:
        """Multiplications with addition in convolutions and matrix products, for a ``side`` × ``side`` image."""
        specs = [tf.TensorSpec([1, side, side, 3], tf.float32, name="image"), *self.inputs[1:]]
        traced = tf.function(self.serve.python_function).get_concrete_function(*specs)
        return sum(_cost(operation) for operation in _operations(traced))


def _operations(function: Any) -> list[tf.Operation]:
    """The operations of a traced function. Keras calls nest no further functions when traced eagerly."""
    return [operation for operation in function.graph.get_operations() if operation.type in COUNTED]


def _cost(operation: tf.Operation) -> int:
    shape = operation.outputs[0].shape
    if None in shape.as_list():
        raise ValueError(f"{operation.name} has no fixed shape, its cost is unknown")
    results = int(np.prod(shape.as_list()))
    weights = operation.inputs[1].shape.as_list()
    if operation.type == "Conv2D":
        return results * int(np.prod(weights[:3]))
    if operation.type == "DepthwiseConv2dNative":
        return results * int(np.prod(weights[:2]))
    transposed = operation.get_attr("transpose_b" if operation.type == "MatMul" else "adj_y")
    return results * int(weights[-1] if transposed else weights[-2])


def example_inputs(network: keras.Model, picture: np.ndarray, random: np.random.Generator) -> list[np.ndarray]:
    """Inputs for one call of a served network: a float picture [1, H, W, 3] and, where needed, a style vector."""
    if isinstance(network, StyleTransformer):
        return [picture, random.normal(0, 0.5, (1, STYLE_SIZE)).astype("float32")]
    return [picture]
