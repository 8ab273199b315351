"""What goes wrong is said where the reader looks, once, and leaves a way on."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.studio import Studio

REFUSE_TO_COPY = "Clipboard.prototype.write = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"


def test_what_goes_wrong_in_a_dialogue_is_said_in_it(studio: Studio) -> None:
    page = studio.page
    page.add_init_script(REFUSE_TO_COPY)
    studio.expect_error("copy-failed")
    studio.open()
    studio.styles.nth(2).click()
    dialogue = studio.open_output()
    dialogue.get_by_role("button", name="Copy", exact=True).click()
    told = dialogue.get_by_role("alert")
    expect(told).to_contain_text("could not be copied")
    told.get_by_role("button", name="Dismiss this message").click()
    expect(told).to_have_count(0)
    expect(dialogue).to_be_visible()


def test_masks_that_cannot_be_fetched_leave_a_way_back(studio: Studio) -> None:
    page = studio.page
    page.route(re.compile(r"/assets/Mask(Panel|Easel)-[^/]*\.js$"), lambda route: route.abort())
    studio.expect_error("Failed to load resource")
    studio.open()
    studio.styles.nth(2).click()
    page.get_by_role("button", name="Brush: choose where the style goes").click()
    expect(studio.notice).to_contain_text("could not be fetched")
    expect(studio.styles.first).to_be_hidden()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(studio.notice).to_have_count(0)
    expect(studio.styles.first).to_be_visible()
    expect(page.get_by_role("img", name="Painting: ")).to_be_visible()
