"""The optimisation studio as a person uses it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, expect

from tests.e2e.kept import wait_until_kept
from tests.e2e.studio import Studio

# Small enough that a step takes a moment on a processor alone.
SIDE = 64

# The name under which a saved picture carries its settings.
SETTINGS = "easel-optimise"


def settings_in(picture: Path) -> dict[str, object]:
    """The settings that a saved picture carries."""
    with Image.open(picture) as image:
        image.load()
        settings: dict[str, object] = json.loads(image.text[SETTINGS])  # type: ignore[attr-defined]
    return settings


class OptimiseStudio(Studio):
    """A page with Easel in it, for optimising a picture."""

    def open_optimise(self, backend: str = "wasm") -> None:
        """Go straight to the optimisation studio."""
        self.page.goto(f"{self.address}/?backend={backend}#optimise")
        self.wait_until_open()

    def wait_until_open(self) -> None:
        """Wait until there are a photo and a style, which are chosen by themselves."""
        expect(self.page.get_by_role("img", name="Photo: ").first).to_be_visible()
        expect(self.styles.and_(self.page.locator("[aria-pressed=true]"))).to_have_count(1)

    def style(self, name: str) -> Locator:
        """A style picture to choose."""
        return self.page.get_by_role("region", name="Style", exact=True).get_by_role("button", name=name, exact=True)

    # Setting

    def number(self, name: str) -> Locator:
        """The field of a number."""
        return self.page.get_by_role("spinbutton", name=name, exact=True)

    def section(self, name: str) -> Locator:
        """A part of the settings that can be folded up."""
        return self.page.locator("details").filter(has=self.page.locator("summary", has_text=name))

    def unfold(self, name: str) -> Locator:
        """Open a part of the settings. Returns it."""
        section = self.section(name)
        if section.get_attribute("open") is None:
            section.locator("summary").click()
        return section

    def set_small(self, steps: int) -> None:
        """Settings for a quick run, in one stage."""
        self.number("Size").fill(str(SIDE))
        self.number("Steps").fill(str(steps))
        self.unfold("Method")
        # L-BFGS ends by itself once it finds nothing better, which at this size is soon.
        self.page.get_by_role("combobox", name="Method", exact=True).select_option("Adam")
        self.number("Stages").fill("1")
        self.number("Preview every").fill("2")

    # Running

    @property
    def start_button(self) -> Locator:
        """Begins a run."""
        return self.page.get_by_role("button", name="Start", exact=True)

    @property
    def pause_button(self) -> Locator:
        """There while steps are taken."""
        return self.page.get_by_role("button", name="Pause", exact=True)

    @property
    def continue_button(self) -> Locator:
        """There while a run waits, in this visit or from an earlier one."""
        return self.page.get_by_role("button", name="Continue", exact=True)

    @property
    def progress(self) -> Locator:
        """How far it is."""
        return self.page.get_by_role("region", name="Progress")

    @property
    def result(self) -> Locator:
        """The picture that is optimised."""
        return self.page.get_by_role("img", name="Result: ")

    def steps_done(self) -> int:
        """The step that the page shows, or 0 where it shows none."""
        found = re.search(r"Step (\d+) of", self.progress.inner_text())
        return int(found[1]) if found else 0

    def wait_for_step(self, least: int) -> int:
        """Wait until so many steps are done; a message ends it. Returns the step."""
        for _ in range(1200):
            if (done := self.steps_done()) >= least:
                return done
            if self.notice.is_visible():
                raise AssertionError(f"instead of steps: {self.notice.inner_text()}")
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{self.steps_done()} steps instead of {least}")

    def wait_until_still(self) -> int:
        """Wait until no more steps are taken; those that are under way come to their end. Returns the step."""
        for _ in range(30):
            done = self.steps_done()
            self.page.wait_for_timeout(1000)
            if self.steps_done() == done:
                return done
        raise AssertionError("steps are still being taken")

    def wait_until_done(self) -> None:
        """Wait until the run is over; a message ends it."""
        over = self.progress.get_by_text(re.compile("^Done after"))
        expect(over.or_(self.notice).first).to_be_visible()
        if self.notice.is_visible():
            raise AssertionError(f"instead of a result: {self.notice.inner_text()}")

    def wait_until_end_is_kept(self) -> None:
        """Wait until a run that is done would be found as done after a reload."""
        wait_until_kept(self.page, "steps", "easel-optimise", "run", "progress", "ending")

    def losses(self) -> dict[str, tuple[float, float]]:
        """The table of losses: each term at first and now."""
        rows = self.page.get_by_role("region", name="Loss").get_by_role("row").all()[1:]
        cells = [(row.locator("th").inner_text(), *row.locator("td").all_inner_texts()) for row in rows]
        return {name.strip(): (float(first), float(now)) for name, first, now in cells}

    def save(self, button: str, folder: Path) -> Path:
        """Press a button that saves a file, and keep that in a folder. Returns the file."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=button, exact=True).click()
        saved = folder / download.value.suggested_filename
        download.value.save_as(saved)
        return saved
