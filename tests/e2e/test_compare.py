"""Comparing photo and painting: with a divider, side by side, or by holding; with pointer, finger and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, ViewportSize, expect

from tests.e2e.conftest import profile
from tests.e2e.photographs import save_photograph
from tests.e2e.studio import Studio
from tests.e2e.test_full_size import paint
from tests.serving import Site

PHONE: ViewportSize = {"width": 360, "height": 740}
WIDE_LETTERS = "*{letter-spacing:.06em!important}"


def box(locator: Locator) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in pixels of the page."""
    found = locator.bounding_box()
    assert found is not None
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


def hold_button(studio: Studio) -> Locator:
    return studio.page.get_by_role("button", name="Hold to see the photo")


@pytest.mark.parametrize("size", [(160, 100), (90, 170)])
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE])
def test_side_by_side_shows_both_whole(
    studio: Studio, style: Path, tmp_path: Path, size: tuple[int, int], viewport: ViewportSize
) -> None:
    studio.page.set_viewport_size(viewport)
    paint(studio, save_photograph(tmp_path / "cat.png", "cat", *size), style)
    studio.compare("Side by side")
    expect(studio.divider).to_have_count(0)
    photo, painting = box(studio.photo_picture("cat")), box(studio.painting_picture("cat", "coffee"))
    stage = box(studio.page.get_by_role("region", name="Picture", exact=True))
    for left, top, right, bottom in (photo, painting):
        assert stage[0] <= left and stage[1] <= top and right <= stage[2] and bottom <= stage[3]
        assert abs((right - left) / (bottom - top) - size[0] / size[1]) < 0.05
    assert photo[2] <= painting[0] or photo[3] <= painting[1], "one lies over the other"
    # Beside each other where that makes them larger, else one above the other.
    width, height = stage[2] - stage[0], stage[3] - stage[1]
    ratio = size[0] / size[1]
    in_a_row = min(width / 2, height * ratio) >= min(width, height / 2 * ratio)
    assert (photo[2] <= painting[0]) == in_a_row


def test_holding_a_pointer_shows_the_photo(studio: Studio, photo: Path, style: Path) -> None:
    paint(studio, photo, style)
    studio.compare("Hold to see the photo")
    painting = studio.painting_picture("astronaut", "coffee")
    left, top, right, bottom = box(painting)
    studio.page.mouse.move((left + right) / 2, (top + bottom) / 2)
    studio.page.mouse.down()
    expect(painting).to_be_hidden()
    expect(hold_button(studio)).to_have_attribute("aria-pressed", "true")
    expect(studio.photo_picture("astronaut")).to_be_visible()
    studio.page.mouse.up()
    expect(painting).to_be_visible()


@pytest.mark.parametrize("key", [" ", "Enter"])
def test_holding_a_key_shows_the_photo(studio: Studio, photo: Path, style: Path, key: str) -> None:
    paint(studio, photo, style)
    studio.compare("Hold to see the photo")
    painting = studio.painting_picture("astronaut", "coffee")
    hold_button(studio).focus()
    studio.page.keyboard.down(key)
    expect(painting).to_be_hidden()
    studio.page.keyboard.up(key)
    expect(painting).to_be_visible()
    # Whoever leaves with the key down finds the painting when coming back.
    studio.page.keyboard.down(key)
    expect(painting).to_be_hidden()
    hold_button(studio).blur()
    expect(painting).to_be_visible()


@pytest.fixture
def touch(browser: Browser) -> Iterator[BrowserContext]:
    """A profile of a phone."""
    with profile(browser, **PHONE, has_touch=True) as opened:
        yield opened


def test_holding_a_finger_shows_the_photo(touch: BrowserContext, site: Site, photo: Path, style: Path) -> None:
    studio = Studio(touch.new_page(), site.address)
    paint(studio, photo, style)
    studio.compare("Hold to see the photo")
    painting = studio.painting_picture("astronaut", "coffee")
    painting.scroll_into_view_if_needed()
    left, top, right, bottom = box(painting)
    finger = [{"x": (left + right) / 2, "y": (top + bottom) / 2}]
    session = touch.new_cdp_session(studio.page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": finger})
    expect(painting).to_be_hidden()
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(painting).to_be_visible()


def test_ways_to_compare_are_chosen_by_keyboard(studio: Studio, photo: Path, style: Path) -> None:
    paint(studio, photo, style)
    group = studio.page.get_by_role("group", name="Compare")
    expect(group.get_by_role("radio", name="With a divider")).to_be_checked()
    group.get_by_role("radio", name="With a divider").focus()
    studio.page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="Side by side")).to_be_checked()
    studio.page.keyboard.press("ArrowRight")
    expect(hold_button(studio)).to_be_visible()


@pytest.mark.parametrize("letters", ["", WIDE_LETTERS])
def test_nothing_overflows_on_a_phone(studio: Studio, photo: Path, style: Path, letters: str) -> None:
    studio.page.set_viewport_size(PHONE)
    paint(studio, photo, style)
    studio.page.evaluate(
        """(text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [sheet];
        }""",
        letters,
    )
    for name in ("With a divider", "Side by side", "Hold to see the photo"):
        studio.compare(name)
        assert studio.page.evaluate("document.documentElement.scrollWidth") <= 360
    controls = studio.page.get_by_role("region", name="Painting", exact=True)
    for each in [*controls.get_by_role("button").all(), *controls.locator("fieldset label").all()]:
        left, _, right, _ = box(each)
        assert left >= 0 and right <= 360
        assert each.evaluate("(e) => e.scrollWidth <= e.clientWidth + 1"), each.inner_text()
