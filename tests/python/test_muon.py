"""The optimiser of the style networks: which weights it moves as matrices, and how."""

import keras
import numpy as np
import pytest
from keras import ops

from export.muon import KernelMuon

RATE = 0.01


def moved(gradient: np.ndarray) -> np.ndarray:
    """By how much one step moves a variable that had this gradient."""
    variable = keras.Variable(np.zeros_like(gradient))
    muon = KernelMuon(RATE, weight_decay=None, adam_weight_decay=None)
    muon.build([variable])
    muon.apply([ops.convert_to_tensor(gradient)])
    return np.asarray(variable)


def test_a_kernel_goes_as_far_in_all_directions() -> None:
    random = np.random.default_rng(1)
    steep = random.normal(size=(3, 3, 4, 1)) * random.normal(size=(1, 1, 1, 8))
    gradient = (100 * steep + random.normal(size=(3, 3, 4, 8))).astype("float32")
    before, after = (np.linalg.svd(one.reshape(36, 8), compute_uv=False) for one in (gradient, moved(gradient)))
    assert before[0] > 50 * before[1]
    assert after[0] < 5 * after[-1]
    # As far as Adam's usual step: a fifth of the rate, in the mean of squares.
    assert np.sqrt(np.mean(np.square(moved(gradient)))) == pytest.approx(0.2 * RATE, rel=0.3)
    assert np.sum(gradient * moved(gradient)) < 0


@pytest.mark.parametrize("shape", [(8,), (5, 5, 8, 1)])
def test_biases_and_depthwise_kernels_are_adams(shape: tuple[int, ...]) -> None:
    gradient = np.random.default_rng(2).normal(size=shape).astype("float32")
    np.testing.assert_allclose(moved(gradient), -RATE * np.sign(gradient), rtol=1e-3)
