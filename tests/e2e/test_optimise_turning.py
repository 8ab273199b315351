"""The optimisation studio while it runs: what can be turned, typed and broken off, and what stays of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.optimise import SIDE, OptimiseStudio, settings_in


@pytest.fixture
def studio(optimising: OptimiseStudio) -> OptimiseStudio:
    """The optimisation studio, opened, with settings for a run that does not end by itself."""
    optimising.open_optimise()
    optimising.set_small(steps=5000)
    return optimising


def test_layers_are_weighed_while_it_runs(studio: OptimiseStudio, tmp_path: Path) -> None:
    studio.start_button.click()
    studio.wait_for_step(1)
    layers = studio.unfold("Layers").get_by_role("group", name="Layers for the style")
    layers.get_by_role("spinbutton", name="Weight of conv1_1").fill("3")
    layers.get_by_label("conv5_1", exact=True).uncheck()
    rows = studio.page.get_by_role("region", name="Loss").get_by_role("row")
    expect(rows.filter(has_text="conv5_1")).to_have_count(0)
    studio.pause_button.click()
    expect(studio.status).to_contain_text("Paused after")
    assert "Style conv5_1" not in studio.losses()
    for layer in ("conv4_1", "conv3_1", "conv2_1", "conv1_1"):
        layers.get_by_label(layer, exact=True).click()
    # One stays in any case.
    expect(layers).to_contain_text("Choose at least one layer for the style")
    expect(layers.get_by_label("conv1_1", exact=True)).to_be_checked()
    saved = settings_in(studio.download(tmp_path))
    assert saved["styleLayers"] == {"relu1_1": 3}


def test_a_plateau_is_asked_for_while_it_runs(studio: OptimiseStudio, tmp_path: Path) -> None:
    studio.start_button.click()
    studio.wait_for_step(1)
    for fact in (r"\d left$", r" a step$", r"^about [\d.]+ MB of memory$"):
        expect(studio.progress.get_by_text(re.compile(fact))).to_be_visible()
    knobs = studio.unfold("Change it while it runs")
    knobs.get_by_role("checkbox", name="Keep the photo’s colours").check()
    knobs.get_by_role("spinbutton", name="Preview every").fill("3")
    knobs.get_by_role("checkbox", name="Stop when it gets no better").check()
    patience = knobs.get_by_role("spinbutton", name="Steps to look back")
    expect(patience).to_have_value("64")
    patience.fill("0")
    expect(patience).to_have_attribute("aria-invalid", "true")
    expect(knobs.locator("[aria-invalid=true]")).to_have_count(1)
    expect(knobs).to_contain_text("“Stop when it gets no better” has no value that can be used.")
    knobs.get_by_role("spinbutton", name="Least gain").fill("1")
    patience.fill("4")
    studio.wait_until_done()
    expect(studio.progress).to_contain_text("it got no better")
    settings = settings_in(studio.download(tmp_path))
    assert settings["plateau"] == {"patience": 4, "change": 1}
    assert (settings["keepColours"], settings["previewEvery"]) == (True, 3)


def test_small_weights_can_be_typed_everywhere(studio: OptimiseStudio) -> None:
    mix = studio.unfold("Mix of styles")
    mix.get_by_role("button", name="Add another style").click()
    studio.styles.nth(3).click()
    layer = studio.unfold("Layers").get_by_role("spinbutton", name="Weight of conv1_1")
    fields = [mix.get_by_role("spinbutton").nth(1), layer.first]
    for field in fields:
        field.select_text()
        field.press_sequentially("0.05")
        field.blur()
        expect(field).to_have_value("0.05")
    studio.start_button.click()
    studio.wait_for_step(1)
    weight = studio.unfold("Change it while it runs").get_by_role("spinbutton", name=re.compile("^Weight of ")).first
    expect(weight).to_have_value("1")
    weight.select_text()
    weight.press_sequentially("0")
    expect(studio.page.get_by_text("“Mix of styles” has no value that can be used.")).to_be_visible()
    expect(studio.page.locator("[aria-invalid=true]")).to_have_count(1)
    weight.press_sequentially(".5")
    expect(studio.page.get_by_text("“Mix of styles” has no value that can be used.")).to_have_count(0)
    weight.blur()
    expect(weight).to_have_value("0.5")


def test_breaking_off_loses_no_step(studio: OptimiseStudio) -> None:
    studio.start_button.click()
    # The first state is kept at once; the next would be due ten seconds later.
    done = studio.wait_for_step(studio.wait_for_step(1) + 4)
    studio.cancel_button.click()
    kept = studio.page.get_by_text("Not finished:")
    expect(kept).to_be_visible()
    found = re.search(r"after (\d+) steps", kept.inner_text())
    assert found and int(found[1]) >= done


def test_two_pages_do_not_mix_their_runs(studio: OptimiseStudio, photo: Path) -> None:
    other = OptimiseStudio(studio.page.context.new_page(), studio.address)
    other.open_optimise()
    other.set_small(steps=4)
    other.choose_photo(photo)
    studio.start_button.click()
    studio.wait_for_step(3)
    other.start_button.click()
    other.wait_until_done()
    studio.page.bring_to_front()
    studio.pause_button.click()
    expect(studio.notice).to_contain_text("Easel is open elsewhere")

    other.page.reload()
    other.wait_until_open()
    expect(other.page.get_by_text("Finished earlier: astronaut")).to_be_visible()
    other.page.get_by_role("button", name="Show", exact=True).click()
    other.wait_until_done()
    expect(other.progress).to_contain_text("Done after 4 steps")
    other.page.close()


def test_what_is_pressed_and_gone_hands_the_focus_on(studio: OptimiseStudio) -> None:
    studio.start_button.click()
    studio.wait_for_step(1)
    studio.cancel_button.click()
    discard = studio.page.get_by_role("button", name="Discard", exact=True)
    discard.focus()
    studio.page.keyboard.press("Enter")
    expect(discard).to_have_count(0)
    expect(studio.start_button).to_be_focused()

    studio.number("Size").fill("2048")
    studio.unfold("Method")
    studio.number("Stages").fill("4")
    studio.start_button.click()
    studio.notice.get_by_role("button", name="Use ").focus()
    studio.page.keyboard.press("Enter")
    expect(studio.notice).to_have_count(0)
    expect(studio.start_button).to_be_focused()


def test_an_empty_size_says_no_nonsense(studio: OptimiseStudio) -> None:
    expect(studio.progress).to_contain_text(str(SIDE))
    studio.number("Size").fill("")
    studio.number("Steps").fill("")
    expect(studio.progress).not_to_contain_text("NaN")


def test_the_screen_stays_on_while_it_runs(optimising: OptimiseStudio) -> None:
    optimising.page.add_init_script(
        "window.locks = 0;"
        "Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {"
        "  window.locks++; return { release: async () => { window.locks--; } };"
        "} } });"
    )
    optimising.open_optimise()
    optimising.set_small(steps=5000)
    assert optimising.page.evaluate("window.locks") == 0
    optimising.start_button.click()
    optimising.wait_for_step(1)
    optimising.page.wait_for_function("() => window.locks === 1")
    optimising.pause_button.click()
    expect(optimising.continue_button).to_be_visible()
    expect(optimising.status).to_contain_text("Paused after")
    optimising.page.wait_for_function("() => window.locks === 0")
