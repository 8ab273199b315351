"""The gallery of styles: found, chosen and remembered, by keyboard and on a phone, in Photo and in Live."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.live import LiveStudio
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.photographs import pixels
from tests.e2e.studio import Studio
from tests.e2e.watch import Watch

# Letters wider than here: other machines have other fonts.
WIDE_LETTERS = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { letter-spacing: 0.06em !important }');
  document.adoptedStyleSheets = [sheet];
}
"""

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def region(studio: Studio) -> Locator:
    return studio.page.get_by_role("region", name="Style", exact=True)


def tile(studio: Studio, title: str) -> Locator:
    return region(studio).get_by_role("button", name=title, exact=True)


def names(studio: Studio) -> list[str]:
    """The styles that are shown, by title."""
    return [str(one.get_attribute("aria-label")) for one in studio.styles.all()]


def show(studio: Studio, name: str) -> None:
    region(studio).get_by_role("radio", name=name, exact=True).check()


def asked_by_page(watch: Watch, part: str) -> list[str]:
    """Addresses with this part that the page itself asked for; the offline copy is fetched behind its back."""
    return [request.url for request in watch.requests if part in request.url and request.service_worker is None]


def test_a_master_by_keyboard(studio: Studio, photo: Path, tmp_path: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    page = studio.page
    search = region(studio).get_by_role("searchbox", name="Search styles")
    search.focus()
    page.keyboard.type("munch 1893")
    expect(studio.styles).to_have_count(1)
    expect(tile(studio, "The Scream")).to_have_attribute("title", "The Scream: Edvard Munch, 1893")
    for _ in range(12):
        page.keyboard.press("Tab")
        if tile(studio, "The Scream").evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    studio.wait_until_painted("astronaut", "The Scream")
    expect(region(studio)).to_contain_text("Edvard Munch, 1893")
    assert pixels(studio.download(tmp_path)).std() > 10


def test_arrow_keys_go_from_tile_to_tile(studio: Studio) -> None:
    studio.open()
    titles = names(studio)
    page = studio.page
    studio.styles.first.focus()

    def focused() -> str:
        return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused() == titles[2]
    page.keyboard.press("ArrowLeft")
    assert focused() == titles[1]
    page.keyboard.press("ArrowDown")
    below = titles.index(focused())
    assert below > 2
    page.keyboard.press("ArrowUp")
    assert focused() == titles[1]
    page.keyboard.press("End")
    assert focused() == titles[-1]
    # Tab comes to one tile, not to sixty.
    page.keyboard.press("Tab")
    assert focused() not in titles
    page.keyboard.press("Shift+Tab")
    assert focused() == titles[-1]


def test_search_and_groups(studio: Studio) -> None:
    studio.open()
    everything = names(studio)
    assert len(everything) >= 32 and len(set(everything)) == len(everything)
    show(studio, "Easel’s own")
    own = names(studio)
    assert "Swirling night" in own and "The Starry Night" not in own
    show(studio, "Masters")
    assert sorted(names(studio) + own) == sorted(everything)
    show(studio, "All")
    search = region(studio).get_by_role("searchbox", name="Search styles")
    search.fill("cezanne")
    expect(studio.styles).to_have_count(1)
    assert names(studio) == ["Bibémus Quarry"]
    search.fill("no such painter")
    expect(studio.styles).to_have_count(0)
    region(studio).get_by_role("button", name="Show all styles").click()
    expect(studio.styles).to_have_count(len(everything))


def test_favourites_and_recent_ones_survive_a_reload(studio: Studio) -> None:
    studio.open()
    show(studio, "Favourites")
    expect(region(studio)).to_contain_text("press the heart")
    show(studio, "All")
    for title in ("Water Lilies", "Mosaic"):
        tile(studio, title).click()
        expect(tile(studio, title)).to_have_attribute("aria-pressed", "true")
        # Noted once it is there; a style that is left before that was never used.
        expect(tile(studio, title)).not_to_have_class(re.compile("tile-busy"))
    region(studio).get_by_role("button", name="Add to favourites: Mosaic").click()
    studio.page.reload()
    expect(studio.styles.first).to_be_visible()
    show(studio, "Favourites")
    expect(studio.styles).to_have_count(1)
    assert names(studio) == ["Mosaic"]
    show(studio, "Recent")
    assert names(studio) == ["Mosaic", "Water Lilies"]
    tile(studio, "Mosaic").click()
    region(studio).get_by_role("button", name="Remove from favourites: Mosaic").click()
    show(studio, "Favourites")
    expect(studio.styles).to_have_count(0)


def test_all_works_where_nothing_can_be_kept(studio: Studio) -> None:
    studio.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    studio.open()
    tile(studio, "The Kiss").click()
    region(studio).get_by_role("button", name="Add to favourites: The Kiss").click()
    show(studio, "Favourites")
    assert names(studio) == ["The Kiss"]


def test_random_style(studio: Studio, photo: Path) -> None:
    studio.open()
    studio.choose_photo(photo)
    show(studio, "Easel’s own")
    region(studio).get_by_role("searchbox", name="Search styles").fill("night")
    expect(studio.styles).to_have_count(1)
    region(studio).get_by_role("button", name="Random style").click()
    studio.wait_until_painted("astronaut", "Swirling night")
    region(studio).get_by_role("searchbox", name="Search styles").fill("")
    region(studio).get_by_role("button", name="Random style").click()
    expect(tile(studio, "Swirling night")).to_have_attribute("aria-pressed", "false")
    expect(studio.styles.and_(studio.page.locator("[aria-pressed=true]"))).to_have_count(1)


def test_the_style_encoder_comes_with_the_first_own_picture(
    studio: Studio, watch: Watch, photo: Path, style: Path
) -> None:
    studio.open()
    studio.choose_photo(photo)
    for title in ("The Night Café", "Etching"):
        tile(studio, title).click()
        studio.wait_until_painted("astronaut", title)
    assert asked_by_page(watch, "style-transformer/")
    assert len(asked_by_page(watch, "gallery/vectors.bin")) == 1
    assert asked_by_page(watch, "style-encoder/") == []
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    assert asked_by_page(watch, "style-encoder/")


def test_thumbnails_wait_until_they_are_seen(phone: Studio) -> None:
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.open()
    count = phone.styles.count()
    first = len({url for url in asked if "gallery/thumbnails" in url})
    assert first < count / 2
    phone.styles.last.scroll_into_view_if_needed()
    picture = phone.styles.last.locator("img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0


def test_phone(phone: Studio, photo: Path) -> None:
    phone.open()
    phone.page.evaluate(WIDE_LETTERS)
    phone.choose_photo(photo)
    master = tile(phone, "Composition VII")
    master.tap()
    phone.wait_until_painted("astronaut", "Composition VII")
    assert phone.page.evaluate(OVERFLOW) <= 0
    show(phone, "Masters")
    region(phone).get_by_role("button", name="Add to favourites: Composition VII").tap()
    assert phone.page.evaluate(OVERFLOW) <= 0
    # What a thumb presses is large enough for one.
    for target in (master, region(phone).get_by_role("button", name="Random style")):
        box = target.bounding_box()
        assert box and min(box["width"], box["height"]) >= 40


def test_live_paints_in_a_master(live: LiveStudio) -> None:
    asked: list[str] = []
    live.page.on("request", lambda request: asked.append(request.url))
    live.open_live()
    live.use_camera()
    tile(live, "The Matterhorn").click()
    expect(live.page.get_by_role("img", name="Live painting in the style of The Matterhorn")).to_be_visible()
    live.page.get_by_role("button", name="Snapshot").click()
    expect(live.page.get_by_role("img", name="Painting: Snapshot in the style of The Matterhorn")).to_be_visible()
    assert [url for url in asked if "style-encoder/" in url] == []


def test_optimise_needs_a_picture_and_says_so(studio: Studio) -> None:
    studio.open()
    tile(studio, "Irises").click()
    expect(tile(studio, "Irises")).to_have_attribute("aria-pressed", "true")
    studio.page.get_by_role("link", name="Optimise").click()
    begin = studio.page.get_by_role("button", name="Start", exact=True)
    expect(studio.page.get_by_text("Easel has none of “Irises”")).to_be_visible()
    expect(begin).to_be_disabled()
    assert "The Scream" not in names(studio)
    tile(studio, "Etching").click()
    expect(begin).to_be_enabled()
    expect(studio.page.get_by_text("Easel has none of")).to_have_count(0)


def test_optimise_opens_the_picture_of_a_style_of_our_own(studio: Studio) -> None:
    studio.open()
    tile(studio, "Mosaic").click()
    expect(tile(studio, "Mosaic")).to_have_attribute("aria-pressed", "true")
    studio.page.get_by_role("link", name="Optimise").click()
    opened = OptimiseStudio(studio.page, studio.address)
    opened.wait_until_open()
    expect(tile(studio, "Mosaic")).to_have_attribute("aria-pressed", "true")
    expect(opened.start_button).to_be_enabled()
