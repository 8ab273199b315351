"""New layers of the distilled encoder: regressed from VGG-19's, they know more than random ones, those below stay."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from export import checkpoint
from export.__main__ import main
from export.configuration import ConfigurationError, Phase, read_configuration
from export.crops import MixedBatches
from export.deepening import CollectedBatches, Deepening
from export.distillation import Distillation
from export.least_squares import (
    low_rank,
    patches,
    rectified_regression,
    regression,
    telling_columns,
    telling_directions,
)
from tests.python.conftest import painted, small_vgg
from tests.python.test_distillation import PUPIL

STEPS = 200
SEED = 1
BELOW = ("conv1_1", "conv1_2", "conv2_1", "relu1_1", "relu2_1")


LOW_RANKS = "{ relu3_1 = [0, 12], relu3_2 = [8, 10], relu4_1 = [0, 24] }"


@pytest.fixture(params=["{}", LOW_RANKS], ids=["narrow", "low rank"])
def distillation(request: pytest.FixtureRequest, tmp_path: Path) -> Distillation:
    path = tmp_path / "pupil.toml"
    path.write_text(PUPIL.replace("ranks = {}", f"ranks = {request.param}"))
    # What least squares leave to be learnt differs from one beginning to the next.
    keras.utils.set_random_seed(SEED)
    training = Distillation(read_configuration(path), small_vgg(), None, vgg_divide=8)
    training.calibrate(crops(training, 1)[0])
    return training


def crops(training: Distillation, count: int) -> list[np.ndarray]:
    photos, paintings = [painted(1), painted(2)], [painted(3), painted(4)]
    batches = MixedBatches(photos, paintings, training.configuration, 0, count)
    return [batches[number][0]["image"] for number in range(count)]


def test_layers_begun_by_least_squares_then_trained_alone_come_nearer(distillation: Distillation) -> None:
    phase = Phase(size=32, batch=4, steps=STEPS, rate=(3e-3, 1e-4))
    deepening = Deepening(distillation, small_vgg(), "relu2_1", phase)
    assert deepening.taps == ("relu3_1", "relu4_1")
    collected = deepening.collect(iter(crops(distillation, 12)))
    assert collected["below"].dtype == np.float16 and len(collected["below"]) == 48
    before = deepening.errors(collected)
    below = checkpoint.network_arrays(distillation.pupil)
    deepening.regress(collected)
    begun = deepening.errors(collected)
    deepening.compile_for_training()
    deepening.fit(CollectedBatches(collected, 4, STEPS, seed=1), verbose=0, shuffle=False)
    trained = deepening.errors(collected)
    for tap in deepening.taps:
        assert begun[tap] < 0.7 * before[tap]
    assert sum(trained.values()) < sum(begun.values())
    after = checkpoint.network_arrays(distillation.pupil)
    changed = {name for name, value in after.items() if not np.array_equal(value, below[name])}
    assert changed and not [name for name in changed if any(layer in name for layer in BELOW)]

    # Without least squares the layers go on from where they are.
    again = deepening.collect(iter(crops(distillation, 12)), regressed=False)
    assert set(again) == {"below", *deepening.taps}
    deepening.compile_for_training()
    deepening.fit(CollectedBatches(again, 4, STEPS, seed=2), verbose=0, shuffle=False)
    assert sum(deepening.errors(again).values()) < sum(trained.values())


@pytest.mark.parametrize("distillation", ["{ relu3_2 = [4, 8] }"], indirect=True)
def test_a_wide_layer_is_not_reduced_to_directions_of_a_narrow_one(distillation: Distillation) -> None:
    deepening = Deepening(distillation, small_vgg(), "relu2_1", Phase(size=32, batch=4, steps=1, rate=(1e-3, 1e-4)))
    with pytest.raises(ConfigurationError, match="relu3_2 follows a narrow layer"):
        deepening.regress(deepening.collect(iter(crops(distillation, 2))))


def test_telling_columns_are_those_that_span_the_rest() -> None:
    random = np.random.default_rng(1)
    basis = random.normal(size=(500, 3)).astype("float32")
    rows = np.concatenate([basis @ random.normal(size=(3, 9)).astype("float32"), 0.01 * basis[:, :1]], 1)
    chosen = telling_columns(rows, 3)
    assert len(set(chosen)) == 3
    matrix, offset = regression(rows[:, chosen], rows)
    np.testing.assert_allclose(rows[:, chosen] @ matrix + offset, rows, atol=2e-2)


def test_a_regression_finds_a_convolution_with_relu_again() -> None:
    random = np.random.default_rng(2)
    below = random.normal(size=(30, 6, 6, 2)).astype("float32")
    kernel = random.normal(size=(3, 3, 2, 4)).astype("float32")
    padded = np.pad(below, ((0, 0), (1, 1), (1, 1), (0, 0)))
    patches = np.stack([padded[:, y : y + 6, x : x + 6] for y in range(3) for x in range(3)], 3)
    wanted = np.einsum("bhwkc,kcd->bhwd", patches, kernel.reshape(9, 2, 4)) - 0.5
    found, bias = rectified_regression(below, wanted)
    np.testing.assert_allclose(found, kernel, atol=0.05)
    np.testing.assert_allclose(bias, -0.5, atol=0.05)


def test_a_kernel_of_low_rank_answers_as_the_whole_one_where_answers_lie_in_few_directions() -> None:
    random = np.random.default_rng(3)
    below = random.normal(size=(40, 6, 6, 2)).astype("float32") + 1
    few = random.normal(size=(3, 3, 2, 3)) @ random.normal(size=(3, 10))
    kernel = (few + 1e-3 * random.normal(size=few.shape)).astype("float32")
    bias = random.normal(size=10).astype("float32")
    inner, outer, kept = low_rank(kernel, bias, below, 3)
    assert inner.shape == (3, 3, 2, 3) and outer.shape == (1, 1, 3, 10)
    whole = patches(below) @ kernel.reshape(-1, 10) + bias
    found = patches(below) @ inner.reshape(-1, 3) @ outer[0, 0] + kept
    np.testing.assert_allclose(found, whole, atol=0.05)
    assert np.mean(np.square(patches(below) @ inner.reshape(-1, 3))) < 3


def test_directions_that_a_convolution_does_not_look_at_are_left_out() -> None:
    random = np.random.default_rng(4)
    features = random.normal(size=(40, 6, 6, 4)).astype("float32") * np.array([1, 1, 9, 9], "float32")
    kernel = random.normal(size=(3, 3, 4, 5)).astype("float32") * np.array([1, 1, 1e-3, 1e-3], "float32")[:, None]
    matrix = telling_directions(features, kernel, 2)
    assert matrix.shape == (4, 2)
    assert np.abs(matrix[2:]).max() < 0.01 * np.abs(matrix[:2]).max()
    assert np.mean(np.square(features @ matrix)) == pytest.approx(1, rel=0.1)


def test_deepen_says_which_taps_it_can_begin_after(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folders = ["--content", str(tmp_path), "--style", str(tmp_path), "--vgg", "none.npz", "--out", str(tmp_path)]
    assert main(["deepen", *folders, "--after", "relu5_1"]) == 2
    assert "--after needs a tap" in capsys.readouterr().err
