"""VGG-19 in eight bits sees what VGG-19 sees, and sends its gradients where VGG-19 sends them."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from export.configuration import Configuration
from export.crops import CropBatches
from export.judges import VggJudge
from export.losses import (
    CONTENT_TAP,
    GRAM_TAPS,
    STYLE_TAPS,
    content_loss,
    gram,
    gram_loss,
    moments_loss,
    second_moments,
)
from export.networks import Vgg19
from export.networks.operations import Tensor, channel_moments
from export.networks.vgg19 import TAPS, read_weights
from export.pictures import read_picture
from export.quantised_vgg import BackendError, QuantisedVgg19, require_eight_bits
from export.style_training import StyleTraining
from export.train import quantise
from tests.python.conftest import painted, small_vgg

TAPS_BELOW = TAPS[: TAPS.index(CONTENT_TAP) + 1]


def eight_bits_here() -> bool:
    try:
        require_eight_bits()
    except BackendError:
        return False
    return True


needs_eight_bits = pytest.mark.skipif(
    not eight_bits_here(), reason="TensorFlow has no eight-bit convolutions on this machine"
)


def pictures(*seeds: int) -> np.ndarray:
    return np.stack([painted(seed, 64, 64) for seed in seeds]).astype("float32") / 255


@pytest.fixture(scope="module")
def both() -> tuple[Vgg19, QuantisedVgg19]:
    """A small VGG-19 and the same in eight bits, its ranges from other pictures than the tests'."""
    whole = Vgg19(taps=TAPS_BELOW, divide=4).load(small_vgg(4))
    return whole, QuantisedVgg19(whole, pictures(1, 2, 3, 4), STYLE_TAPS)


def losses(judge: VggJudge, image: Tensor, styles: np.ndarray, photos: np.ndarray) -> dict[str, Tensor]:
    found, wanted, content = judge(image), judge(styles), judge.content(photos)
    return {
        "style": sum(tf.reduce_mean(moments_loss(found.moments[tap], wanted.moments[tap])) for tap in STYLE_TAPS),
        "gram": sum(tf.reduce_mean(gram_loss(found.grams[tap], wanted.grams[tap])) for tap in GRAM_TAPS),
        "content": tf.reduce_mean(content_loss(found.content, content)),
    }


@needs_eight_bits
def test_features_are_near_vgg19s(both: tuple[Vgg19, QuantisedVgg19]) -> None:
    whole, quantised = both
    found, wanted = quantised(pictures(5, 6)), whole(pictures(5, 6))
    assert tuple(found) == STYLE_TAPS
    for tap, features in found.items():
        off = np.linalg.norm(features - wanted[tap]) / np.linalg.norm(wanted[tap])
        assert off < 0.05, tap


def likeness(networks: tuple[Vgg19, QuantisedVgg19], term: str, *shown: np.ndarray) -> tuple[float, float, float]:
    """What eight bits make of a loss and of its gradient's length, relative to VGG-19; the cosine of the gradients."""
    values, gradients = [], []
    for network in networks:
        image = tf.constant(shown[0])
        with tf.GradientTape() as tape:
            tape.watch(image)
            value = losses(VggJudge(network), image, *shown[1:])[term]
        values.append(float(value))
        gradients.append(tape.gradient(value, image).numpy().ravel())
    exact, found = gradients
    lengths = np.linalg.norm(exact), np.linalg.norm(found)
    return values[1] / values[0], float(lengths[1] / lengths[0]), float(found @ exact / np.prod(lengths))


@needs_eight_bits
@pytest.mark.parametrize("term", ["style", "gram", "content"])
def test_losses_and_their_gradients_are_near_vgg19s(both: tuple[Vgg19, QuantisedVgg19], term: str) -> None:
    value, length, cosine = likeness(both, term, pictures(5, 6), pictures(7, 8), pictures(9, 10))
    assert value == pytest.approx(1, abs=0.05)
    assert length == pytest.approx(1, abs=0.2)
    # The channels of random weights are harder to tell apart than VGG-19's: see the next test.
    assert cosine > 0.9


@needs_eight_bits
def test_gradients_of_the_trained_vgg19_keep_their_direction(shared_dir: Path) -> None:
    def shown(kind: str, corner: int, *which: int) -> np.ndarray:
        files = sorted((shared_dir / "data" / "test" / kind).iterdir())
        crop = slice(corner, corner + 128)
        return np.stack([read_picture(files[number])[crop, crop] for number in which]).astype("float32") / 255

    whole = Vgg19(taps=TAPS_BELOW).load(read_weights(shared_dir / "data" / "vgg19_imagenet.npz"))
    seen = np.concatenate([shown(kind, 0, *range(10)) for kind in ("content", "style")])
    networks = whole, QuantisedVgg19(whole, seen, STYLE_TAPS)
    pictures = shown("style", 128, 1, 4), shown("style", 128, 5, 8), shown("content", 128, 0, 3)
    for term in ("style", "gram", "content"):
        value, length, cosine = likeness(networks, term, *pictures)
        assert value == pytest.approx(1, abs=0.08), term
        assert length == pytest.approx(1, abs=0.2), term
        assert cosine > 0.96, term


@needs_eight_bits
def test_a_phase_can_be_judged_in_eight_bits(configuration: Configuration) -> None:
    (phase, second) = configuration.phases
    judged = replace(configuration, phases=(replace(phase, judge="quantised"), second))
    batches = CropBatches([painted(1)], [painted(2)], judged, 0, 3)
    keras.utils.set_random_seed(1)
    training = StyleTraining(judged, small_vgg(), vgg_divide=8, quantised=quantise(small_vgg(), batches, 8))
    (batch,) = batches[0]
    by_vgg = float(training.compute_loss(batch, None, training(batch)))
    training.compile_for_training()
    training.enter(judged.phases[0])
    by_bytes = float(training.compute_loss(batch, None, training(batch)))
    assert by_bytes != by_vgg
    assert by_bytes == pytest.approx(by_vgg, rel=0.05)
    training.fit(batches, verbose=0)
    assert all(np.isfinite(weight.numpy()).all() for weight in training.trainable_variables)


def test_without_eight_bits_vgg19_itself_judges(
    configuration: Configuration, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (phase, second) = configuration.phases
    judged = replace(configuration, phases=(replace(phase, judge="quantised"), second))
    batches = CropBatches([painted(1)], [painted(2)], judged, 0, 1)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(keras.backend, "backend", lambda: "torch")
        assert quantise(small_vgg(), batches, 8) is None
    assert "full precision: only TensorFlow has eight-bit convolutions, and this is torch" in capsys.readouterr().out
    training = StyleTraining(judged, small_vgg(), vgg_divide=8)
    (batch,) = batches[0]
    by_vgg = float(training.compute_loss(batch, None, training(batch)))
    training.enter(judged.phases[0])
    assert float(training.compute_loss(batch, None, training(batch))) == by_vgg


def test_second_moments_are_those_of_the_definitions_and_so_is_their_gradient() -> None:
    random = np.random.default_rng(3)
    features = tf.constant(random.random((2, 6, 5, 7)), tf.float32)
    weights = [tf.constant(random.normal(size=shape), tf.float32) for shape in ((2, 7, 7), (2, 7), (2, 7))]

    def apart(x: Tensor) -> list[Tensor]:
        return [gram(x), *channel_moments(x)]

    def together(x: Tensor) -> list[Tensor]:
        grams, moments = second_moments(x)
        return [grams, *moments]

    found = []
    for way in (apart, together):
        with tf.GradientTape() as tape:
            tape.watch(features)
            parts = way(features)
            total = sum(tf.reduce_sum(part * weight) for part, weight in zip(parts, weights, strict=True))
        found.append([*parts, tape.gradient(total, features)])
    for one, other in zip(*found, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
