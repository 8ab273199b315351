"""The measures on pictures whose scores are known, and the evaluate command."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from export import losses, measures
from export.__main__ import main
from export.losses import STYLE_TAPS
from export.measures import Describer
from export.pictures import to_float, write_picture
from tests.python.conftest import painted, small_vgg


@pytest.fixture(scope="module")
def describer() -> Describer:
    return Describer(small_vgg(), divide=8)


def test_identical_pictures_score_zero_and_one(describer: Describer) -> None:
    picture = to_float(painted(1, 64, 64))
    same = describer(picture)
    assert measures.style_error(same, same) == 0
    assert measures.gram_error(same, same) == 0
    assert measures.content_error(same, same) == 0
    assert measures.ssim(picture, picture) == pytest.approx(1)


def test_style_ignores_place_where_content_does_not(describer: Describer) -> None:
    picture = to_float(painted(1, 64, 64))
    mirrored, other = describer(picture[:, ::-1]), describer(to_float(painted(8, 64, 64)) ** 3)
    wanted = describer(picture)
    assert measures.style_error(mirrored, wanted) < 0.3 * measures.style_error(other, wanted)
    assert measures.content_error(mirrored, wanted) > 3 * measures.style_error(mirrored, wanted)


def test_style_error_by_hand() -> None:
    tap = np.zeros((1, 2), "float32")
    found = measures.Described(dict.fromkeys(STYLE_TAPS, (tap + 1, tap + 2)), {}, None)
    wanted = measures.Described(dict.fromkeys(STYLE_TAPS, (tap + 2, tap + 2)), {}, None)
    assert measures.style_error(found, wanted) == pytest.approx((1 + 1) / (4 + 4 + 4 + 4))


@pytest.mark.parametrize("period", [2, 4])
def test_grid_finds_a_weave_and_not_a_photo(period: int) -> None:
    photo = to_float(painted(3, 128, 128))
    weave = 0.02 * (np.indices((128, 128)).sum(0) % period < period // 2)[..., None]
    assert measures.grid(photo) == pytest.approx(1, abs=0.4)
    assert measures.grid(photo + weave.astype("float32")) > 3


def test_the_grid_loss_is_the_logarithm_of_the_measure() -> None:
    """On a lattice of equal strength along rows and columns, at both periods; and next to nothing without one."""
    random = np.random.default_rng(2)
    noise = random.random((128, 128, 3)).astype("float32")
    assert float(losses.grid(noise[None])) < 0.2
    along = np.cos(np.pi / 2 * np.arange(128)) + np.cos(np.pi * np.arange(128)) / np.sqrt(2)
    woven = 0.2 * noise + 0.1 * (along[:, None] + along[None])[..., None].astype("float32")
    assert float(losses.grid(woven[None])) == pytest.approx(np.log(measures.grid(woven)), abs=0.2)


def test_a_network_that_copies_is_steady_and_has_noise_gain_one() -> None:
    photo = to_float(painted(4, 84, 84))
    assert measures.shift_error(lambda picture: picture, photo, 3) == 0
    assert measures.noise_gain(lambda picture: picture, photo) == pytest.approx(1)
    assert measures.noise_gain(lambda picture: 0.5 * picture, photo) == pytest.approx(0.5)


def test_a_result_tied_to_the_pixel_grid_is_unsteady() -> None:
    photo = to_float(painted(4, 84, 84))
    lattice = 0.1 * (np.indices((80, 80))[1] % 2)[..., None].astype("float32")
    assert measures.shift_error(lambda picture: picture + lattice, photo, 1) > 20
    assert measures.shift_error(lambda picture: picture + lattice, photo, 2) == pytest.approx(0, abs=1e-3)


def test_evaluate_scores_the_exported_networks(
    shared_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, style = tmp_path / "content", tmp_path / "style"
    for number in range(2):
        write_picture(content / f"photo{number}.png", painted(number, 96, 80))
        write_picture(style / f"painting{number}.png", painted(5 + number, 80, 80))
    vgg = str(shared_dir / "data" / "vgg19_imagenet.npz")
    folders = ["--content", str(content), "--style", str(style), "--vgg", vgg, "--size", "96", "--json"]
    capsys.readouterr()
    assert main(["evaluate", *folders]) == 0
    ours = json.loads(capsys.readouterr().out)
    assert ours["pairs"] == 4 and 0 < ours["style"] and 0 < ours["ssim"] < 1
    assert {f"shift{by}" for by in measures.SHIFTS} < set(ours)
    assert ours["style-transformer"]["multiplyAdds512"] > 0

    for photo in range(2):
        for painting in range(2):
            write_picture(tmp_path / "done" / f"photo{photo}__painting{painting}.png", painted(photo, 96, 80))
    assert main(["evaluate", *folders, "--pictures", str(tmp_path / "done")]) == 0
    copies = json.loads(capsys.readouterr().out)
    assert copies["ssim"] == pytest.approx(1, abs=1e-4) and copies["content"] == pytest.approx(0, abs=1e-6)
    assert copies["style"] > 0.01


def test_magenta_stands_in_the_same_table(shared_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, style = tmp_path / "content", tmp_path / "style"
    write_picture(content / "photo.png", painted(1, 96, 80))
    write_picture(style / "painting.png", painted(5, 80, 80))
    vgg, magenta = shared_dir / "data" / "vgg19_imagenet.npz", shared_dir / "peers" / "magenta-int8"
    arguments = ["--content", str(content), "--style", str(style), "--vgg", str(vgg), "--tflite", str(magenta)]
    assert main(["evaluate", *arguments, "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["size"] == 384 and scores["bytes"] > 3_000_000 and 2_500_000 < scores["parameters"] < 3_500_000
