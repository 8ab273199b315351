"""Small networks, pictures and weights that the Python tests make themselves."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest

from export.configuration import Configuration, read_configuration
from export.networks.vgg19 import CONVOLUTIONS, WIDTHS
from export.pictures import write_picture

SMALL = """
seed = 3
[encoder]
divide = 16
widths = {}
hidden = 16
style_size = 192
[transformer]
channels = 8
hidden = 12
blocks = 2
half = 6
last = 4
[loss]
content = 0.5
structure = 0.5
style = 5.0
gram = 1.5
variation = 0.02
grid = 0.3
[optimiser]
method = "muon"
beta_2 = 0.99
clip = 5.0
average = 0.9
[crops]
content = [0.5, 1.0]
style = [0.4, 1.0]
sharpen = 0.8
permuted = 0.2
grey = 0.1
noise = 0.00784
[[phase]]
size = 32
batch = 4
reuse = 2
steps = 40
rate = [1e-2, 1e-2]
pull = [1.0, 1.0]
steady = 10.0
[[phase]]
size = 40
batch = 4
reuse = 2
steps = 20
rate = [4e-3, 1e-3]
pull = [1.0, 1.0]
steady = 10.0
"""


def painted(seed: int, height: int = 48, width: int = 56) -> np.ndarray:
    """A picture of coloured blobs and stripes, uint8 [height, width, 3]."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / 16.0
    waves = [np.sin(random.uniform(1, 4) * x + random.uniform(1, 4) * y + random.uniform(0, 6)) for _ in range(3)]
    picture = 0.5 + 0.4 * np.stack(waves, -1) + random.normal(0, 0.03, (height, width, 3))
    return (255 * np.clip(picture, 0, 1)).astype("uint8")


def small_vgg(divide: int = 8, seed: int = 0) -> dict[str, np.ndarray]:
    """Weights of a VGG-19 with every width divided, drawn so that signals neither die nor explode."""
    random = np.random.default_rng(seed)
    arrays, channels = {}, 3
    for block, count in CONVOLUTIONS.items():
        for index in range(1, count + 1):
            width = WIDTHS[block] // divide
            scale = np.sqrt(2 / (9 * channels)) / (255 if (block, index) == (1, 1) else 1)
            kernel = random.normal(0, scale, (3, 3, channels, width))
            arrays[f"conv{block}_{index}/kernel"] = kernel.astype("float32")
            arrays[f"conv{block}_{index}/bias"] = random.normal(0, 0.1, width).astype("float32")
            channels = width
    return arrays


def randomise_biases(network: keras.Model) -> None:
    """Biases as after training: zero ones are folded away on export and test nothing."""
    random = np.random.default_rng(1)
    for weight in network.weights:
        if weight.path.endswith("bias"):
            weight.assign(random.normal(0, 0.1, weight.shape))


@pytest.fixture
def configuration_file(tmp_path: Path) -> Path:
    """A configuration of networks small enough to train in seconds."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    return path


@pytest.fixture
def configuration(configuration_file: Path) -> Configuration:
    return read_configuration(configuration_file)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with four photos and four paintings of different sizes."""
    for number in range(4):
        write_picture(tmp_path / "content" / f"photo{number}.png", painted(number, 48 + 5 * number, 60))
        write_picture(tmp_path / "style" / f"painting{number}.png", painted(10 + number, 64, 48 + 7 * number))
    return tmp_path / "content", tmp_path / "style"


def training_options(out: Path, **changed: object) -> argparse.Namespace:
    """The options of ``python -m export train`` with their defaults, for small runs in float32."""
    defaults: dict[str, object] = {
        "out": out,
        "config": "small",
        "minutes": None,
        "steps": None,
        "resume": None,
        "start": None,
        "save_minutes": 1e6,
    }
    return argparse.Namespace(**(defaults | changed))


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of each file of a folder."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


@pytest.fixture(autouse=True)
def _full_precision() -> Iterator[None]:
    """Training commands set the precision for the whole process; the next test starts without."""
    yield
    keras.mixed_precision.set_global_policy("float32")
