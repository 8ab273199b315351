"""Shapes, ranges and invariances of the three networks."""

from __future__ import annotations

import numpy as np
import pytest

from export.networks import StyleEncoder, StyleTransformer, Vgg19
from export.networks.operations import binomial, blurred_kernel, enlarge, halve
from export.networks.vgg19 import MEAN_RGB, TAPS, WeightsError
from tests.python.conftest import randomise_biases, small_vgg


def noise(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random(shape, dtype="float32")


@pytest.fixture(scope="module")
def encoder() -> StyleEncoder:
    network = StyleEncoder()
    network.build((None, None, None, 3))
    return network


def random_transformer() -> StyleTransformer:
    network = StyleTransformer()
    network.build()
    randomise_biases(network)
    return network


@pytest.fixture(scope="module")
def transformer() -> StyleTransformer:
    return random_transformer()


@pytest.mark.parametrize("height, width", [(32, 32), (33, 71), (128, 40)])
def test_style_vector_has_192_finite_numbers(encoder: StyleEncoder, height: int, width: int) -> None:
    vector = np.asarray(encoder(noise(2, height, width, 3)))
    assert vector.shape == (2, 192)
    assert vector.dtype == np.float32
    assert np.isfinite(vector).all()


def test_style_vector_depends_on_the_picture(encoder: StyleEncoder) -> None:
    first, second = np.asarray(encoder(np.stack([noise(64, 64, 3), 0.2 * noise(64, 64, 3, seed=1)])))
    assert np.abs(first - second).max() > 0.01


@pytest.mark.parametrize("height, width", [(8, 8), (16, 24), (64, 40)])
def test_stylised_picture_has_the_photo_size_and_range(transformer: StyleTransformer, height: int, width: int) -> None:
    result = np.asarray(transformer((noise(1, height, width, 3), noise(1, 192))))
    assert result.shape == (1, height, width, 3)
    assert result.min() >= 0 and result.max() <= 1


def test_one_picture_and_a_batch_take_different_paths_to_the_same_result(
    transformer: StyleTransformer,
) -> None:
    photos, styles = noise(3, 32, 48, 3), 2 * noise(3, 192, seed=5) - 1
    together = np.asarray(transformer((photos, styles)))
    for index in range(3):
        alone = np.asarray(transformer((photos[index : index + 1], styles[index : index + 1])))
        np.testing.assert_allclose(alone[0], together[index], atol=2e-5)


def test_the_style_vector_decides_the_result(transformer: StyleTransformer) -> None:
    photo = noise(1, 32, 32, 3)
    first, second = (np.asarray(transformer((photo, 3 * noise(1, 192, seed=seed)))) for seed in (1, 2))
    assert np.abs(first - second).max() > 0.01


def test_a_flat_photo_gives_a_flat_result_without_frame_or_weave() -> None:
    network = random_transformer()
    # The normalisations divide by next to nothing here. At a usual scale five of them would blow up the rounding of
    # convolutions, which depends on the place where oneDNN cuts pictures into blocks (seen with AVX2).
    biases = np.asarray(network.heads.bias).copy()
    for name in [f"block{block}_scale" for block in range(network.blocks)] + ["body_scale"]:
        biases[slice(*network.slices[name])] = -0.97
    network.heads.bias.assign(biases)
    flat = np.full((1, 64, 64, 3), 0.37, "float32")
    result = np.asarray(network((flat, np.zeros((1, 192), "float32"))))
    assert result.std(axis=(1, 2)).max() < 1e-4


def test_blurring_the_kernel_equals_blurring_the_picture() -> None:
    from keras import ops

    kernel, photo = noise(4, 4, 3, 5), noise(1, 20, 20, 3)
    blur = np.tile(binomial(3)[:, :, None, None], [1, 1, 3, 1])
    first = ops.conv(ops.depthwise_conv(photo, blur, padding="valid"), kernel, padding="valid")
    second = ops.conv(photo, blurred_kernel(kernel, 3), padding="valid")
    np.testing.assert_allclose(np.asarray(first), np.asarray(second), atol=1e-4)


def test_halving_and_enlarging_keep_a_flat_picture() -> None:
    flat = np.full((1, 16, 24, 2), 0.7, "float32")
    assert np.asarray(halve(flat)).shape == (1, 8, 12, 2)
    np.testing.assert_allclose(np.asarray(enlarge(halve(flat))), flat, atol=1e-6)


def test_vgg_has_sixteen_taps_at_five_resolutions() -> None:
    vgg = Vgg19(divide=16).load(small_vgg(16))
    features = vgg(noise(1, 64, 48, 3))
    assert list(features) == list(TAPS)
    for tap, values in features.items():
        scale = 2 ** (int(tap[4]) - 1)
        assert tuple(values.shape[1:3]) == (64 // scale, 48 // scale)
        assert np.asarray(values).min() >= 0


def test_vgg_above_the_last_tap_is_not_built() -> None:
    cut = Vgg19(taps=("relu1_2", "relu2_1"), divide=16)
    cut.build()
    assert {weight.path.split("/")[-1] for weight in cut.weights} == {
        f"conv{name}_{kind}" for name in ("1_1", "1_2", "2_1") for kind in ("kernel", "bias")
    }


def test_vgg_takes_rgb_where_the_published_weights_take_bgr() -> None:
    arrays = small_vgg(16)
    photo = noise(1, 8, 8, 3)
    found = np.asarray(Vgg19(taps=("relu1_1",), divide=16).load(arrays)(photo)["relu1_1"])[0, 4, 4]
    patch = ((photo[0] - MEAN_RGB) * 255)[3:6, 3:6, ::-1]
    wanted = np.maximum(0, np.einsum("yxc,yxco->o", patch, arrays["conv1_1/kernel"]) + arrays["conv1_1/bias"])
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-4)


def test_an_unknown_tap_is_named() -> None:
    with pytest.raises(WeightsError, match="relu6_1"):
        Vgg19(taps=("relu6_1",))
