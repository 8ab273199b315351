"""``train --with-live``: the style encoder learns together with both transformers, each of which goes on fitting it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from export import checkpoint
from export.__main__ import main
from export.configuration import Configuration, ConfigurationError, read_configuration
from export.crops import CropBatches
from export.networks import DistilledEncoder, StyleEncoder, StyleTransformer
from export.networks.vgg19 import WeightsError
from export.style_training import StyleTraining
from export.train import train
from export.trained import WEIGHTS, read_live, read_networks
from tests.python.conftest import painted, randomise_biases, small_vgg, training_options


def joint_training(configuration: Configuration) -> StyleTraining:
    keras.utils.set_random_seed(2)
    live = StyleTransformer(**(configuration.transformer | {"channels": 4, "blocks": 1}), style_size=192)
    training = StyleTraining(configuration, small_vgg(), vgg_divide=8, live=live)
    for painter in training.painters:
        randomise_biases(painter)
    return training


def one_batch(configuration: Configuration) -> dict[str, np.ndarray]:
    pictures = [painted(number) for number in range(4)]
    (batch,) = CropBatches(pictures[:2], pictures[2:], configuration, 0, 1)[0]
    return batch


def test_each_transformer_paints_its_half_of_the_batch(configuration: Configuration) -> None:
    training, batch = joint_training(configuration), one_batch(configuration)
    results = training(batch)
    styles = np.asarray(training.encoder(batch["style"]))
    assert len(batch["content"]) == 2 and len(results["stylized"]) == 4
    fine, live = training.networks["transformer"], training.networks["live"]
    wanted = [fine((batch["content"], styles)), live((batch["content"], np.roll(styles, 1, axis=0)))]
    np.testing.assert_allclose(results["stylized"], np.concatenate(wanted), atol=1e-5)
    moved = len(batch["shifted"])
    np.testing.assert_allclose(results["steady"], fine((batch["shifted"], styles[:moved])), atol=1e-5)
    turned = np.roll(styles, 1, axis=0)[:moved]
    np.testing.assert_allclose(results["live_steady"], live((batch["shifted"], turned)), atol=1e-5)


@pytest.mark.parametrize("term, weight", [("live_content", 3.0), ("live_steady", 500.0)])
def test_what_the_live_transformer_is_asked_weighs_apart(
    configuration: Configuration, term: str, weight: float
) -> None:
    training, batch = joint_training(configuration), one_batch(configuration)
    losses = []
    for factor in (0.0, 1.0, 2.0):
        asked: dict[str, Any] = {term: factor * weight}
        training.enter(replace(configuration.phases[0], **asked))
        training.reset_metrics()
        losses.append(float(training.total_loss(batch, training(batch))))
    usual = configuration.loss["content"] / 2 if term == "live_content" else 1.0
    wanted = usual * weight * float(training.trackers[term].result())
    assert losses[1] - losses[0] == pytest.approx(wanted, rel=1e-3)
    assert losses[2] - losses[0] == pytest.approx(2 * wanted, rel=1e-3)


def test_all_three_learn_and_the_eyes_do_not(configuration: Configuration) -> None:
    training = joint_training(configuration)
    before = {name: checkpoint.network_arrays(network) for name, network in training.networks.items()}
    training.compile(optimizer=keras.optimizers.Adam(1e-2), run_eagerly=True)
    pictures = [painted(number) for number in range(4)]
    training.fit(CropBatches(pictures[:2], pictures[2:], configuration, 0, 2), verbose=0, shuffle=False)
    for name, network in training.networks.items():
        arrays = checkpoint.network_arrays(network)
        moved = {place for place, value in arrays.items() if not np.array_equal(value, before[name][place])}
        assert moved, name
        assert not [place for place in moved if place.startswith(("eyes", "usual"))]


def test_half_a_batch_each_needs_an_even_reuse(configuration: Configuration) -> None:
    odd = replace(configuration, phases=tuple(replace(phase, reuse=1) for phase in configuration.phases))
    with pytest.raises(ConfigurationError, match="reuse must be even"):
        joint_training(odd)


def shipped_sized(folder: Path) -> None:
    """The networks that ship, as a run folder has them after some steps of ``train --with-live``."""
    encoder, fine, record = read_networks()
    found = read_live()
    assert found is not None
    encoder.vector.bias.assign(encoder.vector.bias + 1)
    folder.mkdir()
    for name, network in (("encoder", encoder), ("transformer", fine), ("live", found[0])):
        np.savez(folder / f"{name}.npz", **checkpoint.network_arrays(network))
    (folder / "state.json").write_text(json.dumps(record | {"step": 70, "live": found[1] | {"step": 30}}))


def test_a_joint_run_is_adopted_with_its_live_transformer_and_both_records(tmp_path: Path) -> None:
    shipped_sized(tmp_path / "run")
    target = ["--weights", str(tmp_path / "weights"), "--models", str(tmp_path / "models")]
    assert main(["adopt", str(WEIGHTS), *target]) == 0
    assert main(["adopt", str(tmp_path / "run"), *target]) == 0
    encoder, _, record = read_networks(tmp_path / "weights")
    found = read_live(tmp_path / "weights")
    assert found is not None and found[1]["step"] == 30 and found[1]["config"] == "live"
    assert record["step"] == 70 and "live" not in record
    shipped = read_networks()[0]
    np.testing.assert_allclose(encoder.vector.bias, np.asarray(shipped.vector.bias) + 1, atol=2e-3)
    networks = json.loads((tmp_path / "models" / "manifest.json").read_text())["networks"]
    assert networks["style-transformer-live"]["run"]["step"] == 30


def test_a_joint_run_counts_for_both_records(
    configuration: Configuration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = StyleTraining.compile
    monkeypatch.setattr(StyleTraining, "compile", lambda self, **named: compiled(self, run_eagerly=True, **named))
    pictures = [painted(number) for number in range(4)]

    def run(out: Path, **options: object) -> dict[str, object]:
        training = joint_training(configuration)
        return train(
            training,
            lambda first, last: CropBatches(pictures[:2], pictures[2:], configuration, first, last),
            lambda path: None,
            training_options(out, **options),
        )

    run(tmp_path / "first", steps=2)
    state = run(tmp_path / "second", steps=1, resume=tmp_path / "first")
    assert state["step"] == 3 and state["pictures"] == 12
    live = checkpoint.read_record(tmp_path / "second", "live")
    assert (live["step"], live["pictures"], live["config"]) == (3, 6, "live")

    # From networks that have records of their own, each goes on at its own.
    (tmp_path / "second" / "live.json").write_text('{"step": 40, "pictures": 90, "seconds": 5, "config": "live"}')
    run(tmp_path / "third", steps=1, start=tmp_path / "second")
    live = checkpoint.read_record(tmp_path / "third", "live")
    assert (live["step"], live["pictures"]) == (41, 92)
    assert checkpoint.read_record(tmp_path / "third")["step"] == 4


def distilled_encoder(divide: int) -> DistilledEncoder:
    encoder = DistilledEncoder(("relu1_1", "relu2_1", "relu3_1", "relu4_1"), divide=divide)
    encoder.build()
    return encoder


def test_a_new_style_encoder_sees_as_a_distilled_one(configuration: Configuration) -> None:
    encoder = StyleEncoder(**configuration.encoder)
    encoder.build((None, None, None, 3))
    distilled = distilled_encoder(configuration.encoder["divide"])
    paintings = np.stack([painted(number, 48, 48) for number in range(6)]) / np.float32(255)
    encoder.see_as(distilled.small, paintings)
    for tap, features in encoder.eyes(paintings).items():
        np.testing.assert_array_equal(np.asarray(features), np.asarray(distilled(paintings)[tap]))
    told = (np.asarray(encoder.statistics(paintings)) - encoder.usual_mean) / encoder.usual_deviation
    assert np.abs(told.mean(0)).max() < 1e-2 and told.std(0).max() < 1.01
    assert not encoder.eyes.trainable_weights

    with pytest.raises(WeightsError, match="does not fit"):
        encoder.see_as(distilled_encoder(8).small, paintings)


def test_a_new_style_encoder_can_have_the_eyes_that_ship() -> None:
    shipped = read_networks()[0]
    encoder = StyleEncoder(**read_configuration("fine").encoder)
    encoder.build((None, None, None, 3))
    encoder.see_as(shipped.eyes, np.stack([painted(number, 48, 48) for number in range(3)]) / np.float32(255))
    for one, other in zip(encoder.eyes.weights, shipped.eyes.weights, strict=True):
        np.testing.assert_array_equal(np.asarray(one), np.asarray(other))


def test_the_configurations_share_one_encoder() -> None:
    assert read_configuration("fine").encoder == read_configuration("live").encoder
