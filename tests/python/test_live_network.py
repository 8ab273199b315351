"""The transformer for video: it learns from the networks for pictures, leaves them alone, and is shipped with them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from export import checkpoint
from export.__main__ import main
from export.configuration import Configuration, ConfigurationError, read_configuration
from export.crops import CropBatches
from export.networks import StyleEncoder, StyleTransformer
from export.style_training import StyleTraining
from export.trained import WEIGHTS, read_live, read_networks
from tests.python.conftest import painted, small_vgg


def teachers(configuration: Configuration) -> tuple[StyleEncoder, StyleTransformer]:
    keras.utils.set_random_seed(4)
    encoder = StyleEncoder(**configuration.encoder)
    encoder.build((None, None, None, 3))
    transformer = StyleTransformer(**(configuration.transformer | {"channels": 12}), style_size=192)
    transformer.build()
    return encoder, transformer


@pytest.fixture
def taught(configuration: Configuration) -> Configuration:
    """The small configuration with a teacher, judged by it alone in the first phase."""
    first, second = configuration.phases
    phases = replace(first, judge="teacher", steady=0.0, steps=60), second
    return replace(configuration, teacher={"likeness": 100.0}, phases=phases)


def likeness(training: StyleTraining) -> float:
    """Mean square of the difference to the teacher's paintings, over one batch."""
    (batch,) = CropBatches([painted(1)], [painted(2)], training.configuration, 0, 1)[0]
    found = training(batch)
    return float(np.mean(np.square(found["stylized"] - found["taught"])))


def test_it_learns_to_paint_like_its_teacher_which_stays_as_it_is(taught: Configuration) -> None:
    encoder, teacher = teachers(taught)
    kept = [np.asarray(weight) for weight in encoder.weights + teacher.weights]
    training = StyleTraining(taught, small_vgg(), vgg_divide=8, teachers=(encoder, teacher))
    training.compile_for_training()
    before = likeness(training)
    training.enter(taught.phases[0])
    training.fit(CropBatches([painted(1)], [painted(2)], taught, 0, 60), verbose=0, shuffle=False)
    assert likeness(training) < 0.5 * before
    for weight, value in zip(encoder.weights + teacher.weights, kept, strict=True):
        np.testing.assert_array_equal(np.asarray(weight), value)
    assert len(training.trainable_variables) == len(training.transformer.trainable_variables)


def test_a_phase_can_do_without_its_teacher(taught: Configuration) -> None:
    _, second = taught.phases
    training = StyleTraining(taught, small_vgg(), vgg_divide=8, teachers=teachers(taught))
    (batch,) = CropBatches([painted(1)], [painted(2)], taught, 60, 61)[0]
    losses = {}
    for factor in (0.0, 1.0, 2.0):
        training.enter(replace(second, likeness=factor))
        found = training(batch)
        assert ("taught" in found) == (factor > 0)
        losses[factor] = float(training.total_loss(batch, found))
    assert losses[2] - losses[1] == pytest.approx(losses[1] - losses[0], rel=1e-3)
    assert losses[1] > losses[0]


def test_a_teacher_that_judges_must_be_configured(configuration_file: Path) -> None:
    configuration_file.write_text(configuration_file.read_text() + 'judge = "teacher"\n')
    with pytest.raises(ConfigurationError, match=r"there is no \[teacher\]"):
        read_configuration(configuration_file)
    configuration_file.write_text(configuration_file.read_text() + "likeness = 0.0\n[teacher]\nlikeness = 1.0\n")
    with pytest.raises(ConfigurationError, match="likeness it leaves out"):
        read_configuration(configuration_file)


def test_it_is_adopted_exported_and_dropped_with_its_encoder(tmp_path: Path) -> None:
    configuration = read_configuration("live")
    keras.utils.set_random_seed(1)
    live = StyleTransformer(**configuration.transformer, style_size=192)
    live.build()
    run, weights, models = tmp_path / "run", tmp_path / "weights", tmp_path / "models"
    run.mkdir()
    np.savez(run / "live.npz", **checkpoint.network_arrays(live))
    (run / "state.json").write_text('{"step": 3, "config": "live"}')
    target = ["--weights", str(weights), "--models", str(models)]
    assert main(["adopt", str(WEIGHTS), *target]) == 0
    encoder, fine, _ = read_networks(weights)

    assert main(["adopt", str(run), *target]) == 0
    found = read_live(weights)
    assert found is not None and found[1]["step"] == 3
    photo, style = np.full((1, 16, 16, 3), 0.4, "float32"), np.zeros((1, 192), "float32")
    np.testing.assert_allclose(found[0]((photo, style)), live((photo, style)), atol=5e-3)
    networks = json.loads((models / "manifest.json").read_text())["networks"]
    assert set(networks) == {"style-encoder", "style-transformer", "style-transformer-live"}
    assert networks["style-transformer-live"]["multiplyAdds512"] <= 600_000_000
    np.testing.assert_array_equal(np.asarray(read_networks(weights)[1].weights[0]), np.asarray(fine.weights[0]))

    # It fits as long as the style encoder stays; a new one speaks another language.
    assert main(["adopt", str(WEIGHTS), *target]) == 0
    assert read_live(weights) is not None
    other = checkpoint.network_arrays(encoder)
    other["vector/bias"] = other["vector/bias"] + 1
    new = tmp_path / "new"
    new.mkdir()
    np.savez(new / "encoder.npz", **other)
    np.savez(new / "transformer.npz", **checkpoint.network_arrays(fine))
    (new / "state.json").write_text((WEIGHTS / "state.json").read_text())
    assert main(["adopt", str(new), *target]) == 0
    assert read_live(weights) is None
    assert "style-transformer-live" not in json.loads((models / "manifest.json").read_text())["networks"]
    assert not (models / "style-transformer-live").exists()
