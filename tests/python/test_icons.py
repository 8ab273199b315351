"""The icons of the installed app: the committed files are what the program draws and what the manifest says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from export.artwork.icons import ICONS, Icon, draw

PUBLIC = Path(__file__).parents[2] / "web" / "public"


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_committed_icon_is_what_the_program_draws(icon: Icon) -> None:
    drawn = np.asarray(draw(icon), np.int16)
    with Image.open(PUBLIC / "icons" / icon.name) as committed:
        assert committed.size == (icon.side, icon.side)
        assert np.abs(np.asarray(committed.convert("RGBA"), np.int16) - drawn).max() <= 2


def test_icon_shows_the_mark_as_the_favicon_does() -> None:
    icon = np.asarray(draw(ICONS[1]), np.int16)
    at = {name: tuple(icon[int(y * 16), int(x * 16)][:3]) for name, x, y in (("photo", 11, 15), ("painted", 25, 9))}
    assert at == {"photo": (255, 255, 255), "painted": (0x27, 0x47, 0xC7)}
    assert icon[0, 0, 3] == 0


def test_what_systems_cut_away_is_only_ground() -> None:
    icon = next(icon for icon in ICONS if icon.name.startswith("maskable"))
    pixels = np.asarray(draw(icon), np.int16)[..., :3]
    rows, columns = np.mgrid[: icon.side, : icon.side] + 0.5 - icon.side / 2
    # The safe zone of maskable icons is a circle of 40 % of the side.
    outside = np.hypot(rows, columns) > 0.4 * icon.side
    assert np.abs(pixels[outside] - pixels[0, 0]).max() == 0


def test_manifest_names_icons_that_are_there() -> None:
    manifest = json.loads((PUBLIC / "manifest.webmanifest").read_text())
    sizes = set()
    for entry in manifest["icons"]:
        file = PUBLIC / entry["src"]
        assert file.is_file()
        if file.suffix == ".png":
            with Image.open(file) as image:
                assert entry["sizes"] == f"{image.width}x{image.height}"
            sizes.add((entry["sizes"], entry.get("purpose", "any")))
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes
    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == ("standalone", "./", "./")
