"""The optimisation studio of a site that has VGG-19, put there by the command that puts the real one."""

from __future__ import annotations

import functools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.optimise import SIDE, OptimiseStudio, settings_in
from tests.e2e.photographs import pixels, save_photograph
from tests.serving import Site, serving

# A VGG-19 with all its layers, a sixteenth of its channels, and drawn weights: 0.2 MB instead of 40.
DIVIDE = 16


@pytest.fixture(scope="module")
def vgg19(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file of weights, while this module's commands take a VGG-19 for one of that width."""
    from export import optimise, tfjs
    from export.networks import Vgg19
    from tests.python.conftest import small_vgg

    file = tmp_path_factory.mktemp("weights") / "vgg19.npz"
    np.savez(file, **small_vgg(DIVIDE))
    with pytest.MonkeyPatch.context() as patch:
        for module in (tfjs, optimise):
            patch.setattr(module, "Vgg19", functools.partial(Vgg19, divide=DIVIDE))
        yield file


@pytest.fixture(scope="module")
def site(repository: Path, vgg19: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The built site with VGG-19 beside its own networks."""
    from export.__main__ import main

    folder = tmp_path_factory.mktemp("site") / "dist"
    shutil.copytree(repository / "web" / "dist", folder)
    pictures = tmp_path_factory.mktemp("pictures")
    save_photograph(pictures / "cat.png", "cat", 80, 64)
    models = folder / "models"
    assert main(["tfjs", "vgg19", "--weights", str(vgg19), "--out", str(models), "--pictures", str(pictures)]) == 0
    # The build compresses files; of this one there is a newer now.
    for compressed in models.glob("manifest.json.*"):
        compressed.unlink()
    with serving(folder) as running:
        yield running


def test_vgg19_is_used_where_the_server_has_it(
    optimising: OptimiseStudio,
    vgg19: Path,
    photo: Path,
    style: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from export.__main__ import main

    studio = optimising
    studio.open_optimise()
    studio.choose_photo(photo)
    studio.choose_style(style)
    expect(studio.style("Your style: coffee")).to_have_attribute("aria-pressed", "true")
    layers = studio.unfold("Layers")
    encoder = layers.get_by_role("combobox", name="Encoder")
    expect(encoder.locator("option:checked")).to_have_text("VGG-19 (the original)")
    # All of its layers, down to that of the tutorial.
    expect(layers.get_by_role("group", name="Layers for the style").get_by_role("checkbox")).to_have_count(16)
    studio.page.get_by_role("button", name="TensorFlow tutorial", exact=True).click()
    expect(layers.get_by_role("group", name="Layers for the photo").get_by_label("conv5_2", exact=True)).to_be_checked()
    studio.set_small(steps=4)
    expect(studio.number("Views")).to_have_value("1")
    studio.start_button.click()
    studio.wait_until_done()
    studio.expect_backend("wasm")
    expect(studio.result).to_have_attribute("aria-label", "Result: astronaut in the style of coffee")
    losses = studio.losses()["Total"]
    assert losses[1] < losses[0]
    saved = studio.download(tmp_path)
    settings = settings_in(saved)
    assert (settings["encoder"], settings["views"], settings["contentLayers"]) == ("vgg19", 1, {"relu5_2": 1})

    # Python begins at the same loss with the same weights, so it was this network that looked.
    file, in_python = tmp_path / "settings.json", tmp_path / "python.png"
    file.write_text(json.dumps(settings | {"previewEvery": 1}))
    pictures = [str(photo), str(style), str(in_python)]
    assert main(["optimise", *pictures, "--settings", str(file), "--vgg", str(vgg19)]) == 0
    first = re.search(r"step 1, loss ([\d.]+)", capsys.readouterr().out)
    assert first and losses[0] == pytest.approx(float(first[1]), rel=0.01)
    assert pixels(saved).shape == (48, SIDE, 3)
    # Where a value hardly matters, Adam may take its step of 5/255 one way here and the other way there.
    assert np.abs(pixels(saved) - pixels(in_python)).mean() < 3


def test_the_distilled_encoder_can_be_chosen_instead(optimising: OptimiseStudio, tmp_path: Path) -> None:
    studio = optimising
    studio.open_optimise()
    studio.set_small(steps=1)
    encoder = studio.unfold("Layers").get_by_role("combobox", name="Encoder")
    # Which is known once the list of networks is there.
    expect(encoder.locator("option:checked")).to_have_text("VGG-19 (the original)")
    encoder.select_option("Distilled (fast)")
    expect(studio.number("Views")).to_have_value("16")
    studio.start_button.click()
    studio.wait_until_done()
    assert settings_in(studio.download(tmp_path))["encoder"] == "distilled"
