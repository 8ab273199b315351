"""The distilled encoder: what it says of VGG-19 is consistent, training brings it nearer, and it can judge a run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import ops

from export import checkpoint
from export.__main__ import main
from export.configuration import Configuration, ConfigurationError, read_configuration
from export.crops import CropBatches, MixedBatches
from export.distil import sheet_writer
from export.distil_pictures import GROUPS, OptimisedPictures
from export.distillation import Distillation
from export.judges import DistilledJudge, HybridJudge, VggJudge
from export.losses import GRAM_TAPS, STYLE_TAPS, gram, gram_loss
from export.networks import DistilledEncoder, Vgg19
from export.networks.operations import channel_moments
from export.networks.vgg19 import read_weights
from export.pictures import read_picture, scale, to_float
from export.style_training import StyleTraining
from export.train import train
from export.trained import read_distilled
from tests.python.conftest import painted, small_vgg, training_options

PUPIL = """
seed = 5
[pupil]
taps = ["relu1_1", "relu2_1", "relu3_1", "relu4_1"]
divide = 4
widths = {}
ranks = {}
kept = {}
weights = { relu1_1 = 2.0 }
gram = 0.5
[optimiser]
method = "adam"
beta_2 = 0.99
clip = 5.0
average = 0.9
[crops]
content = [0.5, 1.0]
style = [0.5, 1.0]
permuted = 0.1
noisy = 0.1
optimised = 0.0
[[phase]]
size = 32
batch = 4
steps = 60
rate = [1e-2, 1e-3]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Configuration:
    """A configuration for a distilled encoder small enough to train in seconds."""
    path = tmp_path / "pupil.toml"
    path.write_text(PUPIL)
    return read_configuration(path)


def pictures(count: int = 2, side: int = 32) -> np.ndarray:
    return np.stack([to_float(painted(number, side, side)) for number in range(count)])


def randomised(divide: int = 4, teacher_divide: int = 8) -> DistilledEncoder:
    keras.utils.set_random_seed(2)
    encoder = DistilledEncoder(STYLE_TAPS, divide, teacher_divide)
    encoder.build()
    random = np.random.default_rng(2)
    for weight in encoder.weights:
        if weight.path.endswith("bias"):
            weight.assign(random.normal(0, 0.3, weight.shape))
        elif weight.path.endswith("scale"):
            weight.assign(random.uniform(2, 3))
    return encoder


def as_configured() -> DistilledEncoder:
    """An untrained encoder of the shape that ships."""
    rules = read_configuration("distilled").pupil
    shape = {key: rules[key] for key in ("widths", "ranks", "kept")}
    encoder = DistilledEncoder(tuple(rules["taps"]), rules["divide"], **shape)
    encoder.build()
    return encoder


def test_wide_statistics_are_those_of_the_wide_features() -> None:
    encoder = randomised()
    for tap, features in encoder(pictures()).items():
        wide = encoder.wide(tap, features)
        mean, deviation, products = encoder.wide_statistics(tap, features)
        for found, wanted in zip((mean, deviation), channel_moments(wide), strict=True):
            np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(products, gram(wide), rtol=1e-3, atol=1e-3)


def test_a_perfect_copy_judges_as_vgg_does() -> None:
    vgg = Vgg19(taps=STYLE_TAPS, divide=8).load(small_vgg())
    copy = DistilledEncoder(STYLE_TAPS, divide=1, teacher_divide=8)
    copy.build()
    copy.small.load(small_vgg())
    for tap in STYLE_TAPS:
        matrix, offset = copy.map_of(tap)
        getattr(copy, f"{tap}_map_kernel").assign(np.eye(matrix.shape[0]))
        getattr(copy, f"{tap}_map_bias").assign(np.zeros(offset.shape))
    shallow = Vgg19(taps=STYLE_TAPS[:-1], divide=8).load(small_vgg())
    wanted = VggJudge(vgg)(pictures())
    for judge in (DistilledJudge(copy), HybridJudge(shallow, copy)):
        found = judge(pictures())
        np.testing.assert_allclose(found.content, wanted.content, rtol=1e-4, atol=1e-5)
        assert set(wanted.grams) == set(GRAM_TAPS) and set(wanted.moments) == set(STYLE_TAPS)
        for tap, matrices in wanted.grams.items():
            np.testing.assert_allclose(found.grams[tap], matrices, rtol=1e-3, atol=1e-4)
        for tap in STYLE_TAPS:
            for one, other in zip(found.moments[tap], wanted.moments[tap], strict=True):
                np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-4)


def test_training_brings_the_encoder_nearer_and_leaves_it_with_a_sheet(rules: Configuration, tmp_path: Path) -> None:
    keras.utils.set_random_seed(rules.seed)
    training = Distillation(rules, small_vgg(), None, vgg_divide=8)
    photos, paintings = [painted(1), painted(2)], [painted(3), painted(4)]

    def batches(first: int, last: int) -> MixedBatches:
        return MixedBatches(photos, paintings, rules, first, last)

    def error() -> float:
        (batch,) = batches(0, 1)[0]
        return float(training.compute_loss(batch, None, training(batch)))

    training.calibrate(batches(0, 1)[0][0]["image"])
    before = error()
    train(training, batches, sheet_writer(training, photos, 16), training_options(tmp_path))
    assert error() < 0.8 * before
    kept = checkpoint.read_arrays(tmp_path / "distilled.npz")
    assert any(name.endswith("relu4_1_map_kernel") for name in kept)
    assert read_picture(tmp_path / "sheet.jpg").shape == (9 * 16 + 8 * 4, 2 * 16 + 4, 3)


def test_directions_are_those_in_which_the_features_of_the_teacher_lie(rules: Configuration) -> None:
    kept = replace(rules, pupil=rules.pupil | {"kept": {"relu2_1": 6}, "ranks": {"relu2_1": [0, 8]}})
    training = Distillation(kept, small_vgg(), None, vgg_divide=8)
    images = pictures(4)
    training.learn_directions([images[:2], images[2:]])
    directions = training.pupil.directions("relu2_1")
    wanted = training.vgg(images)["relu2_1"]
    rows = np.reshape(ops.convert_to_numpy(wanted), (-1, 16))
    np.testing.assert_allclose(directions.T @ directions, np.eye(6), atol=1e-5)
    values = np.linalg.svd(rows, compute_uv=False)
    lost = np.square(rows - rows @ directions @ directions.T).sum() / np.square(rows).sum()
    assert lost == pytest.approx(np.square(values[6:]).sum() / np.square(values).sum(), rel=1e-3)


def test_pictures_beside_the_training_near_their_style_by_the_encoders_lights() -> None:
    keras.utils.set_random_seed(3)
    encoder = DistilledEncoder(("relu1_1", "relu2_1", "relu4_2"), 4, 8)
    encoder.build()
    photos, styles = tf.constant(pictures()), tf.constant(pictures()[::-1])
    beside = OptimisedPictures(encoder, 2, 32, seed=1)

    def off(image: tf.Tensor) -> float:
        """As the encoder sees it at the taps that count for style."""
        found, wanted = encoder(image), encoder(styles)
        return sum(float(np.mean(gram_loss(gram(found[tap]), gram(wanted[tap])))) for tap in encoder.taps[:2])

    first = [beside(photos, styles) for _ in range(GROUPS)]
    for _ in range(10 * GROUPS):
        beside(photos, styles)
    last = [beside(photos, styles) for _ in range(GROUPS)]
    # The group that is looked at from one place; from several, pictures as small as these sway.
    assert off(last[-1]) < 0.5 * off(first[-1])
    assert len({float(tf.reduce_sum(image)) for image in last}) == GROUPS
    assert all(float(tf.reduce_min(image)) >= 0 and float(tf.reduce_max(image)) <= 1 for image in last)


def test_a_share_of_the_pictures_is_optimised_in_training(rules: Configuration, tmp_path: Path) -> None:
    pupil = rules.pupil | {"taps": ["relu1_1", "relu4_2"], "widths": {"relu1_1": 5}}
    shared = replace(rules, pupil=pupil, crops=rules.crops | {"optimised": 0.5})
    training = Distillation(shared, small_vgg(), None, vgg_divide=8)
    photos, paintings = [painted(1), painted(2)], [painted(3), painted(4)]

    def batches(first: int, last: int) -> MixedBatches:
        return MixedBatches(photos, paintings, shared, first, last)

    train(training, batches, sheet_writer(training, photos, 16), training_options(tmp_path, steps=4))
    assert training.optimised is not None and training.optimised.count == 2
    assert float(tf.reduce_max(training.optimised.age)) >= 2
    (batch,) = batches(0, 1)[0]
    assert np.array_equal(training(batch)["image"], batch["image"])
    assert not np.array_equal(training(batch, training=True)["image"], batch["image"])


def test_optimised_pictures_need_the_tap_of_the_content(rules: Configuration) -> None:
    training = Distillation(replace(rules, crops=rules.crops | {"optimised": 0.5}), small_vgg(), None, vgg_divide=8)
    with pytest.raises(ConfigurationError, match="relu4_2"):
        training.enter(rules.phases[0])


def test_a_phase_can_be_judged_by_the_distilled_encoder(configuration: Configuration) -> None:
    (phase, second) = configuration.phases
    judged = replace(configuration, phases=(replace(phase, judge="distilled"), second))
    training = StyleTraining(judged, small_vgg(), vgg_divide=8, distilled=randomised())
    (batch,) = CropBatches([painted(1)], [painted(2)], judged, 0, 1)[0]
    by_vgg = float(training.compute_loss(batch, None, training(batch)))
    training.compile_for_training()
    training.enter(judged.phases[0])
    by_encoder = float(training.compute_loss(batch, None, training(batch)))
    training.enter(replace(phase, judge="hybrid"))
    by_both = float(training.compute_loss(batch, None, training(batch)))
    assert np.isfinite([by_vgg, by_encoder, by_both]).all() and len({by_vgg, by_encoder, by_both}) == 3
    assert len(training.trainable_variables) == len(
        training.encoder.trainable_variables + training.transformer.trainable_variables
    )


def test_mixed_batches_depend_on_seed_and_step_alone(rules: Configuration) -> None:
    photos, paintings = [painted(1), painted(2)], [painted(3), painted(4)]
    (first,) = MixedBatches(photos, paintings, rules, 0, 20)[7]
    (second,) = MixedBatches(photos, paintings, rules, 5, 20)[2]
    assert np.array_equal(first["image"], second["image"])
    assert first["image"].shape == (4, 32, 32, 3) and 0 <= first["image"].min() and first["image"].max() <= 1


def test_an_unknown_judge_is_named(configuration_file: Path) -> None:
    configuration_file.write_text(configuration_file.read_text() + 'judge = "nobody"\n')
    with pytest.raises(ConfigurationError, match="the judge nobody; known: vgg19, distilled, hybrid"):
        read_configuration(configuration_file)


def test_a_missing_distilled_encoder_is_said(
    configuration_file: Path, folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration_file.write_text(configuration_file.read_text() + 'judge = "distilled"\n')
    np.savez(tmp_path / "vgg.npz", **small_vgg(1))
    named = ["--content", str(folders[0]), "--style", str(folders[1]), "--vgg", str(tmp_path / "vgg.npz")]
    run = ["train", *named, "--out", str(tmp_path / "out"), "--config", str(configuration_file)]
    assert main([*run, "--distilled", str(tmp_path)]) == 2
    assert "python -m export distil" in capsys.readouterr().err


def test_a_distilled_encoder_is_adopted_in_float16(tmp_path: Path) -> None:
    encoder = as_configured()
    (tmp_path / "run").mkdir()
    np.savez(tmp_path / "run" / "distilled.npz", **checkpoint.network_arrays(encoder))
    (tmp_path / "run" / "state.json").write_text('{"step": 7, "seconds": 1.5}')
    folders = ["--weights", str(tmp_path / "kept"), "--models", str(tmp_path / "models")]
    assert main(["adopt", str(tmp_path / "run"), *folders]) == 0
    adopted = read_distilled(tmp_path / "kept")
    for one, other in zip(adopted.weights, encoder.weights, strict=True):
        np.testing.assert_array_equal(np.asarray(one.value), np.asarray(other.value).astype("float16"))
    entry = json.loads((tmp_path / "models" / "manifest.json").read_text())["networks"]["encoder-distilled"]
    assert entry["run"] == {"step": 7, "seconds": 2}
    assert {name: each["shape"][-1] for name, each in entry["outputs"].items()} == {
        tap: encoder.kept.get(tap, encoder.small.width(tap)) for tap in encoder.taps
    }


def test_the_committed_encoder_knows_what_vgg_sees(shared_dir: Path) -> None:
    """Relative squared error at each tap on a photograph of the test set, which it never saw."""
    encoder = read_distilled()
    vgg = Vgg19(taps=encoder.taps).load(read_weights(shared_dir / "data" / "vgg19_imagenet.npz", encoder.taps[-1]))
    photo = to_float(scale(read_picture(min((shared_dir / "data" / "test" / "content").iterdir())), 256, 256))[None]
    features = encoder(photo)
    for tap, wanted in vgg(photo).items():
        error = float(np.square(encoder.wide(tap, features[tap]) - wanted).mean() / np.square(wanted).mean())
        assert error < {"relu4_2": 0.4, "relu5_1": 0.6}.get(tap, 0.27), (tap, error)
