"""Names for the inputs and outputs of a converted graph model, relu in its place, the same bytes from run to run.

The TensorFlow.js converter matches signature entries by type and shape alone, so outputs of the same shape
come out under each other's names. The nodes themselves are reliable: ``Identity``, ``Identity_1``, … are the
outputs in the alphabetical order of their names.
"""

import base64
import json
from pathlib import Path
from typing import Any

# Names of fused operations, as model.json has them.
BIAS, RELU = (base64.b64encode(name).decode() for name in (b"BiasAdd", b"Relu"))


class SignatureError(ValueError):
    """A converted graph does not have the inputs and outputs that were exported."""


def name_signature(model_file: Path, inputs: list[str], outputs: list[str]) -> None:
    """Rewrite ``model.json`` with the right signature and sorted attributes. Raises SignatureError."""
    model: dict[str, Any] = json.loads(model_file.read_text())
    nodes = {node["name"] for node in model["modelTopology"]["node"]}
    ordered = sorted(outputs)
    identities = ["Identity" if number == 0 else f"Identity_{number}" for number in range(len(ordered))]
    found = model["signature"]
    have_inputs = {entry["name"].split(":")[0]: entry for entry in found["inputs"].values()}
    have_outputs = {entry["name"].split(":")[0]: entry for entry in found["outputs"].values()}
    if set(have_inputs) != set(inputs) or set(have_outputs) != set(identities) or not nodes.issuperset(identities):
        raise SignatureError(
            f"{model_file}: expected inputs {sorted(inputs)} and outputs {identities}, "
            f"the converter wrote {sorted(have_inputs)} and {sorted(have_outputs)}."
        )
    model["modelTopology"]["node"] = pooled_last(model["modelTopology"]["node"])
    for node in model["modelTopology"]["node"]:
        if "attr" in node:
            node["attr"] = dict(sorted(node["attr"].items()))
    model["signature"] = {
        "inputs": {name: have_inputs[name] for name in inputs},
        "outputs": {name: have_outputs[identity] for name, identity in zip(ordered, identities, strict=True)},
    }
    # With this entry, predict() of the graph model returns a map by these names, in this (right) order.
    model["userDefinedMetadata"] = {"structuredOutputKeys": ordered}
    model_file.write_text(json.dumps(model, separators=(",", ":")))


def pooled_last(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The nodes of a graph with relu before maximum pooling again, fused with its convolution.

    TensorFlow's optimiser puts relu behind the pooling, where it is cheaper. But then it is not fused, and the studio
    could not put average pooling in the place of maximum pooling, which does not commute with relu.
    """
    by_name = {node["name"]: node for node in nodes}
    moved: dict[str, str] = {}
    for node in nodes:
        pool = by_name.get(node["input"][0], {}) if node["op"] == "Relu" else {}
        convolution = by_name.get(pool["input"][0], {}) if pool.get("op") == "MaxPool" else {}
        fused = convolution.get("attr", {}).get("fused_ops", {}).get("list", {}).get("s")
        if convolution.get("op") == "_FusedConv2D" and fused == [BIAS]:
            fused.append(RELU)
            moved[node["name"]] = pool["name"]
    kept = [node for node in nodes if node["name"] not in moved]
    for node in kept:
        if "input" in node:
            node["input"] = [moved.get(name, name) for name in node["input"]]
    return kept
