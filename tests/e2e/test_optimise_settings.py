"""Settings of the optimisation studio on their way between the app and the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.optimise import SIDE, OptimiseStudio, settings_in
from tests.e2e.photographs import pixels, save_photograph


def test_settings_come_back_from_pictures_and_files(optimising: OptimiseStudio, tmp_path: Path) -> None:
    studio = optimising
    studio.open_optimise()
    studio.set_small(steps=2)
    studio.unfold("Balance")
    studio.number("Style").fill("123")
    studio.start_button.click()
    studio.wait_until_done()
    picture = studio.download(tmp_path)
    studio.page.get_by_role("button", name="Back to settings").click()
    studio.unfold("Settings file")
    file = studio.save("Save settings", tmp_path)
    assert json.loads(file.read_text())["styleWeight"] == 123

    for saved in (picture, file):
        studio.page.reload()
        studio.wait_until_open()
        studio.drop("main", saved)
        expect(studio.notice).to_contain_text("Settings restored")
        expect(studio.number("Size")).to_have_value(str(SIDE))
        studio.unfold("Balance")
        expect(studio.number("Style")).to_have_value("123")

    wrong = tmp_path / "other.json"
    wrong.write_text('{"format": "other"}')
    studio.drop("main", wrong)
    expect(studio.notice).to_contain_text("no settings of the optimisation studio")
    expect(studio.number("Style")).to_have_value("123")


def test_a_settings_file_of_the_app_makes_the_same_picture_in_python(
    optimising: OptimiseStudio, photo: Path, style: Path, tmp_path: Path
) -> None:
    from export.__main__ import main

    studio = optimising
    studio.open_optimise()
    studio.choose_photo(photo)
    studio.choose_style(style)
    expect(studio.style("Your style: coffee")).to_have_attribute("aria-pressed", "true")
    studio.set_small(steps=10)
    # Noise as well: its numbers are the same on both sides.
    studio.unfold("Start").get_by_role("combobox", name="Start from", exact=True).select_option("A blend of both")
    studio.unfold("Settings file")
    file = studio.save("Save settings", tmp_path)
    studio.start_button.click()
    studio.wait_until_done()
    in_browser = studio.download(tmp_path)
    assert settings_in(in_browser) == json.loads(file.read_text())

    in_python = tmp_path / "python.png"
    assert main(["optimise", str(photo), str(style), str(in_python), "--settings", str(file)]) == 0
    difference = np.abs(pixels(in_browser) - pixels(in_python))
    print(f"{difference.mean():.3f} of 255 on average, {difference.max()} at most")
    # Where a value hardly matters, Adam may take its step of 5/255 one way here and the other way there.
    assert difference.mean() < 3


@pytest.mark.parametrize("preset", ["Texture", "Gatys, figure 2"])
def test_presets_with_lbfgs_run(optimising: OptimiseStudio, tmp_path: Path, preset: str) -> None:
    studio = optimising
    studio.open_optimise()
    studio.page.get_by_role("button", name=preset, exact=True).click()
    studio.unfold("Method")
    studio.number("Stages").fill("2" if preset == "Texture" else "1")
    studio.number("Size").fill(str(SIDE))
    studio.number("Steps").fill("3")
    studio.unfold("Start")
    studio.number("Seed").fill("5")
    studio.start_button.click()
    studio.wait_until_done()
    settings = settings_in(studio.download(tmp_path))
    assert (settings["optimiser"], settings["start"], settings["seed"]) == ("lbfgs", "noise", 5)
    assert (settings["pooling"] == "average") == (preset != "Texture")
    first, last = studio.losses()["Total"]
    assert last < first


def test_a_settings_file_of_python_runs_in_the_app(
    optimising: OptimiseStudio, photo: Path, style: Path, tmp_path: Path
) -> None:
    from export.__main__ import main

    file = tmp_path / "from python.json"
    small = ["--size", str(SIDE), "--stages", "1", "--steps", "3", "--optimiser", "adam"]
    knobs = ["--style-layers", "relu2_1", "relu3_1=0.5", "--seed", "7", "--plateau", "30", "0.001", "--start", "noise"]
    written = ["--save-settings", str(file)]
    assert main(["optimise", str(photo), str(style), str(tmp_path / "python.png"), *small, *knobs, *written]) == 0

    studio = optimising
    studio.open_optimise()
    studio.drop("main", file)
    expect(studio.notice).to_contain_text("Settings restored")
    studio.start_button.click()
    studio.wait_until_done()
    assert settings_in(studio.download(tmp_path)) == json.loads(file.read_text())
    assert set(studio.losses()) == {"Total", "Photo", "Smoothness", "Style conv2_1", "Style conv3_1"}


def test_a_strip_gets_the_size_that_was_said(optimising: OptimiseStudio, tmp_path: Path) -> None:
    strip = save_photograph(tmp_path / "strip.jpg", "cat", 600, 60)
    studio = optimising
    studio.open_optimise()
    studio.drop("main", strip)
    studio.set_small(steps=2)
    # In proportion its height would be six pixels.
    expect(studio.page.get_by_text("64 × 16 px")).to_be_visible()
    studio.start_button.click()
    studio.wait_until_done()
    with Image.open(studio.download(tmp_path)) as picture:
        assert picture.size == (64, 16)
