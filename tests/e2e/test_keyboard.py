"""Everything from the first load to the download works without a pointer, and is said to screen readers."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, expect

from tests.e2e.photographs import pixels
from tests.e2e.studio import Studio

# How the focused element differs from itself without focus.
SHOWS_FOCUS = """
() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
  return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
}
"""

# A line of an accessibility snapshot with a role and no name. Pictures inside of a named button need none.
NAMELESS = r"^\s*- (?:button|slider|link|region|progressbar)(?: \[.*|:.*)?$"


def tab_to(studio: Studio, target: Locator) -> None:
    """Press Tab until the target has the focus, which must be visible."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            assert studio.page.evaluate(SHOWS_FOCUS), "the focus cannot be seen"
            return
        studio.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def test_from_load_to_download_by_keyboard(studio: Studio, photo: Path, style: Path, tmp_path: Path) -> None:
    studio.open()
    page = studio.page
    for name, file in (("Choose a photo", photo), ("Choose a style picture", style)):
        tab_to(studio, page.get_by_role("button", name=name, exact=True))
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Enter")
        chooser.value.set_files(file)
    studio.wait_until_painted("astronaut", "coffee")
    expect(studio.status).to_contain_text("astronaut in the style of coffee")

    tab_to(studio, studio.divider)
    tab_to(studio, studio.strength)
    page.keyboard.press("Home")
    tab_to(studio, studio.download_button)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "saved.png")
    assert np.array_equal(pixels(tmp_path / "saved.png"), pixels(photo))


def test_built_in_style_by_keyboard(studio: Studio, photo: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    style = studio.styles.nth(2)
    tab_to(studio, studio.styles.first)
    studio.page.keyboard.press("ArrowRight")
    studio.page.keyboard.press("ArrowRight")
    assert style.evaluate("element => element === document.activeElement")
    assert studio.page.evaluate(SHOWS_FOCUS), "the focus cannot be seen"
    studio.page.keyboard.press("Space")
    expect(style).to_have_attribute("aria-pressed", "true")
    studio.wait_until_painted("astronaut", style.get_attribute("aria-label") or "")


def test_everything_that_works_has_a_name(studio: Studio, photo: Path, style: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    tree = studio.page.locator("body").aria_snapshot()
    assert '- slider "Strength"' in tree
    assert re.findall(NAMELESS, tree, re.MULTILINE) == []


def test_a_mix_that_is_left_gives_the_focus_back(studio: Studio) -> None:
    studio.open()
    page = studio.page
    studio.styles.nth(2).click()
    mix = page.get_by_role("button", name="Mix styles")
    panel = page.get_by_role("region", name="Mix of styles")
    for key in ("Escape", "Enter"):
        mix.focus()
        page.keyboard.press("Enter")
        panel.get_by_role("button", name="Done").focus()
        page.keyboard.press(key)
        expect(panel).to_have_count(0)
        expect(mix).to_be_focused()


def test_the_explanation_gives_the_focus_back(studio: Studio) -> None:
    studio.open()
    page = studio.page
    page.get_by_role("button", name="Close the explanation").click()
    how = page.get_by_role("button", name="How it works")
    explanation = page.get_by_role("region", name="How Easel works")
    for key in ("Escape", "Enter"):
        how.focus()
        page.keyboard.press("Enter")
        expect(explanation).to_be_focused()
        if key == "Enter":
            tab_to(studio, explanation.get_by_role("button", name="Close the explanation"))
        page.keyboard.press(key)
        expect(explanation).to_have_count(0)
        expect(how).to_be_focused()


def test_whoever_brings_photos_by_keyboard_goes_on_from_there(studio: Studio, photo: Path) -> None:
    page = studio.page
    page.goto(f"{studio.address}/?backend=wasm#series")
    choose = page.get_by_role("button", name="Choose photos")
    choose.focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(photo)
    expect(page.get_by_role("button", name="Add photos")).to_be_focused()
    page.get_by_role("button", name="Remove all").focus()
    page.keyboard.press("Enter")
    expect(choose).to_be_focused()
