"""``python -m export optimise``: the loss falls, the same settings give the same bytes, each setting does its work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from export.__main__ import main
from export.networks import Vgg19
from export.optimise import is_plateau, optimise, sides_at, stages_of, style_sides
from export.optimise_loss import HELD, LUMA, VIEWS, Encoder, Objective, seen_from
from export.optimise_settings import OptimiseSettings, Plateau, changed, read_settings
from export.optimisers import Adam, broadened, rate_at
from export.pictures import read_picture, scale, to_bytes, to_float, write_picture
from tests.python.conftest import painted, small_vgg

PHOTO, STYLE = painted(1, 50, 64), painted(2, 70, 60)
TAPS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1")
SMALL = changed(OptimiseSettings(), size=64, stages=1, steps=12, optimiser="adam", rate=0.02)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    network: Encoder = Vgg19(taps=TAPS, divide=8).load(small_vgg())
    return network


def losses(encoder: Encoder, settings: OptimiseSettings, styles: list[np.ndarray] | None = None) -> list[float]:
    """Total losses of the steps."""
    found: list[float] = []
    optimise(encoder, PHOTO, styles or [STYLE], settings, keep=lambda terms: found.append(float(terms.sum())))
    return found


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"optimiser": "lbfgs", "rate": 1.0},
        {"style_loss": "moments", "variation_weight": 5.0},
        {"start": "noise", "noise": "uniform", "noise_range": 0.5},
        {"start": "blend", "keep_colours": True},
        {"optimiser": "lbfgs", "rate": 1.0, "stages": 2},
    ],
)
def test_the_loss_falls(encoder: Encoder, values: dict[str, Any]) -> None:
    found = losses(encoder, changed(SMALL, **values))
    assert len(found) == 12 * values.get("stages", 1)
    assert found[-1] < 0.8 * found[0]


def test_lbfgs_falls_faster_than_adam(encoder: Encoder) -> None:
    adam = losses(encoder, changed(SMALL, steps=20))
    lbfgs = losses(encoder, changed(SMALL, steps=20, optimiser="lbfgs", rate=1.0))
    assert lbfgs[-1] < 0.95 * adam[-1]


def test_the_same_settings_give_the_same_bytes(encoder: Encoder) -> None:
    settings = changed(SMALL, start="noise", stages=2, steps=3)
    first, second, other = (optimise(encoder, PHOTO, [STYLE], changed(settings, seed=seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, second)
    assert (first != other).any()


def test_colours_are_kept(encoder: Encoder) -> None:
    result = to_float(optimise(encoder, PHOTO, [STYLE], changed(SMALL, keep_colours=True)))
    change = result - to_float(read_sides(PHOTO, result))
    grey = change @ np.array(LUMA, "float32")
    assert np.abs(grey).mean() > 0.01
    unclipped = ((result > 0.02) & (result < 0.98)).all(-1)
    assert np.abs(change - grey[..., None])[unclipped].max() < 0.01


def read_sides(photo: np.ndarray, like: np.ndarray) -> np.ndarray:
    """The photo, which already has the size of the result."""
    assert photo.shape == like.shape
    return photo


def test_a_run_stops_where_nothing_is_won(encoder: Encoder) -> None:
    steady = changed(SMALL, views=1)
    assert len(losses(encoder, changed(steady, steps=40, plateau=Plateau(5, 0.9)))) == 7
    assert len(losses(encoder, changed(steady, steps=20, plateau=Plateau(5, 1e-9)))) == 20
    assert is_plateau([3.0, 2.0, 1.99], Plateau(1, 0.01))
    assert not is_plateau([3.0, 2.0, 1.9], Plateau(1, 0.01))


def test_styles_mix_by_their_weights(encoder: Encoder) -> None:
    other = painted(3, 40, 64)
    both = changed(SMALL, steps=1, style_weights=(1.0, 1e-6))
    assert losses(encoder, both, [STYLE, other]) == pytest.approx(losses(encoder, changed(SMALL, steps=1)), rel=1e-3)
    apart = [losses(encoder, changed(SMALL, steps=1), [style])[0] for style in (STYLE, other)]
    even = losses(encoder, changed(SMALL, steps=1), [STYLE, other])[0]
    # Between what the two ask for by themselves, and neither of them.
    assert min(apart) < even < max(apart)


def test_steps_look_from_several_places_in_turn(encoder: Encoder) -> None:
    image = tf.constant(to_float(painted(3, 20, 24))[None])
    seen = seen_from(image, tf.constant(2), tf.constant(-6), tf.constant(True))[0, :, ::-1].numpy()
    np.testing.assert_array_equal(seen[2:, :-6], image[0, :-2, 6:])
    np.testing.assert_array_equal(seen[:2, :-6], image[0, 2:0:-1, 6:])
    np.testing.assert_array_equal(seen[2:, -6:], image[0, :-2, -2:-8:-1])
    assert len(set(VIEWS)) == len(VIEWS) == 16

    objective = Objective(encoder, PHOTO, [STYLE], SMALL)
    start = tf.constant(to_float(PHOTO)[None])
    turns = (0, 1, 8, len(VIEWS))
    first, second, ninth, again = (objective.evaluate(start, HELD * turn)[0].numpy() for turn in turns)
    # Without change the photo is the photo in every view; what the style asks for differs a little.
    assert first[0] == second[0] == ninth[0] == 0
    assert len({float(terms.sum()) for terms in (first, second, ninth)}) == 3
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(first, objective.evaluate(start, HELD - 1)[0])
    single = Objective(encoder, PHOTO, [STYLE], changed(SMALL, views=1))
    np.testing.assert_array_equal(single.evaluate(start, 5)[0], first)


def test_several_views_give_a_running_mean(encoder: Encoder) -> None:
    objective = Objective(encoder, PHOTO, [STYLE], SMALL)
    adam = Adam(to_float(PHOTO)[None], robust=True)
    pictures = [adam.image]
    for _ in range(3):
        adam.step(objective, 0.02)
        pictures.append(adam.image)
    wanted = pictures[0]
    for count, picture in enumerate(pictures[1:], 1):
        decay = (1 + count) / (10 + count)
        wanted = wanted * decay + picture * (1 - decay)
    np.testing.assert_allclose(adam.result, wanted, atol=1e-6)
    assert np.abs(adam.result - adam.image).max() > 0.005
    same = Adam(to_float(PHOTO)[None], robust=False)
    same.step(objective, 0.02)
    assert same.result is same.image


def test_with_several_views_steps_get_shorter_in_the_last_stage(encoder: Encoder) -> None:
    settings = changed(SMALL, steps=300)
    assert [rate_at(settings, 0, step) for step in (0, 100, 200, 300)] == pytest.approx([0.02, 0.02, 0.012, 0.004])
    for change in ({"views": 1}, {"optimiser": "lbfgs"}, {"stages": 2}):
        constant = changed(settings, **change)
        assert [rate_at(constant, 0, step) for step in (0, 299)] == [0.02, 0.02]

    # The third of three steps is a shorter one.
    style = scale(STYLE, *style_sides(STYLE, (64, 50)))
    for views in (1, 16):
        settings = changed(SMALL, steps=3, views=views)
        adam, objective = Adam(to_float(PHOTO)[None], robust=views > 1), Objective(encoder, PHOTO, [style], settings)
        for _ in range(settings.steps):
            adam.step(objective, settings.rate)
        result = optimise(encoder, PHOTO, [STYLE], settings)
        assert np.array_equal(result, to_bytes(np.asarray(adam.result)[0])) == (views == 1)


def test_broad_steps_keep_broad_forms_and_let_fine_ones_go() -> None:
    across = np.arange(64)

    def kept(wave: np.ndarray) -> float:
        gradient = tf.constant(np.tile(wave.astype("float32")[None, :, None], (64, 1, 3))[None])
        found = broadened(gradient).numpy()[0, 32, 16:48, 1]
        return float(np.linalg.norm(found) / np.linalg.norm(wave[16:48]))

    # Of what alternates from pixel to pixel no blur leaves anything; of 32 pixels a wave, next to all stays.
    assert kept((-1.0) ** across) == pytest.approx(0.1, abs=1e-3)
    assert kept(np.sin(2 * np.pi * across / 32)) == pytest.approx(1.4, rel=0.07)
    assert 0.2 < kept(np.sin(2 * np.pi * across / 6)) < 0.5


def test_sizes_of_stages_and_styles() -> None:
    settings = changed(OptimiseSettings(), size=500, stages=3)
    assert stages_of(np.zeros((300, 400, 3), "uint8"), settings) == [(125, 94), (250, 188), (500, 375)]
    assert sides_at(np.zeros((2048, 64, 3), "uint8"), 64) == (16, 64)
    assert style_sides(np.zeros((90, 60, 3), "uint8"), (125, 94)) == (60, 90)
    assert style_sides(np.zeros((900, 600, 3), "uint8"), (125, 94)) == (83, 125)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_picture(tmp_path / "photo.png", PHOTO)
    write_picture(tmp_path / "style.png", STYLE)
    photo, style, out = (str(tmp_path / name) for name in ("photo.png", "style.png", "out.png"))
    settings = tmp_path / "settings.json"
    layers = ["--content-layers", "relu3_1", "--style-layers", "relu1_1", "relu3_1=0.5"]
    fast = ["--size", "64", "--stages", "1", "--steps", "2"]
    words = ["optimise", photo, style, style, out, *layers, *fast, "--save-settings", str(settings)]
    assert main(words) == 0
    assert "step 2, loss" in capsys.readouterr().out
    first = read_picture(tmp_path / "out.png")
    assert first.shape == PHOTO.shape
    assert (first != PHOTO).any()
    assert read_settings(settings).style_layers == {"relu1_1": 1.0, "relu3_1": 0.5}
    assert main(["optimise", photo, style, style, out, "--settings", str(settings)]) == 0
    np.testing.assert_array_equal(read_picture(tmp_path / "out.png"), first)


def test_smoothing_alone_needs_no_encoder(tmp_path: Path) -> None:
    write_picture(tmp_path / "photo.png", PHOTO)
    paths = [str(tmp_path / name) for name in ("photo.png", "photo.png", "out.png")]
    alone = ["--content-weight", "0", "--style-weight", "0", "--content-layers", "--style-layers"]
    small = ["--size", "64", "--stages", "1", "--steps", "4", "--encoder", "vgg19", "--vgg", "nowhere.npz"]
    assert main(["optimise", *paths, *alone, *small]) == 0
    smooth, photo = read_picture(tmp_path / "out.png").astype(int), PHOTO.astype(int)
    assert np.abs(np.diff(smooth, axis=0)).mean() < np.abs(np.diff(photo, axis=0)).mean()


@pytest.mark.parametrize(
    "words, message",
    [
        (["--style-layers", "relu2_2"], "has no relu2_2"),
        (["--style-weights", "1", "2"], "There are 1 styles, but 2"),
        (["--encoder", "vgg19", "--vgg", "nowhere.npz"], "no file nowhere.npz"),
        (["--settings", "nowhere.json"], "cannot be read"),
    ],
)
def test_mistakes_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    for name, picture in (("photo.png", PHOTO), ("style.png", STYLE)):
        write_picture(tmp_path / name, picture)
    paths = [str(tmp_path / name) for name in ("photo.png", "style.png", "out.png")]
    assert main(["optimise", *paths, "--content-layers", "relu3_1", *words]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
