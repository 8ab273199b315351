"""Painting for a long time, and in many styles, leaves nothing behind: tensors, textures, memory of the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.bench.conftest import OpenPage

# So that many frames take a bearable time on an emulated GPU.
STRIP = {"width": 160, "height": 32}
FRAMES = 300
STYLES = 50
# One small picture a frame that is kept would be six times as much.
GROWTH_ALLOWED = 1_000_000

COUNT_TEXTURES = """
() => {
  window.textures = 0;
  const { prototype } = WebGL2RenderingContext;
  const { createTexture, deleteTexture } = prototype;
  prototype.createTexture = function () { window.textures++; return createTexture.call(this); };
  prototype.deleteTexture = function (texture) {
    if (this.isTexture(texture)) window.textures--;
    deleteTexture.call(this, texture);
  };
}
"""


def heap(page: Page) -> int:
    """Bytes that the page holds, buffers included, once all garbage is gone."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    session.detach()
    return int(sum(usage.get(name, 0) for name in ("usedSize", "embedderHeapUsedSize", "backingStorageSize")))


def paint(page: Page, count: int, styles: int = 1) -> None:
    page.evaluate("([strip, count, styles]) => bench.paintMany(strip, count, styles)", [STRIP, count, styles])


@pytest.mark.parametrize("backend", ["wasm", "webgl"])
def test_frames_and_styles_leave_nothing_behind(open_on: OpenPage, backend: str) -> None:
    page = open_on(backend)
    page.evaluate(COUNT_TEXTURES)
    page.evaluate("name => bench.startLive(name)", backend)
    # What is made once and kept: shaders, tensors of the size, memory of the back end.
    paint(page, 20, styles=2)
    page.evaluate("bench.setLiveStyle(1)")
    memory, textures, before = page.evaluate("bench.memory()"), page.evaluate("textures"), heap(page)
    assert (textures > 0) == (backend == "webgl")

    paint(page, FRAMES)
    assert page.evaluate("bench.memory()") == memory
    assert page.evaluate("textures") == textures
    assert heap(page) - before < GROWTH_ALLOWED

    paint(page, STYLES, styles=STYLES)
    page.evaluate("bench.setLiveStyle(1)")
    assert page.evaluate("bench.memory()") == memory
    assert page.evaluate("textures") == textures
    assert heap(page) - before < GROWTH_ALLOWED


def test_the_page_keeps_nothing_of_what_its_worker_paints(open_on: OpenPage) -> None:
    page = open_on("wasm")
    page.evaluate("bench.startPainter(['wasm'], false)")
    page.evaluate("strip => bench.paintFrames(strip, 20)", STRIP)
    before = heap(page)
    page.evaluate("([strip, count]) => bench.paintFrames(strip, count)", [STRIP, FRAMES])
    assert page.evaluate("bench.stats().painted") == FRAMES + 20
    assert heap(page) - before < GROWTH_ALLOWED
