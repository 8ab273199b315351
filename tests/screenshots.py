"""`npm run screenshots`: a picture of every screen, in both themes, at the size of a desktop and of a phone.

npm run screenshots                          all of them, into screenshots/
npm run screenshots -- --out FOLDER --only phone-dark --whole
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.conftest import CAMERA_ARGUMENTS, CHROMIUM_ARGUMENTS, PATIENCE_MS, launched
from tests.e2e.live import LiveStudio
from tests.e2e.moving import save_camera_picture
from tests.e2e.optimise import OptimiseStudio
from tests.e2e.screens import live_screens, optimise_screens, photo_screens, series_screens
from tests.e2e.series import SeriesStudio
from tests.e2e.studio import Studio
from tests.looks import LOOKS, Look
from tests.serving import REPOSITORY, serving


def shoot(page: Page, screens: Iterator[str], look: Look, folder: Path, whole: bool) -> None:
    """Walk through the screens and take a picture of each; `whole` shows what can be scrolled to as well."""
    for name in screens:
        file = folder / f"{name}-{look.name}.png"
        page.screenshot(path=file, full_page=whole)
        print(file)


def shoot_all(browser: Browser, address: str, look: Look, folder: Path, whole: bool) -> None:
    """All screens of one look, each mode as on a first visit: the page remembers what was chosen."""
    with look.dress(browser) as context:
        studio = Studio(context.new_page(), address)
        shoot(studio.page, photo_screens(studio), look, folder, whole)
    with look.dress(browser) as context:
        live = LiveStudio(context.new_page(), address)
        shoot(live.page, live_screens(live), look, folder, whole)
    with look.dress(browser) as context:
        optimise = OptimiseStudio(context.new_page(), address)
        shoot(optimise.page, optimise_screens(optimise), look, folder, whole)
    with look.dress(browser) as context:
        series = SeriesStudio(context.new_page(), address)
        shoot(series.page, series_screens(series), look, folder, whole)


def main() -> int:
    """Runs the command line; the exit status."""
    parser = argparse.ArgumentParser(prog="npm run screenshots --")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "screenshots", help="folder (default: screenshots)")
    parser.add_argument("--only", choices=[look.name for look in LOOKS], help="one size and theme")
    parser.add_argument("--whole", action="store_true", help="whole pages instead of what is seen at once")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    with (
        tempfile.TemporaryDirectory() as scratch,
        serving(REPOSITORY / "web" / "dist") as site,
        sync_playwright() as playwright,
    ):
        camera = save_camera_picture(Path(scratch) / "camera.y4m")
        arguments = [*CHROMIUM_ARGUMENTS, *CAMERA_ARGUMENTS, f"--use-file-for-fake-video-capture={camera}"]
        with launched(playwright, arguments) as browser:
            for look in LOOKS:
                if options.only in (None, look.name):
                    shoot_all(browser, site.address, look, options.out, options.whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
