"""Training: the loss falls, a resumed run equals an uninterrupted one, results lie where they should."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from export import checkpoint
from export.__main__ import main
from export.configuration import Configuration, ConfigurationError, read_configuration
from export.crops import CropBatches, random_crop
from export.losses import STYLE_TAPS
from export.networks.vgg19 import read_weights
from export.pictures import read_folder, read_picture, write_picture
from export.style_sheet import sheet_writer
from export.style_training import StyleTraining, unsteadiness
from export.train import held_out, split, train
from tests.python.conftest import painted, small_vgg, training_options

Folders = tuple[Path, Path]


def small_training(configuration: Configuration) -> StyleTraining:
    keras.utils.set_random_seed(configuration.seed)
    return StyleTraining(configuration, small_vgg(), vgg_divide=8)


def run(
    configuration: Configuration, folders: Folders, out: Path, *, held: bool = False, **options: object
) -> StyleTraining:
    training = small_training(configuration)
    training.encoder.trainable = not held
    contents, styles = (split(read_folder(folder)) for folder in folders)
    train(
        training,
        lambda first, last: CropBatches(contents[0], styles[0], configuration, first, last),
        sheet_writer(training, contents[1], styles[1], 32),
        training_options(out, **options),
    )
    return training


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run step by step without compiling, which would take far longer than these few steps."""
    compiled = StyleTraining.compile
    monkeypatch.setattr(StyleTraining, "compile", lambda self, **named: compiled(self, run_eagerly=True, **named))


def total_loss(training: StyleTraining, folders: Folders) -> float:
    """The loss on fixed batches, which no step of the training sees."""
    contents, styles = (list(read_folder(folder).values()) for folder in folders)
    batches = CropBatches(contents, styles, training.configuration, first=0, last=4)
    losses = []
    for number in range(len(batches)):
        (batch,) = batches[number]
        losses.append(float(training.compute_loss(batch, None, training(batch))))
    return float(np.mean(losses))


def test_thirty_steps_lower_the_loss(configuration: Configuration, tmp_path: Path) -> None:
    # One photo and one painting: the noise of random pairs would hide what thirty steps can do.
    folders = tmp_path / "content", tmp_path / "style"
    for number, folder in enumerate(folders):
        write_picture(folder / "one.png", painted(number))
    narrow = configuration.crops | {"content": [0.9, 1.0], "style": [0.9, 1.0], "permuted": 0.0, "grey": 0.0}
    configuration = replace(configuration, crops=narrow)
    before = total_loss(small_training(configuration), folders)
    after = total_loss(run(configuration, folders, tmp_path / "out", steps=30), folders)
    assert after < 0.7 * before


def test_sharpening_makes_up_for_the_blur_of_enlarged_crops_only() -> None:
    picture = np.random.default_rng(3).integers(0, 256, (60, 60, 3), "uint8")

    def crop(size: int, sharpen: float) -> np.ndarray:
        return random_crop(picture, size, [0.5, 0.5], np.random.default_rng(5), sharpen)

    assert (crop(30, 1) == crop(30, 0)).all()
    plain, half, full = (float(crop(48, sharpen).std()) for sharpen in (0, 0.5, 1))
    assert plain < half < full


@pytest.mark.usefixtures("eager")
def test_a_resumed_run_equals_an_uninterrupted_one(
    configuration: Configuration, folders: Folders, tmp_path: Path
) -> None:
    first, second = configuration.phases
    short = replace(configuration, phases=(replace(first, steps=5), second))
    whole = run(short, folders, tmp_path / "whole", steps=8)
    run(short, folders, tmp_path / "first", steps=5)  # to the very end of a phase
    run(short, folders, tmp_path / "middle", steps=1, resume=tmp_path / "first")
    resumed = run(short, folders, tmp_path / "second", steps=2, resume=tmp_path / "middle")
    for left, right in zip(whole.trainable_variables, resumed.trainable_variables, strict=True):
        np.testing.assert_array_equal(np.asarray(left.value), np.asarray(right.value))
    for name in ("encoder.npz", "transformer.npz"):
        one, other = (checkpoint.read_arrays(tmp_path / folder / name) for folder in ("whole", "second"))
        assert all(np.array_equal(one[key], other[key]) for key in one)
    state = json.loads((tmp_path / "second" / "state.json").read_text())
    assert state["step"] == 8 and state["pictures"] == 8 * 4


@pytest.mark.usefixtures("eager")
def test_a_run_can_start_from_networks_alone(configuration: Configuration, folders: Folders, tmp_path: Path) -> None:
    run(configuration, folders, tmp_path / "first", steps=2)
    (tmp_path / "first" / "resume.npz").unlink()
    run(configuration, folders, tmp_path / "second", steps=1, start=tmp_path / "first")
    first, second = (checkpoint.read_arrays(tmp_path / name / "transformer.npz") for name in ("first", "second"))
    moved = max(float(np.abs(first[key] - second[key]).max()) for key in first)
    assert 0 < moved < 0.01
    assert json.loads((tmp_path / "second" / "state.json").read_text())["step"] == 3


def test_networks_in_one_folder_keep_the_records_of_their_own_runs(tmp_path: Path) -> None:
    """So that `--start export/weights` goes on at the step of the network that is trained."""
    with pytest.raises(checkpoint.CheckpointError, match="no trained networks"):
        checkpoint.read_record(tmp_path, "live")
    (tmp_path / "state.json").write_text('{"step": 9}')
    assert checkpoint.read_record(tmp_path, "live")["step"] == 9
    (tmp_path / "live.json").write_text('{"step": 5}')
    assert checkpoint.read_record(tmp_path, "live")["step"] == 5
    assert checkpoint.read_record(tmp_path, "encoder")["step"] == 9


@pytest.mark.usefixtures("eager")
def test_a_deeper_transformer_begins_by_painting_as_the_trained_one(
    configuration: Configuration, folders: Folders, tmp_path: Path
) -> None:
    trained = small_training(configuration)
    for weight in trained.transformer.weights:
        weight.assign(weight + 0.05 * np.random.default_rng(weight.shape[-1]).standard_normal(weight.shape))
    checkpoint.save_networks(trained, tmp_path / "two", {"step": 4})
    deeper = small_training(replace(configuration, transformer=configuration.transformer | {"blocks": 4}))
    deeper.compile_for_training()
    assert checkpoint.start_from(deeper, tmp_path / "two")["step"] == 4
    photo, style = painted(3)[None, :32, :32] / np.float32(255), np.linspace(-1, 1, 192, dtype="float32")[None]
    one, other = (np.asarray(each.transformer((photo, style))) for each in (trained, deeper))
    np.testing.assert_allclose(one, other, atol=1e-6)
    assert one.std() > 0.01

    # The new blocks learn, and a network with fewer blocks is no start.
    with pytest.raises(checkpoint.CheckpointError, match="does not fit"):
        checkpoint.save_networks(deeper, tmp_path / "four", {"step": 4})
        checkpoint.start_from(trained, tmp_path / "four")
    contents, styles = (list(read_folder(folder).values()) for folder in folders)
    deeper.fit(CropBatches(contents, styles, deeper.configuration, first=0, last=2), verbose=0)
    assert np.abs(np.asarray(deeper.transformer.block3_out_kernel)).max() > 0


@pytest.mark.usefixtures("eager")
def test_an_encoder_that_is_held_stays_what_it_was_over_a_resume(
    configuration: Configuration, folders: Folders, tmp_path: Path
) -> None:
    run(configuration, folders, tmp_path / "first", steps=2)
    run(configuration, folders, tmp_path / "second", held=True, steps=1, start=tmp_path / "first")
    run(configuration, folders, tmp_path / "third", held=True, steps=1, resume=tmp_path / "second")
    encoders = [checkpoint.read_arrays(tmp_path / name / "encoder.npz") for name in ("first", "third")]
    assert all(np.array_equal(encoders[0][key], encoders[1][key]) for key in encoders[0])


@pytest.mark.usefixtures("eager")
def test_the_run_leaves_a_contact_sheet_and_a_log(
    configuration: Configuration, folders: Folders, tmp_path: Path
) -> None:
    run(configuration, folders, tmp_path, steps=2)
    sheet = read_picture(tmp_path / "sheet.jpg")
    assert sheet.shape == (5 * 32 + 4 * 4, 5 * 32 + 4 * 4, 3)  # four photos, four paintings, a margin of each
    assert json.loads((tmp_path / "log.jsonl").read_text().splitlines()[0])["step"] == 2


@pytest.mark.usefixtures("eager")
def test_minutes_end_a_run_early(configuration: Configuration, folders: Folders, tmp_path: Path) -> None:
    run(configuration, folders, tmp_path, minutes=0.0)
    assert json.loads((tmp_path / "state.json").read_text())["step"] == 1


@pytest.mark.usefixtures("eager")
def test_an_interrupt_saves(
    configuration: Configuration, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StyleTraining, "fit", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    run(configuration, folders, tmp_path)
    assert (tmp_path / "resume.npz").is_file() and (tmp_path / "state.json").is_file()


@pytest.mark.usefixtures("eager")
def test_a_checkpoint_of_other_networks_is_refused(
    configuration: Configuration, folders: Folders, tmp_path: Path
) -> None:
    run(configuration, folders, tmp_path, steps=1)
    wider = Configuration(**(vars(configuration) | {"transformer": configuration.transformer | {"hidden": 16}}))
    training = StyleTraining(wider, small_vgg(), vgg_divide=8)
    training.compile_for_training()
    with pytest.raises(checkpoint.CheckpointError, match="does not fit"):
        checkpoint.resume(training, tmp_path)


def test_batches_depend_on_seed_and_step_alone(configuration: Configuration) -> None:
    pictures = [painted(number) for number in range(5)]
    (first,) = CropBatches(pictures, pictures, configuration, 0, 20)[7]
    (second,) = CropBatches(pictures, pictures, configuration, 5, 20)[2]
    assert all(np.array_equal(first[key], second[key]) for key in first)
    assert first["content"].shape == (2, 32, 32, 3)
    assert 0 <= first["style"].min() and first["style"].max() <= 1


def test_a_result_that_moves_with_the_photo_is_steady(configuration: Configuration) -> None:
    (batch,) = CropBatches([painted(1)], [painted(2)], configuration, 0, 1)[0]
    moved = float(unsteadiness(batch["content"], batch["shifted"], batch["shift"][0]))
    still = float(unsteadiness(batch["content"], batch["content"], np.array([2, 1], "int32")))
    assert moved < 2 * configuration.crops["noise"] ** 2 < still


def test_one_picture_in_forty_is_held_out() -> None:
    names = [f"{number:03}" for number in range(120)]
    assert held_out(names) == {"039", "079", "119"}
    assert held_out(names[:39]) == set()


def test_packed_pictures_and_weights_can_be_trained_on(folders: Folders, tmp_path: Path) -> None:
    np.savez(tmp_path / "vgg.npz", **small_vgg(16))
    names = ["--content", str(folders[0]), "--style", str(folders[1]), "--vgg", str(tmp_path / "vgg.npz")]
    assert main(["pack", *names, "--out", str(tmp_path / "packed"), "--side", "40"]) == 0
    pictures = read_folder(tmp_path / "packed" / "pictures.zip" / "style")
    assert set(pictures) == {f"painting{number}" for number in range(4)}
    assert all(min(picture.shape[:2]) == 40 for picture in pictures.values())
    weights = read_weights(tmp_path / "packed" / "vgg19.npz", STYLE_TAPS[-1])
    assert "conv4_1/kernel" in weights and "conv4_2/kernel" not in weights


def test_jax_computes_the_loss_that_tensorflow_does(configuration_file: Path, tmp_path: Path) -> None:
    """Training runs on machines without TensorFlow, too; here one loss on another back end, in its own process."""
    training = small_training(read_configuration(configuration_file))
    weights = training.encoder.weights + training.transformer.weights
    np.savez(tmp_path / "weights.npz", *[np.asarray(weight.value) for weight in weights])
    (batch,) = CropBatches([painted(1)], [painted(2)], training.configuration, 0, 1)[0]
    wanted = float(training.compute_loss(batch, None, training(batch)))
    script = f"""
import numpy as np
from export.configuration import read_configuration
from export.crops import CropBatches
from export.losses import STYLE_TAPS
from export.networks.vgg19 import read_weights
from export.style_sheet import sheet_writer
from export.style_training import StyleTraining
from tests.python.conftest import painted, small_vgg
training = StyleTraining(read_configuration({str(configuration_file)!r}), small_vgg(), vgg_divide=8)
with np.load({str(tmp_path / "weights.npz")!r}) as arrays:
    for variable, name in zip(training.encoder.weights + training.transformer.weights, arrays.files, strict=True):
        variable.assign(arrays[name])
(batch,) = CropBatches([painted(1)], [painted(2)], training.configuration, 0, 1)[0]
print(float(training.compute_loss(batch, None, training(batch))))
"""
    environment = os.environ | {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == pytest.approx(wanted, rel=1e-3)


def test_phases_share_one_reuse(configuration_file: Path) -> None:
    text = configuration_file.read_text()
    configuration_file.write_text(text.replace("reuse = 2", "reuse = 1", 1))
    with pytest.raises(ConfigurationError, match="the same reuse"):
        read_configuration(configuration_file)


def test_an_unknown_optimiser_is_named(configuration_file: Path) -> None:
    text = configuration_file.read_text()
    configuration_file.write_text(text.replace('method = "muon"', 'method = "nobody"'))
    with pytest.raises(ConfigurationError, match="the method nobody; known: adam, muon"):
        read_configuration(configuration_file)
