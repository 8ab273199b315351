"""The live engine on each back end, in a real browser: what it shows, how steady, and what it leaves behind."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.bench.conftest import OpenPage

SOURCE = {"width": 160, "height": 120}
LARGER = {"width": 300, "height": 200}

# A function that makes a v128 of a number.
HAS_SIMD = """() => WebAssembly.validate(new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
]))"""

VIEWS: list[dict[str, Any]] = [
    {"strength": 0.5},
    {"keepColours": True},
    {"mirror": True, "divider": 0.3},
    {"keepColours": True, "strength": 0.7, "divider": 0.5},
]

Bytes = np.ndarray[Any, np.dtype[np.int32]]


def shown(
    page: Page, source: dict[str, int], view: dict[str, Any], noise: float = 0, seed: int = 1, shift: int = 0
) -> Bytes:
    """A frame as the engine shows it, painted at 160 px; RGB, shape [height, width, 3]."""
    script = "([source, view, ...picture]) => bench.shown(source, 160, view, ...picture)"
    return as_picture(page.evaluate(script, [source, view, noise, seed, shift]), source)


def as_picture(data: str, source: dict[str, int]) -> Bytes:
    """RGBA bytes in base64 without alpha, which must be opaque."""
    bytes_ = np.frombuffer(base64.b64decode(data), dtype=np.uint8)
    pixels = bytes_.astype(np.int32).reshape(source["height"], source["width"], 4)
    assert (pixels[..., 3] == 255).all()
    return pixels[..., :3]


def shown_again(page: Page, source: dict[str, int], view: dict[str, Any]) -> Bytes:
    """The last frame in another view."""
    return as_picture(page.evaluate("view => bench.shownAgain(view)", view), source)


def original(page: Page, source: dict[str, int], noise: float = 0, seed: int = 1) -> Bytes:
    """The picture that `shown` paints."""
    script = "([source, noise, seed]) => bench.original(source, noise, seed)"
    return as_picture(page.evaluate(script, [source, noise, seed]), source)


def rmse(a: Bytes, b: Bytes) -> float:
    return float(np.sqrt(np.mean((a - b) ** 2)))


def everything(page: Page) -> list[Bytes]:
    """Frames with and without smoothing, moving ones, in all views, with and without scaling."""
    pictures = [shown(page, SOURCE, {}), shown(page, SOURCE, {}, 6, 2), shown(page, SOURCE, {}, 20, 3)]
    pictures += [shown(page, SOURCE, {}, 2, seed, shift=2 * seed) for seed in (1, 2, 3)]
    pictures += [shown_again(page, SOURCE, view) for view in VIEWS]
    pictures.append(shown(page, LARGER, {}))
    return pictures


@pytest.fixture(scope="module")
def on_wasm() -> dict[str, list[Bytes]]:
    """What wasm shows, once it was asked."""
    return {}


@pytest.mark.parametrize("backend", ["webgl", "webgpu", "cpu"])
def test_back_ends_show_the_same(open_on: OpenPage, on_wasm: dict[str, list[Bytes]], backend: str) -> None:
    if "wasm" not in on_wasm:
        page = open_on("wasm")
        page.evaluate("bench.startLive('wasm')")
        on_wasm["wasm"] = everything(page)
    page = open_on(backend)
    page.evaluate("name => bench.startLive(name)", backend)
    *unscaled, scaled = [
        np.abs(mine - reference) for mine, reference in zip(everything(page), on_wasm["wasm"], strict=True)
    ]
    assert all(difference.max() <= 4 for difference in unscaled)
    # wasm and cpu leave the scaling to the browser's canvas, which rounds its weights.
    assert scaled.max() <= 8 and scaled.mean() <= 1


def test_paints_the_same_without_simd(open_on: OpenPage) -> None:
    page = open_on("wasm")
    page.evaluate("bench.startLive('wasm')")
    wanted = [shown(page, SOURCE, {}), shown(page, SOURCE, {}, 6, 2)]
    # V8 has SIMD only on processors with these instructions. Safari lacks it up to 16.3.
    page = open_on("wasm", "--js-flags=--no-enable-sse4-1")
    if page.evaluate(HAS_SIMD):
        pytest.skip("the SIMD of this processor cannot be switched off")
    page.evaluate("bench.startLive('wasm')")
    found = [shown(page, SOURCE, {}), shown(page, SOURCE, {}, 6, 2)]
    assert all(np.abs(mine - reference).max() <= 4 for mine, reference in zip(found, wanted, strict=True))


def test_views_show_what_they_say(open_on: OpenPage) -> None:
    page = open_on("wasm")
    page.evaluate("bench.startLive('wasm')")
    painting = shown(page, SOURCE, {})
    photo = original(page, SOURCE)
    assert rmse(painting, photo) > 10
    assert np.abs(shown_again(page, SOURCE, {"strength": 0}) - photo).max() <= 1
    assert np.abs(shown_again(page, SOURCE, {"strength": 0.5}) - (painting + photo) / 2).max() <= 2
    assert np.abs(shown_again(page, SOURCE, {"mirror": True}) - painting[:, ::-1]).max() <= 1

    divided = shown_again(page, SOURCE, {"divider": 0.25})
    assert np.abs(divided[:, :40] - photo[:, :40]).max() <= 1
    assert np.abs(divided[:, 40:] - painting[:, 40:]).max() <= 1

    kept = shown_again(page, SOURCE, {"keepColours": True})
    inside = ((kept > 0) & (kept < 255)).all(axis=2)
    chroma = (kept[..., 0] - kept[..., 1]) - (photo[..., 0] - photo[..., 1])
    assert np.abs(chroma[inside]).max() <= 2
    luma = np.array([0.299, 0.587, 0.114])
    assert np.abs(((kept - painting) @ luma)[inside]).max() <= 2


@pytest.mark.parametrize("photo", ["harbour", "lake"])
def test_still_pictures_stay_steady_and_slow_pans_do_not_shimmer(open_on: OpenPage, photo: str) -> None:
    page = open_on("wasm")
    script = "([photo, size]) => bench.steady('fine', photo, 'styles/meadow.jpg', size)"
    steadiness = page.evaluate(script, [f"samples/{photo}.jpg", {"width": 256, "height": 192}])
    assert 2 < steadiness["noise"] < 3.5, "the noise is not that of a camera"
    assert steadiness["still"] <= steadiness["noise"]
    assert steadiness["pan"] <= 5
    assert steadiness["pan"] < steadiness["panUnheld"] / 2


def test_moving_pictures_are_not_held_back(open_on: OpenPage) -> None:
    page = open_on("wasm")
    page.evaluate("bench.startLive('wasm')")
    noisy = 60
    fresh = shown(page, SOURCE, {"smooth": False}, noisy, 5)
    shown(page, SOURCE, {"smooth": True}, noisy, 6)
    moved = shown(page, SOURCE, {"smooth": True}, noisy, 5)
    changed = np.abs(original(page, SOURCE, noisy, 5) - original(page, SOURCE, noisy, 6)).max(axis=2) > 30
    assert np.abs(moved - fresh)[changed].max() <= 1


def test_a_style_switch_forgets_the_painting_before(open_on: OpenPage) -> None:
    page = open_on("wasm")
    page.evaluate("bench.startLive('wasm')")
    first = shown(page, SOURCE, {})
    page.evaluate("bench.setLiveStyle(2)")
    second = shown(page, SOURCE, {})
    assert rmse(first, second) > 5
    page.evaluate("bench.setLiveStyle(1)")
    assert np.abs(shown(page, SOURCE, {}) - first).max() == 0


def test_webgl_reads_nothing_back_and_keeps_nothing(open_on: OpenPage) -> None:
    page = open_on("webgl")
    page.evaluate("bench.startLive('webgl')")
    shown(page, SOURCE, {})
    page.evaluate("bench.setLiveStyle(2)")
    shown(page, SOURCE, {"divider": 0.5})
    page.evaluate(
        """() => {
            globalThis.reads = 0;
            for (const name of ['readPixels', 'getBufferSubData']) {
                const own = WebGL2RenderingContext.prototype[name];
                WebGL2RenderingContext.prototype[name] = function (...all) {
                    globalThis.reads++;
                    own.apply(this, all);
                };
            }
        }"""
    )
    before = page.evaluate("bench.memory()")
    for seed in range(1, 6):
        shown(page, SOURCE, {"divider": 0.5}, 2, seed)
    for seed in range(3):
        page.evaluate("seed => bench.setLiveStyle(seed)", seed)
        shown(page, SOURCE, {})
    assert page.evaluate("reads") == 0
    after = page.evaluate("bench.memory()")
    assert after["numTensors"] == before["numTensors"]
    assert after["numBytesInGPU"] == before["numBytesInGPU"]
    assert after["numBytesInGPUAllocated"] == before["numBytesInGPUAllocated"]
