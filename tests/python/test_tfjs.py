"""The export to TensorFlow.js: names, bytes, sizes and agreement with TensorFlow."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from export import manifest
from export.__main__ import main
from export.adopt import write_networks
from export.checkpoint import read_arrays
from export.comparison import compare, load_graph
from export.graph import ServedNetwork
from export.networks import StyleEncoder, StyleTransformer, Vgg19
from export.pictures import to_float
from export.tfjs import SHARD_BYTES, STYLE_NETWORKS, TOLERANCE, export_network
from export.trained import WEIGHTS
from tests.python.conftest import digests, painted, randomise_biases, small_vgg


def small_transformer() -> StyleTransformer:
    """A transformer that is exported in a second."""
    keras.utils.set_random_seed(1)
    network = StyleTransformer(channels=8, hidden=12, blocks=2, half=6, last=4)
    network.build()
    randomise_biases(network)
    return network


@pytest.mark.parametrize("precision", ["float32", "float16", "uint8"])
def test_the_exported_transformer_computes_what_tensorflow_does(tmp_path: Path, precision: str) -> None:
    served = ServedNetwork(small_transformer())
    export_network(served, tmp_path, precision)
    rows = compare("style-transformer", served, tmp_path / "model.json", [to_float(painted(1))[None]])
    assert [row.output for row in rows] == ["stylized"]
    assert rows[0].difference <= TOLERANCE[precision]


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        export_network(ServedNetwork(small_transformer()), tmp_path / name)
    assert digests(tmp_path / "first") == digests(tmp_path / "second")


def test_outputs_of_one_shape_keep_their_names(tmp_path: Path) -> None:
    taps = ("relu3_1", "relu3_2", "relu3_3", "relu3_4", "relu1_1", "relu1_2")
    vgg = Vgg19(taps=taps, divide=16).load(small_vgg(16))
    export_network(ServedNetwork(vgg), tmp_path, "float32")
    photo = to_float(painted(2, 32, 32))[None]
    found, wanted = load_graph(tmp_path / "model.json")(photo), vgg(photo)
    assert set(found) == set(taps)
    for tap in taps:
        np.testing.assert_allclose(found[tap], np.asarray(wanted[tap]), atol=1e-4)


def test_the_signature_follows_the_contract(tmp_path: Path) -> None:
    keras.utils.set_random_seed(0)
    encoder = StyleEncoder(divide=16, hidden=8)
    encoder.build((None, None, None, 3))
    models = tmp_path / "models"
    for name, network in (("style-encoder", encoder), ("style-transformer", small_transformer())):
        export_network(ServedNetwork(network), models / name)
        manifest.add(models, name, ServedNetwork(network), "float16", {"config": "small"})
    networks = json.loads((models / "manifest.json").read_text())["networks"]
    image = {"dtype": "float32", "shape": [1, None, None, 3]}
    style = {"dtype": "float32", "shape": [1, 192]}
    assert networks["style-encoder"]["inputs"] == {"image": image}
    assert networks["style-encoder"]["outputs"] == {"style": style}
    assert networks["style-transformer"]["inputs"] == {"image": image, "style": style}
    assert list(networks["style-transformer"]["outputs"]) == ["stylized"]
    for name, entry in networks.items():
        assert entry["sha256"] == digests(models / name)
        assert entry["bytes"] == sum(file.stat().st_size for file in (models / name).iterdir())


def test_multiply_adds_are_counted_by_hand_for_one_layer() -> None:
    vgg = Vgg19(taps=("relu1_1",), divide=16)
    vgg.build()
    assert ServedNetwork(vgg).multiply_adds(64) == 64 * 64 * 3 * 3 * 3 * 4


def test_the_committed_networks_are_exported_from_the_committed_weights(repository: Path, tmp_path: Path) -> None:
    assert main(["tfjs", "style", "--out", str(tmp_path), "--weights", str(WEIGHTS)]) == 0
    committed = repository / "web" / "public" / "models"
    entries = [json.loads((folder / "manifest.json").read_text())["networks"] for folder in (tmp_path, committed)]
    assert entries[0] == {name: entry for name, entry in entries[1].items() if name in STYLE_NETWORKS}
    assert {"style-encoder", "style-transformer"} <= set(entries[0])
    assert all(digests(tmp_path / name) == digests(committed / name) for name in entries[0])


def test_the_committed_networks_keep_their_budget(repository: Path) -> None:
    models = repository / "web" / "public" / "models"
    networks = json.loads((models / "manifest.json").read_text())["networks"]
    assert sum(networks[name]["bytes"] for name in STYLE_NETWORKS & set(networks)) <= 4_000_000
    assert networks["style-transformer"]["multiplyAdds512"] <= 2_200_000_000
    if "style-transformer-live" in networks:
        assert networks["style-transformer-live"]["multiplyAdds512"] <= 600_000_000
    assert all(file.stat().st_size <= SHARD_BYTES for file in models.rglob("*.bin"))


def test_vgg_of_the_shared_data_is_exported(shared_dir: Path, tmp_path: Path) -> None:
    weights = shared_dir / "data" / "vgg19_imagenet.npz"
    arguments = ["--weights", str(weights), "--taps", "relu1_1", "relu2_1", "--out", str(tmp_path)]
    assert main(["tfjs", "vgg19", *arguments]) == 0
    graph = load_graph(tmp_path / "vgg19" / "model.json")
    grey = np.full((1, 16, 16, 3), 0.5, "float32")
    assert {name: value.shape[-1] for name, value in graph(grey).items()} == {"relu1_1": 64, "relu2_1": 128}


def test_the_converter_still_swaps_names_so_that_the_signature_must_be_rebuilt(tmp_path: Path) -> None:
    """If this fails, the converter was mended and export/signature.py may go."""
    from tensorflowjs.converters.tf_saved_model_conversion_v2 import convert_tf_saved_model

    class Swapped(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec([1, None, None, 3], tf.float32, name="image")])
        def serve(self, image: tf.Tensor) -> dict[str, tf.Tensor]:
            return {"c": image + 1.0, "b": image + 2.0, "a": image + 3.0}

    module = Swapped()
    tf.saved_model.save(module, str(tmp_path / "saved"), signatures={"serving_default": module.serve})
    convert_tf_saved_model(str(tmp_path / "saved"), str(tmp_path / "web"))
    outputs = json.loads((tmp_path / "web" / "model.json").read_text())["signature"]["outputs"]
    right = {"a": "Identity:0", "b": "Identity_1:0", "c": "Identity_2:0"}
    assert {name: entry["name"] for name, entry in outputs.items()} != right


def test_adopted_networks_are_those_of_the_run_to_half_precision(repository: Path, tmp_path: Path) -> None:
    write_networks(WEIGHTS, tmp_path)
    for name in ("encoder.npz", "transformer.npz"):
        copy, original = (read_arrays(folder / name) for folder in (tmp_path, WEIGHTS))
        assert set(copy) == set(original)
        assert all(copy[key].dtype == np.float16 for key in copy)
        assert all(np.array_equal(copy[key], original[key]) for key in copy)
