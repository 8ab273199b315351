"""The live painter with its worker, in a real browser, and what it does when the GPU is taken away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page

from tests.bench.conftest import OpenPage

SOURCE = {"width": 96, "height": 72}


def start(page: Page, backend: str, on_page: bool = False) -> str:
    """Start the painter on one back end."""
    script = "([backend, onPage]) => bench.startPainter([backend], onPage)"
    return str(page.evaluate(script, [backend, on_page]))


def paint(page: Page, seed: int = 1) -> None:
    page.evaluate("([source, seed]) => bench.paintFrame(source, seed)", [SOURCE, seed])


@pytest.mark.parametrize("backend", ["wasm", "webgl"])
def test_frames_appear_on_the_canvas(open_on: OpenPage, backend: str) -> None:
    page = open_on(backend)
    assert start(page, backend) == backend
    paint(page)
    canvas = page.evaluate("bench.onCanvas()")
    assert len(canvas) == SOURCE["width"] * SOURCE["height"] * 4
    assert len(set(canvas)) > 20
    stats = page.evaluate("bench.stats()")
    assert stats["painted"] == 1
    assert stats["canvas"] == SOURCE
    assert len(page.workers) == 1


def test_the_page_can_run_the_engine_itself(open_on: OpenPage) -> None:
    page = open_on("webgl")
    assert start(page, "webgl", on_page=True) == "webgl"
    assert page.workers == []
    paint(page)
    assert page.evaluate("bench.stats().painted") == 1


def test_a_view_changes_while_no_frame_comes(open_on: OpenPage) -> None:
    page = open_on("wasm")
    start(page, "wasm")
    paint(page)
    painted = page.evaluate("bench.onCanvas()")
    page.evaluate("bench.setView({ divider: 1 })")
    page.wait_for_function("before => bench.onCanvas() !== before", arg=painted)


@pytest.mark.parametrize("on_page", [False, True])
def test_a_lost_context_is_rebuilt_once_by_itself(open_on: OpenPage, on_page: bool) -> None:
    page = open_on("webgl")
    start(page, "webgl", on_page)
    paint(page, 1)

    page.evaluate("bench.loseContexts()")
    with pytest.raises(Error, match="gpu-lost"):
        paint(page, 2)
    page.wait_for_function("() => bench.stats().backend !== null")
    paint(page, 3)
    assert page.evaluate("bench.reported()") == []
    assert len(set(page.evaluate("bench.onCanvas()"))) > 20

    # WebGL alone was allowed, so there is nothing to go on with when it is lost again.
    page.evaluate("bench.loseContexts()")
    with pytest.raises(Error, match="gpu-lost"):
        paint(page, 4)
    page.wait_for_function("() => bench.reported().length > 0")
    assert page.evaluate("bench.reported()") == ["failure: gpu-lost"]
