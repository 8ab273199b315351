"""English and Korean: which one a visitor gets, and that changing it changes nothing else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from tests.e2e.holding import held
from tests.e2e.live import LiveStudio
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.photographs import photograph
from tests.e2e.studio import Studio
from tests.e2e.test_screens import MOST_SHIFTED, NOTE_SHIFTS, STICKING_OUT
from tests.e2e.watch import Watch
from tests.serving import Site

HANGUL = re.compile("[가-힣]")

# Notes every text that the page shows while it starts.
NOTE_TEXTS = """
window.shownTexts = [];
new MutationObserver(() => {
  const text = document.getElementById('app')?.innerText;
  if (text) window.shownTexts.push(text);
}).observe(document, { childList: true, subtree: true, characterData: true });
"""

# Other machines have other fonts: letters that are as wide as those of the widest.
WIDE_LETTERS = "*, *::before, *::after { letter-spacing: .06em !important }"

# The policy of the page allows no other styles than its own, but those that a script sets.
ADOPT_STYLES = """
(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}
"""

# What a text in Latin letters may be in a page in Korean: names, formats, units, keys, the name of the other language.
LATIN = re.compile(
    r"Easel|English|WebGPU|WebGL|WebAssembly|PNG|JPEG|WebP|AVIF|GIF|BMP|ZIP|L-BFGS|Adam|VGG-19|TensorFlow|Gatys|SVG|WebM"
    r"|px|MB|cm|mm|dpi|J\. E\. H\.|(block\d_)?conv\d(_\d)?|1e-?\d|python -m export.*|FILE|fake_device_0|\bE\b"
)


@contextmanager
def visit(browser: Browser, site: Site, locale: str, width: int = 390, height: int = 844) -> Iterator[Page]:
    """A page of a visitor whose browser is set to a language; checked at the end for strays, violations and errors."""
    context = browser.new_context(
        locale=locale,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        service_workers="block",
    )
    context.set_default_timeout(120_000)
    watch = Watch(site.address)
    watch.attach(context)
    page = context.new_page()
    yield page
    assert watch.strays() == []
    assert watch.violations(page) == []
    assert watch.errors == []
    context.close()


def switch(page: Page, name: str) -> Locator:
    """The button that changes to a language, where it is to be seen at this size."""
    return page.get_by_role("button", name=name, exact=True)


def expect_korean(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page).to_have_title(HANGUL)
    expect(page.locator("meta[name=description]")).to_have_attribute("content", HANGUL)


def english_left(page: Page) -> list[str]:
    """Texts of the page that are not Korean: those to be seen, and the names of pictures and controls."""
    texts: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('#app *')].flatMap((element) => [
          ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
          ...['aria-label', 'title', 'placeholder', 'aria-valuetext'].map((name) => element.getAttribute(name) ?? ''),
        ]).filter((text) => /[A-Za-z]{2}/.test(text))"""
    )
    return [text for text in texts if re.search("[A-Za-z]{2}", LATIN.sub("", text))]


@pytest.mark.parametrize(("locale", "language"), [("ko-KR", "ko"), ("en-US", "en"), ("fr-FR", "en")])
def test_first_visit_is_in_the_language_of_the_browser(
    browser: Browser, site: Site, locale: str, language: str
) -> None:
    with visit(browser, site, locale, 1280, 900) as page:
        page.add_init_script(NOTE_TEXTS)
        page.add_init_script(NOTE_SHIFTS)
        page.goto(f"{site.address}/?backend=wasm")
        expect(page.locator("html")).to_have_attribute("lang", language)
        name = "사진: 저녁 무렵" if language == "ko" else "Photo: "
        expect(page.get_by_role("img", name=name).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        shown: list[str] = page.evaluate("window.shownTexts")
        assert shown
        assert all(("사진" in text) == (language == "ko") for text in shown), "no other language was to be seen"
        assert sum(value for value, _ in page.evaluate("window.shifted")) <= MOST_SHIFTED
        # A guess is not kept.
        assert page.evaluate("localStorage.getItem('easel.language')") is None


def test_changing_it_by_keyboard_loses_nothing_and_is_kept(
    studio: Studio, context: BrowserContext, photo: Path, style: Path
) -> None:
    page = studio.page
    studio.open()
    page.get_by_role("button", name="Close the explanation").click()
    studio.choose_photo(photo)
    studio.choose_style(style)
    studio.wait_until_painted("astronaut", "coffee")
    studio.strength.fill("65")
    page.evaluate("document.querySelectorAll('canvas').forEach((canvas) => { canvas.isTheSame = true; })")

    switch(page, "한국어").focus()
    page.keyboard.press("Enter")
    expect_korean(page)
    painting = page.get_by_role("img", name="그림: astronaut, ‘coffee’ 스타일", exact=True)
    expect(painting).to_be_visible()
    expect(page.get_by_role("slider", name="강도")).to_have_value("65")
    expect(page.get_by_role("button", name="PNG 내려받기")).to_be_enabled()
    same = "[...document.querySelectorAll('canvas')].every((canvas) => canvas.isTheSame)"
    assert page.evaluate(same), "nothing was painted or drawn anew"
    expect(switch(page, "English")).to_be_focused()
    expect(switch(page, "English")).to_have_attribute("lang", "en")

    page.reload()
    expect_korean(page)
    expect(page.get_by_role("region", name="스타일", exact=True)).to_be_visible()
    switch(page, "English").focus()
    page.keyboard.press("Space")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title(re.compile("Easel: paint"))
    page.reload()
    expect(page.get_by_role("button", name="Choose a photo")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_live_camera_goes_on(live: LiveStudio) -> None:
    live.open_live()
    live.use_camera()
    live.page.evaluate("void (navigator.mediaDevices.getUserMedia = () => { throw new Error('asked once more'); })")
    switch(live.page, "한국어").click()
    expect_korean(live.page)
    expect(live.page.get_by_role("img", name="라이브 그림, ").first).to_be_visible()
    live.next_frames(3)
    assert [text for text in english_left(live.page) if "camera.y4m" not in text] == []
    switch(live.page, "English").click()
    expect(live.picture).to_be_visible()
    live.next_frames(3)


def test_a_running_optimisation_goes_on(context: BrowserContext, site: Site, watch: Watch) -> None:
    studio = OptimiseStudio(context.new_page(), site.address)
    page = studio.page
    studio.open_optimise()
    studio.set_small(steps=400)
    studio.start_button.click()
    reached = studio.wait_for_step(4)
    switch(page, "한국어").click()
    expect_korean(page)
    progress = page.get_by_role("region", name="진행 상황")
    step = re.compile(r"400스텝 중 (\d+)")
    expect(progress.get_by_text(step).first).to_be_visible()
    page.get_by_role("button", name="일시 정지", exact=True).click()
    expect(page.get_by_role("button", name="계속", exact=True)).to_be_visible()
    expect(progress).to_contain_text("일시 정지됨")
    found = step.search(progress.inner_text())
    assert found and int(found[1]) >= reached
    assert english_left(page) == []
    page.reload()
    expect(page.get_by_text(re.compile("끝나지 않은 작업: 산속 호수, ‘소용돌이치는 밤’ 스타일"))).to_be_visible()
    assert watch.errors == []


def expect_fits(page: Page, axe: str) -> None:
    """All of it is Korean and within a narrow phone, and axe finds nothing on a usual one."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(STICKING_OUT) == []
    assert english_left(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(axe)
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert result["passes"]
    assert [(found["id"], [node["target"] for node in found["nodes"]]) for found in result["violations"]] == []
    page.set_viewport_size({"width": 360, "height": 740})


@pytest.mark.parametrize("mode", ["photo", "live", "optimise", "series"])
@pytest.mark.parametrize("letters", ["", WIDE_LETTERS], ids=["letters", "wide letters"])
def test_korean_fits_a_phone(browser: Browser, site: Site, axe: str, mode: str, letters: str) -> None:
    with visit(browser, site, "ko-KR", 360, 740) as page:
        page.goto(f"{site.address}/?backend=wasm#{mode}")
        expect(page.get_by_role("region", name="스타일", exact=True).get_by_role("button").nth(5)).to_be_visible()
        if mode == "optimise":
            expect(page.locator("details").first).to_be_visible()
            page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        page.evaluate(ADOPT_STYLES, letters)
        expect_fits(page, axe)
        box = switch(page, "English").bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44


@pytest.mark.parametrize("letters", ["", WIDE_LETTERS], ids=["letters", "wide letters"])
def test_a_series_of_pictures_in_korean_fits_a_phone(browser: Browser, site: Site, axe: str, letters: str) -> None:
    picture = io.BytesIO()
    photograph("cat", 96, 64).save(picture, "PNG")
    files: list[FilePayload] = [
        {"name": f"{name}.PNG", "mimeType": "image/png", "buffer": content}
        for name, content in [("고양이", picture.getvalue()), ("그다음 고양이", picture.getvalue()), ("편지", b"...")]
    ]
    with visit(browser, site, "ko-KR", 360, 740) as page:
        page.goto(f"{site.address}/?backend=wasm#series")
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="사진 고르기", exact=True).click()
        chooser.value.set_files(files)
        styles = page.get_by_role("region", name="스타일", exact=True).locator("button[data-style]")
        for i in range(2):
            styles.nth(i).click()
        page.evaluate(ADOPT_STYLES, letters)
        expect_fits(page, axe)
        with held(page, "paint", passing=3):
            page.get_by_role("button", name="사진 3장을 스타일 2개로 그리기").click()
            expect(page.get_by_text("2개 중 2번째")).to_be_visible()
            expect_fits(page, axe)
            page.get_by_role("button", name="일시 정지", exact=True).click()
            expect(page.get_by_text("일시 정지: 사진 3장 중 1장 완료")).to_be_visible()
            expect_fits(page, axe)
        page.get_by_role("button", name="계속", exact=True).click()
        expect(page.get_by_text("그림 4장 완성, 사진 1장 실패")).to_be_visible()
        expect_fits(page, axe)


def test_search_finds_styles_by_either_name(browser: Browser, site: Site) -> None:
    with visit(browser, site, "ko-KR", 1280, 900) as page:
        page.goto(f"{site.address}/?backend=wasm")
        field = page.get_by_role("searchbox", name="스타일 검색")
        field.fill("별이빛나는")
        tiles = page.get_by_role("toolbar", name="스타일").locator("[data-style]")
        expect(tiles).to_have_count(1)
        expect(tiles).to_have_attribute("aria-label", "별이 빛나는 밤")
        field.fill("starry night")
        expect(tiles).to_have_attribute("aria-label", "별이 빛나는 밤")
        field.fill("칸딘스키")
        expect(tiles).to_have_attribute("aria-label", "구성 7")


def test_words_that_do_not_come_leave_the_page_as_it_is(studio: Studio) -> None:
    page = studio.page
    studio.expect_error("Failed to load resource")
    studio.open()
    page.route(re.compile(r"/assets/ko-[^/]*\.js$"), lambda route: route.abort())
    switch(page, "한국어").click()
    told = page.get_by_role("status").filter(has_text="The other language could not be fetched")
    expect(told).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    told.get_by_role("button", name="Dismiss this message").click()
    expect(told).to_have_count(0)
    expect(page.get_by_role("button", name="Choose a photo")).to_be_visible()
    assert page.evaluate("localStorage.getItem('easel.language')") is None
