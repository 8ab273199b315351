"""Every error that a user of ``python -m export`` can mend is one clear line, and exit status 2."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from export.__main__ import main
from export.networks.vgg19 import TAPS, WeightsError, read_weights
from export.pictures import read_folder, write_picture
from tests.python.conftest import painted, small_vgg

Output = pytest.CaptureFixture[str]


def message(arguments: list[str], output: Output) -> str:
    output.readouterr()
    assert main(arguments) == 2
    error = output.readouterr().err
    assert error.startswith("error: ") and error.count("\n") == 1 and "Traceback" not in error
    return error


def train(content: Path, style: Path, vgg: str, out: Path) -> list[str]:
    return ["train", "--content", str(content), "--style", str(style), "--vgg", vgg, "--out", str(out)]


@pytest.fixture
def vgg(tmp_path: Path) -> str:
    np.savez(tmp_path / "vgg.npz", **small_vgg(16))
    return str(tmp_path / "vgg.npz")


def test_an_empty_folder(tmp_path: Path, vgg: str, capsys: Output) -> None:
    (tmp_path / "empty").mkdir()
    assert "has no pictures" in message(train(tmp_path / "empty", tmp_path / "empty", vgg, tmp_path), capsys)


def test_a_missing_folder(tmp_path: Path, vgg: str, capsys: Output) -> None:
    assert "There is no folder" in message(train(tmp_path / "none", tmp_path, vgg, tmp_path), capsys)


def test_an_unreadable_picture_is_named_and_skipped(tmp_path: Path, capsys: Output) -> None:
    write_picture(tmp_path / "good.png", painted(1))
    (tmp_path / "broken.jpg").write_text("no picture")
    assert list(read_folder(tmp_path)) == ["good"]
    assert "skipped" in (said := capsys.readouterr().out) and "broken.jpg" in said


def test_a_folder_of_broken_pictures(tmp_path: Path, vgg: str, capsys: Output) -> None:
    (tmp_path / "broken.jpg").write_text("no picture")
    assert "No picture" in message(train(tmp_path, tmp_path, vgg, tmp_path), capsys)


def test_missing_weights(tmp_path: Path, capsys: Output) -> None:
    assert "There is no file" in message(["tfjs", "vgg19", "--weights", str(tmp_path / "vgg.npz")], capsys)


def test_incomplete_weights(tmp_path: Path, capsys: Output) -> None:
    arrays = small_vgg(16)
    del arrays["conv5_4/bias"]
    np.savez(tmp_path / "vgg.npz", **arrays)
    assert "lacks conv5_4/bias" in message(["tfjs", "vgg19", "--weights", str(tmp_path / "vgg.npz")], capsys)


def test_weights_of_an_unknown_format(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "vgg.bin").write_bytes(b"0")
    assert "neither an .npz nor" in message(["tfjs", "vgg19", "--weights", str(tmp_path / "vgg.bin")], capsys)


def test_without_network_the_download_says_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    def refused(**_: object) -> None:
        raise Exception("URL fetch failure")

    monkeypatch.setattr(keras.applications, "VGG19", refused)
    assert "--weights FILE" in message(["tfjs", "vgg19", "--weights", "imagenet"], capsys)


def test_keras_h5_weights_are_read(tmp_path: Path) -> None:
    import h5py

    arrays = small_vgg(16)
    with h5py.File(tmp_path / "vgg.h5", "w") as file:
        for tap in TAPS:
            layer = f"block{tap[4]}_conv{tap[6]}"
            name = tap.replace("relu", "conv")
            file[f"{layer}/{layer}_W_1:0"] = arrays[f"{name}/kernel"]
            file[f"{layer}/{layer}_b_1:0"] = arrays[f"{name}/bias"]
    found = read_weights(tmp_path / "vgg.h5")
    assert set(found) == set(arrays)
    assert all(np.array_equal(found[name], arrays[name]) for name in arrays)


def test_a_broken_h5_file(tmp_path: Path) -> None:
    (tmp_path / "vgg.h5").write_text("nothing")
    with pytest.raises(WeightsError, match="not a readable"):
        read_weights(tmp_path / "vgg.h5")


def test_an_unknown_tap(tmp_path: Path, vgg: str, capsys: Output) -> None:
    arguments = ["tfjs", "vgg19", "--weights", vgg, "--taps", "relu9_1", "--out", str(tmp_path)]
    assert "no tap relu9_1" in message(arguments, capsys)


def test_a_strength_out_of_range(tmp_path: Path, capsys: Output) -> None:
    files = [str(tmp_path / name) for name in ("photo.png", "style.png", "out.png")]
    assert "from 0 to 1" in message(["stylize", *files, "--strength", "2"], capsys)


def test_a_size_out_of_range(tmp_path: Path, capsys: Output) -> None:
    files = [str(tmp_path / name) for name in ("photo.png", "style.png", "out.png")]
    assert "32 to 8192" in message(["stylize", *files, "--size", "4"], capsys)


def test_a_file_that_is_no_picture(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "photo.jpg").write_text("no picture")
    arguments = ["stylize", str(tmp_path / "photo.jpg"), str(tmp_path / "photo.jpg"), str(tmp_path / "out.png")]
    assert "cannot be read as a picture" in message(arguments, capsys)


def test_a_suffix_without_format(tmp_path: Path, capsys: Output) -> None:
    write_picture(tmp_path / "photo.png", painted(1))
    photo = str(tmp_path / "photo.png")
    assert "names no picture format" in message(["stylize", photo, photo, str(tmp_path / "out.xyz")], capsys)


def test_a_picture_of_too_few_pixels(tmp_path: Path, capsys: Output) -> None:
    write_picture(tmp_path / "photo.png", painted(1, 20, 90))
    photo = str(tmp_path / "photo.png")
    assert "at least 32 pixels" in message(["stylize", photo, photo, str(tmp_path / "out.png")], capsys)


def test_a_folder_without_checkpoint(tmp_path: Path, capsys: Output) -> None:
    write_picture(tmp_path / "photo.png", painted(1))
    photo = str(tmp_path / "photo.png")
    arguments = ["stylize", photo, photo, str(tmp_path / "out.png"), "--weights", str(tmp_path)]
    assert "no trained networks" in message(arguments, capsys)


@pytest.mark.parametrize(
    "text, complaint",
    [("seed = ", "not valid TOML"), ("seed = 1", r"\[encoder\] must have exactly")],
)
def test_a_wrong_configuration(tmp_path: Path, vgg: str, capsys: Output, text: str, complaint: str) -> None:
    (tmp_path / "wrong.toml").write_text(text)
    arguments = [*train(tmp_path, tmp_path, vgg, tmp_path), "--config", str(tmp_path / "wrong.toml")]
    error = message(arguments, capsys)
    assert complaint.replace("\\", "") in error


def test_a_configuration_for_the_other_command(tmp_path: Path, vgg: str, capsys: Output) -> None:
    arguments = train(tmp_path, tmp_path, vgg, tmp_path)
    assert "python -m export distil" in message([*arguments, "--config", "distilled"], capsys)
    assert "python -m export train" in message(["distil", *arguments[1:], "--config", "fine"], capsys)


def test_an_unknown_configuration(tmp_path: Path, vgg: str, capsys: Output) -> None:
    arguments = [*train(tmp_path, tmp_path, vgg, tmp_path), "--config", "coarse"]
    assert "Known by name: distilled, fine" in message(arguments, capsys)


def test_results_without_a_pair_in_their_name(tmp_path: Path, vgg: str, capsys: Output) -> None:
    write_picture(tmp_path / "done" / "single.png", painted(1))
    arguments = [
        "--content",
        str(tmp_path / "done"),
        "--style",
        str(tmp_path / "done"),
        "--pictures",
        str(tmp_path / "done"),
    ]
    assert "must be named CONTENT__STYLE" in message(["evaluate", *arguments, "--vgg", vgg], capsys)
