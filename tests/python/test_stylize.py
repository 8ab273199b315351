"""``python -m export stylize``: sizes, strength, determinism, and the rules that the browser shares."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from export.detail import allowed, as_seen, enlarged
from export.pictures import PictureError, read_picture, to_bytes, to_float, write_picture
from export.recolour import COLOURS, LUMA, recoloured
from export.strength import cell_means, halfway, matched, mixed
from export.stylize import SettingError, fit, scaled_style, size_option, style_input, stylize_files
from tests.python.conftest import painted


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    write_picture(tmp_path / "photo.png", painted(1, 45, 61))
    write_picture(tmp_path / "painting.png", painted(2, 70, 50))
    return tmp_path / "photo.png", tmp_path / "painting.png"


def test_the_result_has_the_size_of_the_photo_and_differs_from_both(files: tuple[Path, Path], tmp_path: Path) -> None:
    stylize_files(*files, tmp_path / "out.png")
    result, photo = read_picture(tmp_path / "out.png"), read_picture(files[0])
    assert result.shape == photo.shape
    assert np.abs(result.astype(int) - photo).mean() > 3


def test_the_same_inputs_give_the_same_bytes(files: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        stylize_files(*files, tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_strength_mixes_photo_and_painting(files: tuple[Path, Path], tmp_path: Path) -> None:
    results = {}
    for strength in (0.0, 0.5, 1.0):
        stylize_files(*files, tmp_path / "out.png", strength)
        results[strength] = read_picture(tmp_path / "out.png").astype(float)
    np.testing.assert_array_equal(results[0.0], read_picture(files[0]))
    between = 255 * halfway(results[0.0] / 255, results[1.0] / 255)
    np.testing.assert_allclose(results[0.5], results[0.0] / 4 + between / 4 + results[1.0] / 2, atol=1)


def without_means(picture: np.ndarray, side: int) -> np.ndarray:
    """What is left of each square without its mean."""
    return picture - np.repeat(np.repeat(cell_means(picture, side), side, 0), side, 1)


def test_halfway_are_the_strokes_of_the_painting_on_the_forms_of_the_photo() -> None:
    rows, columns = np.indices((192, 256))
    strokes = np.where((rows + columns) % 2, 0.05, -0.05)[..., None] * np.ones(3)
    ramp = np.linspace(0.3, 0.7, 256)[None, :, None] * np.ones((192, 1, 3))
    photo, painting = ramp, ramp[:, ::-1] + strokes
    found = halfway(photo, painting)
    np.testing.assert_allclose(without_means(found, 4), without_means(painting, 4), atol=0.01)
    np.testing.assert_allclose(cell_means(found, 4), cell_means(ramp, 4), atol=0.015)


def test_strokes_come_before_broad_forms_change() -> None:
    rows, columns = np.indices((256, 256))
    strokes = np.where((rows + columns) % 2, 0.1, -0.1)[..., None] * np.ones(3)
    ramp = np.linspace(0.3, 0.7, 256)[:, None, None] * np.ones((1, 256, 3))
    half = mixed(ramp, ramp[::-1] + strokes, 0.5)
    assert 0.74 < without_means(half, 4).std() / without_means(strokes, 4).std() < 0.76
    np.testing.assert_allclose(cell_means(half, 4), 0.5, atol=0.11)


def test_cells_at_the_edge_hold_what_there_is_of_them() -> None:
    picture = np.arange(5 * 4 * 3, dtype=float).reshape(5, 4, 3)
    found = cell_means(picture, 3)
    assert found.shape == (2, 2, 3)
    np.testing.assert_allclose(found[1, 1], picture[3:, 3:].mean((0, 1)))


def test_a_matched_photo_has_the_colours_of_the_painting() -> None:
    rng = np.random.default_rng(1)
    photo, painting = (rng.uniform(0.3, 0.7, (40, 50, 3)) @ mix for mix in rng.uniform(0.1, 0.4, (2, 3, 3)))
    found = matched(photo, painting)
    flat, wanted = found.reshape(-1, 3), painting.reshape(-1, 3)
    np.testing.assert_allclose(flat.mean(axis=0), wanted.mean(axis=0), atol=1e-6)
    np.testing.assert_allclose(np.cov(flat.T), np.cov(wanted.T), atol=1e-4)
    np.testing.assert_allclose(matched(photo, photo), photo, atol=1e-6)


def test_a_photo_without_colours_takes_those_of_the_painting() -> None:
    grey, blue = np.full((8, 8, 3), 0.2), np.full((8, 8, 3), (0.1, 0.2, 0.9))
    np.testing.assert_allclose(matched(grey, blue), blue, atol=1e-6)


def test_size_sets_the_long_side(files: tuple[Path, Path], tmp_path: Path) -> None:
    stylize_files(*files, tmp_path / "out.png", size=122)
    assert read_picture(tmp_path / "out.png").shape == (90, 122, 3)


def test_a_large_photo_is_painted_at_2048() -> None:
    assert fit(np.zeros((1000, 4096, 3), "uint8"), None).shape == (500, 2048, 3)
    assert fit(np.zeros((1000, 2048, 3), "uint8"), None).shape == (1000, 2048, 3)


def test_a_large_photo_is_painted_at_its_own_size_where_that_is_wished() -> None:
    assert fit(np.zeros((1000, 4096, 3), "uint8"), "full").shape == (1000, 4096, 3)
    assert [size_option("full"), size_option("1200")] == ["full", 1200]


@pytest.mark.parametrize(
    "size, given",
    [((1024, 640), (819, 512)), ((384, 384), (384, 384)), ((50, 70), (50, 70)), ((4000, 1024), (1024, 512))],
)
def test_the_style_image_is_never_enlarged_and_at_most_two_to_one(
    size: tuple[int, int], given: tuple[int, int]
) -> None:
    assert style_input(np.zeros((*size, 3), "uint8")).shape[:2] == given


def test_colours_of_the_photo_are_its_chroma_under_the_brightness_of_the_painting() -> None:
    rng = np.random.default_rng(2)
    photo, painting = rng.uniform(0.35, 0.65, (2, 20, 30, 3)).astype("float32")
    found = recoloured(photo, painting, "photo")
    np.testing.assert_allclose(found @ LUMA, painting @ LUMA, atol=1.5 / 255)
    np.testing.assert_allclose(np.diff(found), np.diff(photo), atol=1.5 / 255)


def test_matched_colours_have_the_mean_and_the_covariance_of_the_photo() -> None:
    rng = np.random.default_rng(3)
    photo, painting = (rng.uniform(0.3, 0.7, (60, 50, 3)) @ mix for mix in rng.uniform(0.1, 0.45, (2, 3, 3)))
    found = recoloured(photo.astype("float32"), painting.astype("float32"), "matched").reshape(-1, 3)
    np.testing.assert_allclose(found.mean(axis=0), photo.reshape(-1, 3).mean(axis=0), atol=2 / 255)
    np.testing.assert_allclose(np.cov(found.T), np.cov(photo.reshape(-1, 3).T), atol=4e-4)


def test_strength_comes_after_the_colours(files: tuple[Path, Path], tmp_path: Path) -> None:
    results = {}
    for colours in COLOURS:
        stylize_files(*files, tmp_path / "out.png", 0.0, colours=colours)
        np.testing.assert_array_equal(read_picture(tmp_path / "out.png"), read_picture(files[0]))
        stylize_files(*files, tmp_path / "out.png", colours=colours)
        results[colours] = read_picture(tmp_path / "out.png")
    photo = to_float(read_picture(files[0]))
    for colours in ("photo", "matched"):
        expected = recoloured(photo, to_float(results["style"]), colours)
        np.testing.assert_array_equal(results[colours], to_bytes(expected))
        assert np.abs(results[colours].astype(int) - results["style"]).mean() > 3


def test_unknown_colours_are_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="--colours"):
        stylize_files(*files, tmp_path / "out.png", colours="loud")


def test_the_style_scale_is_that_of_the_picture_that_the_encoder_sees(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert scaled_style(painted(1, 64, 101), 0.5).shape == (32, 51, 3)
    assert scaled_style(painted(1, 64, 101), 2).shape == (128, 202, 3)
    assert scaled_style(painted(1, 80, 40), 0.5).shape == (64, 32, 3), "no side gets too small for the encoder"
    results = {}
    for factor in (0.5, 1, 2):
        stylize_files(*files, tmp_path / "out.png", style_scale=factor)
        results[factor] = read_picture(tmp_path / "out.png").astype(int)
    for factor in (0.5, 2):
        assert np.abs(results[factor] - results[1]).mean() > 0.5
    with pytest.raises(SettingError, match="--style-scale"):
        stylize_files(*files, tmp_path / "out.png", style_scale=3)


def test_detail_changes_what_the_network_sees_and_not_the_size(files: tuple[Path, Path], tmp_path: Path) -> None:
    photo = to_float(read_picture(files[0]))
    results = {}
    for detail in allowed(*photo.shape[:2]):
        stylize_files(*files, tmp_path / "out.png", detail=detail)
        results[detail] = read_picture(tmp_path / "out.png")
        assert results[detail].shape == photo.shape
    assert len(results) >= 2
    for detail, found in results.items():
        assert detail == "fine" or np.abs(found.astype(int) - results["fine"]).mean() > 2


def test_photos_that_do_not_allow_a_detail_are_painted_fine() -> None:
    assert allowed(2048, 1536) == ["coarse", "medium", "fine"]
    assert allowed(50, 200) == ["medium", "fine", "finest"]
    photo = np.random.default_rng(5).random((40, 60, 3), "float32")
    assert as_seen(photo, "coarse") is photo
    assert as_seen(photo, "finest").shape == (60, 90, 3)
    assert enlarged(photo, 40, 60) is photo


def test_a_mask_keeps_the_photo_where_it_is_black(files: tuple[Path, Path], tmp_path: Path) -> None:
    photo = read_picture(files[0])
    stylize_files(*files, tmp_path / "whole.png")
    whole = read_picture(tmp_path / "whole.png")
    height, width = photo.shape[:2]
    mask = np.zeros((height, width), "uint8")
    mask[:, : width // 2] = 255
    write_picture(tmp_path / "mask.png", mask)
    stylize_files(*files, tmp_path / "out.png", mask=tmp_path / "mask.png")
    found = read_picture(tmp_path / "out.png")
    np.testing.assert_array_equal(found[:, : width // 2], whole[:, : width // 2])
    np.testing.assert_array_equal(found[:, width // 2 :], photo[:, width // 2 :])
    with pytest.raises(PictureError):
        stylize_files(*files, tmp_path / "out.png", mask=tmp_path / "none.png")


def test_an_unknown_detail_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="--detail"):
        stylize_files(*files, tmp_path / "out.png", detail="loud")
