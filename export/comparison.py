"""An exported TF.js graph, read back from its files and run by TensorFlow, against the network it came from.

The browser's own arithmetic is compared by the end-to-end tests; this shows that weights, names and graph
came through the conversion.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from export.graph import ServedNetwork, example_inputs


@dataclass(frozen=True)
class Row:
    """One output of one network on one picture: greatest difference, relative to the greatest value if above 1."""

    network: str
    output: str
    picture: str
    difference: float


def load_graph(model_file: Path) -> Any:
    """A callable: arrays by input name → arrays by output name, from a TF.js graph model's files."""
    from google.protobuf import json_format
    from tensorflowjs.read_weights import read_weights

    model = json.loads(model_file.read_text())
    definition = json_format.ParseDict(model["modelTopology"], tf.compat.v1.GraphDef(), ignore_unknown_fields=True)
    arrays = read_weights(model["weightsManifest"], str(model_file.parent), flatten=True)
    weights = {entry["name"]: entry["data"] for entry in arrays}
    for node in list(definition.node):
        if node.op == "Const" and node.name in weights:
            value = weights[node.name].astype(tf.as_dtype(node.attr["dtype"].type).as_numpy_dtype)
            node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(value))
        if node.op == "FusedDepthwiseConv2dNative":
            _unfuse(definition, node)
    signature = model["signature"]
    inputs = [signature["inputs"][name]["name"] for name in signature["inputs"]]
    outputs = [signature["outputs"][name]["name"] for name in signature["outputs"]]
    wrapped = tf.compat.v1.wrap_function(lambda: tf.graph_util.import_graph_def(definition, name=""), [])
    pruned = wrapped.prune(
        [wrapped.graph.get_tensor_by_name(name) for name in inputs],
        [wrapped.graph.get_tensor_by_name(name) for name in outputs],
    )

    def call(*values: np.ndarray) -> dict[str, np.ndarray]:
        results = pruned(*(tf.constant(value) for value in values))
        return {name: result.numpy() for name, result in zip(signature["outputs"], results, strict=True)}

    return call


def _unfuse(definition: Any, node: Any) -> None:
    """Replace TensorFlow.js' own fused depthwise convolution, unknown to TensorFlow, by the operations it fuses."""
    convolution = definition.node.add()
    convolution.CopyFrom(node)
    convolution.op, convolution.name = "DepthwiseConv2dNative", f"{node.name}/unfused"
    del convolution.input[2:]
    steps = [step.decode() for step in node.attr["fused_ops"].list.s]
    for attribute in ("fused_ops", "num_args", "epsilon", "explicit_paddings"):
        convolution.attr.pop(attribute, None)
    previous, last = convolution.name, len(steps) - 1
    for number, step in enumerate(steps):
        added = node if number == last else definition.node.add()
        name = node.name if number == last else f"{node.name}/{step}"
        extra = [node.input[2]] if step == "BiasAdd" else []
        kind = node.attr["T"].type
        added.Clear()
        added.name, added.op = name, step
        added.input.extend([previous, *extra])
        added.attr["T"].type = kind
        previous = name


def compare(name: str, served: ServedNetwork, model_file: Path, pictures: list[np.ndarray]) -> list[Row]:
    """The greatest difference of each output on each picture [1, H, W, 3] (cropped to multiples of 8)."""
    exported = load_graph(model_file)
    random = np.random.default_rng(0)
    rows = []
    for number, picture in enumerate(pictures):
        height, width = (8 * (side // 8) for side in picture.shape[1:3])
        values = example_inputs(served.network, picture[:, :height, :width], random)
        wanted = {key: value.numpy() for key, value in served.serve(*map(tf.constant, values)).items()}
        for output, found in exported(*values).items():
            size = max(1.0, float(np.max(np.abs(wanted[output]))))
            difference = float(np.max(np.abs(found - wanted[output]))) / size
            rows.append(Row(name, output, f"{number + 1} ({width} × {height})", difference))
    return rows


def print_table(rows: list[Row], precision: str, allowed: float) -> None:
    """Print the rows as a table."""
    print(f"{'network':<18} {'output':<10} {'picture':<18} greatest difference ({precision}, allowed {allowed:.5f})")
    for row in rows:
        print(f"{row.network:<18} {row.output:<10} {row.picture:<18} {row.difference:.6f}")
