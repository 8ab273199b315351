"""A first visit: what Easel does and why nothing is uploaded is said, and one press paints something."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.studio import Studio


def explanation(studio: Studio) -> Locator:
    return studio.page.get_by_role("region", name="How Easel works")


def test_one_press_paints(studio: Studio) -> None:
    studio.open()
    explanation(studio).get_by_role("button", name="Show me").click()
    painting = studio.page.get_by_role("img", name="Painting: ")
    expect(painting).to_be_visible()
    first = painting.get_attribute("aria-label") or ""
    explanation(studio).get_by_role("button", name="Another").click()
    expect(studio.page.get_by_role("img", name=first, exact=True)).to_have_count(0)
    expect(painting).to_be_visible()


def test_explains_itself_until_it_is_closed(studio: Studio) -> None:
    studio.open()
    points = explanation(studio).get_by_role("listitem")
    expect(points).to_have_count(3)
    expect(points.nth(1)).to_contain_text("Nothing is uploaded.")
    expect(points.nth(2)).to_contain_text("switch the network off and paint")
    explanation(studio).get_by_role("button", name="Close the explanation").click()
    expect(explanation(studio)).to_have_count(0)
    studio.open()
    expect(explanation(studio)).to_have_count(0)

    studio.page.get_by_role("button", name="How it works").click()
    expect(explanation(studio)).to_be_focused()
    studio.page.get_by_role("link", name="Live").click()
    expect(points.nth(1)).to_be_visible()
    expect(explanation(studio).get_by_role("button", name="Show me")).to_have_count(0)


def test_is_folded_up_on_a_phone(studio: Studio) -> None:
    studio.page.set_viewport_size({"width": 360, "height": 740})
    studio.open()
    points = explanation(studio).get_by_role("listitem")
    expect(points).to_have_count(0)
    fold = explanation(studio).get_by_role("button", name="Why nothing is uploaded")
    fold.click()
    expect(points).to_have_count(3)
    expect(explanation(studio).get_by_role("button", name="Show me")).to_be_visible()
