"""The distilled encoder as it ships: products like VGG-19's, a tenth of its channels, the same bytes each time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import keras
import numpy as np
import pytest

from export import checkpoint
from export.__main__ import main
from export.comparison import load_graph
from export.graph import ServedNetwork
from export.losses import gram
from export.networks import DistilledEncoder, MappedEncoder, Vgg19
from export.pictures import list_pictures, read_picture, scale, to_float
from export.tfjs import export_network
from export.trained import WEIGHTS, read_distilled
from tests.python.conftest import digests, painted

NAME = "encoder-distilled"
NEEDED = {"relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1"}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models folder of one export of the committed weights."""
    folder = tmp_path_factory.mktemp("models")
    assert main(["tfjs", "distilled", "--out", str(folder)]) == 0
    return folder


def pictures() -> list[np.ndarray]:
    return [to_float(painted(number, 48, 64))[None] for number in (1, 2)]


def kept_of(encoder: DistilledEncoder, tap: str, wide: np.ndarray) -> np.ndarray:
    """Wide features, or what is kept of them."""
    return wide @ encoder.directions(tap) if tap in encoder.kept else wide


def test_its_products_are_those_of_the_wide_features() -> None:
    encoder = read_distilled()
    mapped = MappedEncoder(encoder)
    first, second = pictures()
    narrow, other = mapped(first), mapped(second)
    features, others = encoder(first), encoder(second)
    for tap in encoder.taps:
        assert narrow[tap].shape[-1] == encoder.kept.get(tap, encoder.small.width(tap))
        wide, wide_other = (kept_of(encoder, tap, encoder.wide(tap, of[tap])) for of in (features, others))
        content = [np.square(np.asarray(a - b)).sum() for a, b in ((narrow[tap], other[tap]), (wide, wide_other))]
        assert content[0] == pytest.approx(content[1], rel=1e-3), tap
        style = [
            np.square(np.asarray(gram(a) - gram(b))).sum() for a, b in ((narrow[tap], other[tap]), (wide, wide_other))
        ]
        assert style[0] == pytest.approx(style[1], rel=1e-3), tap


def test_what_is_kept_tells_most_of_a_tap(repository: Path) -> None:
    """On Easel's own samples: by how much less the features weigh, and their Gram matrices, which count for style."""
    encoder = read_distilled()
    samples = list_pictures(repository / "web" / "public" / "samples")[:3]
    for picture in (to_float(scale(read_picture(sample), 320, 240))[None] for sample in samples):
        features = encoder(picture)
        for tap in encoder.kept:
            wide = np.asarray(encoder.wide(tap, features[tap]))
            directions = encoder.directions(tap)
            np.testing.assert_allclose(directions.T @ directions, np.eye(encoder.kept[tap]), atol=1e-3)
            back = wide @ directions @ directions.T
            assert np.square(back - wide).sum() < 0.15 * np.square(wide).sum(), tap
            off = np.square(np.asarray(gram(back) - gram(wide))).sum()
            assert off < 0.07 * np.square(np.asarray(gram(wide))).sum(), tap


def test_the_graph_computes_it_in_half_precision(exported: Path) -> None:
    graph = load_graph(exported / NAME / "model.json")
    mapped = MappedEncoder(read_distilled())
    for picture in pictures():
        found, wanted = graph(picture), mapped(picture)
        assert set(found) == set(wanted) >= NEEDED
        for tap, features in found.items():
            off = np.square(features - wanted[tap]).sum() / np.square(np.asarray(wanted[tap])).sum()
            assert off < 1e-5, tap


def test_every_convolution_is_fused_and_every_pooling_comes_after_relu(exported: Path) -> None:
    model = json.loads((exported / NAME / "model.json").read_text())
    kinds = {node["op"] for node in model["modelTopology"]["node"]}
    assert {"_FusedConv2D", "MaxPool"} <= kinds
    assert not kinds & {"BiasAdd", "Relu", "AddV2", "Cast"}
    # What is kept of a wide tap has no bias.
    encoder = read_distilled()
    unbiased = [node for node in model["modelTopology"]["node"] if node["op"] == "Conv2D"]
    assert len(unbiased) == sum(encoder.is_wide(tap) for tap in encoder.kept)


def test_average_pooling_can_take_the_place_of_maximum_pooling(exported: Path, tmp_path: Path) -> None:
    shutil.copytree(exported / NAME, tmp_path / NAME)
    file = tmp_path / NAME / "model.json"
    file.write_text(file.read_text().replace('"MaxPool"', '"AvgPool"'))
    encoder = read_distilled()
    wanted = MappedEncoder(encoder, "average")(pictures()[0])
    for tap, features in load_graph(file)(pictures()[0]).items():
        off = np.square(features - wanted[tap]).sum() / np.square(np.asarray(wanted[tap])).sum()
        assert off < 1e-5, tap


def test_it_keeps_its_budget(exported: Path) -> None:
    entry = json.loads((exported / "manifest.json").read_text())["networks"][NAME]
    vgg = Vgg19(taps=("relu5_1",))
    vgg.build()
    assert entry["multiplyAdds512"] * 12 <= ServedNetwork(vgg).multiply_adds(512)
    assert entry["bytes"] <= 2_500_000
    assert sum(file.suffix == ".bin" for file in (exported / NAME).iterdir()) == 1


def test_the_committed_one_is_exported_from_the_committed_weights(repository: Path, exported: Path) -> None:
    committed = repository / "web" / "public" / "models"
    entries = [json.loads((folder / "manifest.json").read_text())["networks"] for folder in (exported, committed)]
    assert entries[0][NAME] == entries[1][NAME]
    assert digests(exported / NAME) == digests(committed / NAME)
    assert entries[0][NAME]["run"] == checkpoint.read_record(WEIGHTS, "distilled")


def test_the_same_encoder_gives_the_same_bytes(tmp_path: Path) -> None:
    keras.utils.set_random_seed(4)
    encoder = DistilledEncoder(("relu1_1", "relu2_1"), divide=8)
    encoder.build()
    for name in ("first", "second"):
        export_network(ServedNetwork(MappedEncoder(encoder)), tmp_path / name)
    assert digests(tmp_path / "first") == digests(tmp_path / "second")
