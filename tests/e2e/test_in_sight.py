"""On a phone the picture stays in sight while what changes it is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, expect

from tests.e2e.conftest import profile
from tests.e2e.live import LiveStudio
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.series import SeriesStudio
from tests.e2e.studio import Studio
from tests.serving import Site

# Scrolls so that the top of an element is this far below the top of the screen, and waits for what follows from it.
SCROLL_TO = """
async (element, top) => {
  scrollBy(0, element.getBoundingClientRect().top - top);
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
}
"""

# As when it is reached by keys.
SCROLL_INTO_VIEW = """
async (element) => {
  element.scrollIntoView({ block: 'start' });
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
}
"""

UPRIGHT, ON_ITS_SIDE = (360, 740), (740, 360)


def box_of(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box is not None
    return box


def expect_in_sight(picture: Locator, control: Locator) -> None:
    """Wherever the control stands on the screen, a hundred pixels of the picture do as well."""
    height = control.page.viewport_size["height"] if control.page.viewport_size else 0
    for share in (0.1, 0.45, 0.7, 0.9):
        control.evaluate(SCROLL_TO, share * height)
        below = box_of(control)
        if below["y"] < 0 or below["y"] + below["height"] > height:
            continue
        shown = box_of(picture)
        assert min(shown["y"] + shown["height"], height) - max(shown["y"], 0) >= 100
    control.evaluate(SCROLL_INTO_VIEW)
    below, shown = box_of(control), box_of(picture)
    is_beside = below["x"] >= shown["x"] + shown["width"]
    assert is_beside or below["y"] >= shown["y"] + shown["height"]


def painted_on(context: BrowserContext, site: Site, photo: Path, style: Path) -> Studio:
    """Photo mode with a painting of the astronaut."""
    studio = Studio(context.new_page(), site.address)
    studio.open()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    return studio


@pytest.mark.parametrize("size", [UPRIGHT, ON_ITS_SIDE], ids=["upright", "on-its-side"])
def test_the_painting_while_it_is_changed(
    browser: Browser, site: Site, photo: Path, style: Path, size: tuple[int, int]
) -> None:
    with profile(browser, *size, has_touch=True) as context:
        studio = painted_on(context, site, photo, style)
        page = studio.page
        picture = studio.painting_picture("astronaut", "coffee")
        for control in (
            studio.strength,
            page.get_by_role("group", name="Colours"),
            page.get_by_role("group", name="Detail"),
            page.get_by_role("group", name="Compare"),
            page.get_by_role("button", name="Undo: style"),
        ):
            expect_in_sight(picture, control)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        # It is as large as ever where nothing is scrolled.
        page.evaluate("scrollTo(0, 0)")
        least = 0.5 * size[0] if size == UPRIGHT else 200
        expect(page.get_by_role("region", name="Picture", exact=True)).to_be_visible()
        assert box_of(picture)["width"] >= least


def test_the_painting_while_it_is_masked(browser: Browser, site: Site, photo: Path, style: Path) -> None:
    with profile(browser, *UPRIGHT, has_touch=True) as context:
        studio = painted_on(context, site, photo, style)
        page = studio.page
        page.get_by_role("button", name="Brush: choose where the style goes").click()
        surface = page.get_by_role("application", name="Picture to paint on")
        expect(surface).to_be_focused()
        size = box_of(surface)["height"]
        panel = page.get_by_role("region", name="Where the style goes")
        panel.get_by_role("button", name="Remove mask").evaluate(SCROLL_TO, 600)
        # The brush has all of it, and the way out lies beneath.
        assert box_of(surface)["height"] == size
        done = panel.get_by_role("button", name="Done")
        done.click()
        expect(surface).to_have_count(0)


def test_no_picture_while_a_style_is_searched_for(browser: Browser, site: Site) -> None:
    with profile(browser, *UPRIGHT, has_touch=True) as context:
        studio = Studio(context.new_page(), site.address)
        studio.open()
        search = studio.page.get_by_role("searchbox", name="Search styles")
        stage = studio.page.get_by_role("region", name="Picture", exact=True)
        search.tap()
        search.evaluate(SCROLL_TO, 10)
        assert box_of(stage)["y"] + box_of(stage)["height"] < 0
        search.blur()
        expect(stage).to_be_in_viewport()


@pytest.mark.parametrize("size", [UPRIGHT, ON_ITS_SIDE], ids=["upright", "on-its-side"])
def test_the_camera_while_it_is_painted(camera_browser: Browser, site: Site, size: tuple[int, int]) -> None:
    with profile(camera_browser, *size, has_touch=True) as context:
        live = LiveStudio(context.new_page(), site.address)
        live.open_live()
        # The way to begin is all to be seen.
        begin = live.page.get_by_role("button", name="Open a video")
        begin.scroll_into_view_if_needed()
        expect(begin).to_be_in_viewport(ratio=1)
        live.use_camera()
        picture = live.page.locator(".live-picture")
        expect_in_sight(picture, live.strength)
        assert live.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_picture_while_an_optimisation_is_set(browser: Browser, site: Site) -> None:
    with profile(browser, *UPRIGHT, has_touch=True) as context:
        optimising = OptimiseStudio(context.new_page(), site.address)
        optimising.open_optimise()
        picture = optimising.page.get_by_role("img", name="Photo: ").first
        for control in (
            optimising.number("Size"),
            optimising.number("Steps"),
            optimising.unfold("Balance").locator("summary"),
        ):
            expect_in_sight(picture, control)


def test_the_poster_while_its_styles_are_chosen(browser: Browser, site: Site, photo: Path) -> None:
    with profile(browser, *UPRIGHT, has_touch=True) as context:
        series = SeriesStudio(context.new_page(), site.address)
        series.open_series("Poster")
        # The way to begin is all to be seen.
        begin = series.page.get_by_role("button", name="Surprise me with 9")
        expect(begin).to_be_in_viewport(ratio=1)
        series.choose_photo(photo)
        begin.click()
        for control in (
            series.page.get_by_role("button", name="Surprise me", exact=True),
            series.series_styles.first,
        ):
            expect_in_sight(series.poster, control)
        # The settings come up from below, and leave it in sight as well.
        series.press("Strength, colours, format")
        expect_in_sight(series.poster, series.strength)


def test_the_poster_on_a_phone_on_its_side(browser: Browser, site: Site, photo: Path) -> None:
    with profile(browser, *ON_ITS_SIDE, has_touch=True) as context:
        series = SeriesStudio(context.new_page(), site.address)
        series.open_series("Poster")
        series.choose_photo(photo)
        series.press("Surprise me with 9")
        for control in (
            series.strength,
            series.page.get_by_role("checkbox", name="Captions"),
            series.page.get_by_role("button", name="Paint the poster"),
        ):
            expect_in_sight(series.poster, control)
        assert series.page.evaluate("document.documentElement.scrollWidth") <= ON_ITS_SIDE[0]


@pytest.mark.parametrize("size", [(820, 600), (1280, 560)], ids=["tablet", "low"])
def test_nothing_lies_on_the_controls_of_a_low_window(
    browser: Browser, site: Site, photo: Path, style: Path, size: tuple[int, int]
) -> None:
    with profile(browser, *size) as context:
        studio = painted_on(context, site, photo, style)
        page = studio.page
        download = page.get_by_role("button", name="Download PNG")
        more = page.get_by_role("group", name="Compare")
        foot = box_of(page.get_by_role("contentinfo"))
        assert box_of(download)["y"] + box_of(download)["height"] <= foot["y"]
        assert (
            box_of(more)["x"] + box_of(more)["width"] <= box_of(download)["x"]
            or box_of(more)["y"] + box_of(more)["height"] <= box_of(download)["y"]
        )
        series = SeriesStudio(page, site.address)
        series.open_series("Poster")
        last = box_of(page.get_by_role("checkbox", name="Captions"))
        assert last["y"] + last["height"] <= box_of(page.get_by_role("contentinfo"))["y"]
