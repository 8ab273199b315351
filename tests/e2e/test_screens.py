"""axe finds nothing on any screen, phones show it whole and large enough for fingers, and what moves can be stilled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.holding import held
from tests.e2e.live import LiveStudio
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.screens import live_screens, optimise_screens, photo_screens, series_screens
from tests.e2e.series import SeriesStudio
from tests.e2e.studio import Studio
from tests.looks import LOOKS, Look
from tests.serving import Site

# A tenth of what counts as steady (0.1).
MOST_SHIFTED = 0.01

# Notes what was shifted, except by the reader; the observer is also told of what was before it.
NOTE_SHIFTS = """
window.shifted = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (!hadRecentInput) window.shifted.push([value, sources.map(({ node }) => node?.outerHTML?.slice(0, 90)).join()]);
  }
}).observe({ type: 'layout-shift', buffered: true });
"""

# What reaches further to the right than the page is wide, and cannot be scrolled by itself.
STICKING_OUT = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.slice(0, 90));
}
"""

# What a finger is to press, with its labels, and is less than 44 pixels wide or high. Dialogues hide the rest.
TOO_SMALL = """
() => {
  if (!matchMedia('(pointer: coarse)').matches) return [];
  const shown = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
  const targets = shown.querySelectorAll('button, a[href], input:not([type=file]), select, summary');
  return [...targets].filter((element) => element.checkVisibility({ visibilityProperty: true })).flatMap((element) => {
    const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
    const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
    const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
    const isSmall = width < 43.5 || height < 43.5;
    return isSmall ? [`${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 90)}`] : [];
  });
}
"""

# What is under way for longer than a moment (0.1 s), and what its styles would let move for longer.
MOVING = """
() => {
  const isLong = (list) => list.split(',').some((time) => !(parseFloat(time) <= 0.1));
  const running = document.getAnimations().filter(({ effect }) => !(effect.getComputedTiming().activeDuration <= 100));
  const styled = [...document.querySelectorAll('*')].flatMap((element) =>
    [null, '::before', '::after'].flatMap((part) => {
      const style = getComputedStyle(element, part);
      const moves =
        (style.animationName !== 'none' && isLong(style.animationDuration)) ||
        (style.transitionProperty !== 'none' && isLong(style.transitionDuration)) ||
        style.scrollBehavior === 'smooth';
      return moves ? [`${element.outerHTML.slice(0, 90)}${part ?? ''}`] : [];
    }),
  );
  return [...running.map(({ effect }) => effect.target.outerHTML.slice(0, 90)), ...styled];
}
"""


@pytest.fixture(params=LOOKS, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    chosen: Look = request.param
    return chosen


def check(page: Page, screens: Iterator[str], axe: str) -> None:
    """Walk through the screens and make sure of what the head of this file says."""
    found: list[str] = []
    seen = 0
    for name in screens:
        seen += 1
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        assert result["passes"], "axe has looked at the page"
        for violation in result["violations"]:
            for node in violation["nodes"]:
                found.append(f"{name}: {violation['id']} {node['target']} {node['failureSummary']}")
        found += [f"{name}: sticks out: {element}" for element in page.evaluate(STICKING_OUT)]
        found += [f"{name}: too small: {element}" for element in page.evaluate(TOO_SMALL)]
        found += [f"{name}: moves: {element}" for element in page.evaluate(MOVING)]
    assert seen >= 4
    assert found == [], "\n".join(found)


def test_photo_screens(browser: Browser, site: Site, look: Look, axe: str) -> None:
    with look.dress(browser) as context:
        studio = Studio(context.new_page(), site.address)
        check(studio.page, photo_screens(studio), axe)


def test_live_screens(camera_browser: Browser, site: Site, look: Look, axe: str) -> None:
    with look.dress(camera_browser) as context:
        studio = LiveStudio(context.new_page(), site.address)
        check(studio.page, live_screens(studio), axe)


def test_optimise_screens(browser: Browser, site: Site, look: Look, axe: str) -> None:
    with look.dress(browser) as context:
        studio = OptimiseStudio(context.new_page(), site.address)
        check(studio.page, optimise_screens(studio), axe)


def test_series_screens(browser: Browser, site: Site, look: Look, axe: str) -> None:
    with look.dress(browser) as context:
        studio = SeriesStudio(context.new_page(), site.address)
        check(studio.page, series_screens(studio), axe)


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[2]], ids=["desktop", "phone"])
@pytest.mark.parametrize("mode", ["photo", "live", "optimise", "series"])
def test_nothing_moves_while_the_page_loads(browser: Browser, site: Site, look: Look, mode: str) -> None:
    with look.dress(browser) as context:
        page = context.new_page()
        page.add_init_script(NOTE_SHIFTS)
        page.goto(f"{site.address}/?backend=wasm#{mode}")
        styles = page.get_by_role("region", name=re.compile("^Styles?$"))
        expect(styles.get_by_role("button").nth(5)).to_be_visible()
        # Until nothing more is fetched: the networks come last.
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        shifted: list[tuple[float, str]] = page.evaluate("window.shifted")
        assert sum(value for value, _ in shifted) <= MOST_SHIFTED, shifted


def test_a_shift_would_be_noticed(browser: Browser, site: Site) -> None:
    with LOOKS[0].dress(browser) as context:
        page = context.new_page()
        page.add_init_script(NOTE_SHIFTS)
        page.goto(site.address)
        expect(page.get_by_role("img", name="Photo: ").first).to_be_visible()
        page.evaluate("document.querySelector('.head').style.minHeight = '200px'")
        page.wait_for_function(
            "most => window.shifted.reduce((sum, [value]) => sum + value, 0) > most", arg=MOST_SHIFTED
        )


def moving_while_painting(studio: Studio, motion: Literal["reduce", "no-preference"]) -> list[str]:
    """What moves while a photo is painted, for readers who want less of it and for others; both are told of it."""
    page = studio.page
    page.emulate_media(reduced_motion=motion)
    studio.open()
    with held(page, "paint"):
        studio.styles.nth(2).click()
        expect(studio.status).to_contain_text("Painting.")
        expect(page.locator(".stage").get_by_text("Painting", exact=True)).to_be_visible()
        expect(studio.cancel_button).to_be_visible()
        # A bar that does not run is still to be seen.
        assert page.locator(".stage .progress-running").evaluate(
            "(bar) => parseFloat(getComputedStyle(bar, '::before').inlineSize) > 20"
        )
        moving: list[str] = page.evaluate(MOVING)
    # The reveal of a painting, if there is one, comes with it.
    expect(studio.divider).to_be_visible()
    return moving + page.evaluate(MOVING)


def test_nothing_runs_for_readers_who_want_less_motion(studio: Studio) -> None:
    assert moving_while_painting(studio, "reduce") == []


def test_what_runs_for_others_would_be_noticed(studio: Studio) -> None:
    moving = "".join(moving_while_painting(studio, "no-preference"))
    assert "progress-running" in moving and "compare" in moving
