"""Names for the inputs and outputs of a converted graph model, and the same bytes from run to run.

The TensorFlow.js converter matches signature entries by type and shape alone, so outputs of the same shape
come out under each other's names. The nodes themselves are reliable: ``Identity``, ``Identity_1``, … are the
outputs in the alphabetical order of their names.
"""

import json
from pathlib import Path
from typing import Any


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
