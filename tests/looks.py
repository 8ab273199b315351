"""The sizes and themes in which every screen is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, BrowserContext


@dataclass(frozen=True)
class Look:
    """A kind of device and a theme."""

    device: Literal["desktop", "phone"]
    theme: Literal["light", "dark"]

    @property
    def name(self) -> str:
        """Of a file or a test."""
        return f"{self.device}-{self.theme}"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        return (1280, 800) if self.device == "desktop" else (360, 740)

    @contextmanager
    def dress(self, browser: Browser) -> Iterator[BrowserContext]:
        """A profile that looks so until the block ends; nothing moves in it, so that pictures do not differ."""
        width, height = self.size
        context = browser.new_context(
            locale="en-GB",
            viewport={"width": width, "height": height},
            has_touch=self.device == "phone",
            color_scheme=self.theme,
            reduced_motion="reduce",
            service_workers="block",
        )
        context.set_default_timeout(120_000)
        yield context
        context.close()


LOOKS = (Look("desktop", "light"), Look("desktop", "dark"), Look("phone", "light"), Look("phone", "dark"))
