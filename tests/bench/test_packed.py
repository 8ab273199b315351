"""Our shaders on WebGL give what TensorFlow.js' operations give, and leave to them what they cannot do."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.bench.conftest import OpenPage

PLAIN: dict[str, Any] = {"stride": [1, 1], "bias": False, "relu": False}
DENSE = {"kind": "dense", **PLAIN}
DEPTHWISE = {"kind": "depthwise", **PLAIN}
MEAN = {"kind": "mean", "axes": [1, 2], "ofSquares": False, "keepDims": False}

OURS = {
    "3 x 3": DENSE | {"image": [1, 10, 14, 6], "kernel": [3, 3, 6, 4], "bias": True, "relu": True},
    "6 x 6, by steps of 2, of three channels": DENSE
    | {"image": [1, 20, 28, 3], "kernel": [6, 6, 3, 10], "stride": [2, 2], "bias": True},
    "2 x 4, by steps of 3": DENSE | {"image": [1, 11, 13, 5], "kernel": [2, 4, 5, 2], "stride": [3, 3]},
    "pointwise": DENSE | {"image": [1, 5, 6, 12], "kernel": [1, 1, 12, 8], "bias": True},
    "rows that share one of the texture": DENSE | {"image": [1, 144, 146, 4], "kernel": [3, 3, 4, 2]},
    "depthwise 5 x 5": DEPTHWISE | {"image": [1, 9, 14, 6], "kernel": [5, 5, 6, 1], "bias": True},
    "depthwise 4 x 4, by steps of 2": DEPTHWISE | {"image": [1, 10, 18, 4], "kernel": [4, 4, 4, 1], "stride": [2, 2]},
    "means": MEAN | {"image": [1, 6, 10, 4]},
    "means of squares, with all dimensions": MEAN | {"image": [1, 8, 4, 6], "ofSquares": True, "keepDims": True},
    "means of a picture whose rows share one of the texture": MEAN | {"image": [1, 144, 146, 2]},
}

THEIRS = {
    "an odd number of results": DENSE | {"image": [1, 8, 8, 4], "kernel": [3, 3, 4, 3], "bias": True, "relu": True},
    "an odd width": DENSE | {"image": [1, 8, 9, 4], "kernel": [3, 3, 4, 4]},
    "uneven steps": DENSE | {"image": [1, 9, 10, 4], "kernel": [3, 3, 4, 4], "stride": [2, 1]},
    "many results for a channel": DEPTHWISE | {"image": [1, 8, 8, 4], "kernel": [3, 3, 4, 2]},
    "a very wide picture": DENSE | {"image": [1, 2, 2066, 16], "kernel": [1, 1, 16, 2]},
    "two pictures": DENSE | {"image": [2, 8, 8, 4], "kernel": [3, 3, 4, 4]},
    "means over channels": MEAN | {"image": [1, 8, 8, 4], "axes": [3]},
    "means of an odd width": MEAN | {"image": [1, 8, 7, 4], "ofSquares": True},
}


def beside_tf(page: Page, case: dict[str, Any]) -> list[str]:
    """Compares; answers the names of our kernels that ran."""
    found: dict[str, Any] = page.evaluate("one => bench.packedBesideTf(one)", case)
    ours, theirs = found["shapes"]
    assert ours == theirs
    # Sums in another order differ in their last bits.
    assert found["difference"] < 1e-4
    kernels: list[str] = found["kernels"]
    return kernels


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    """What our kernels are called."""
    return {"dense": "EaselPackedDense", "depthwise": "EaselPackedDepthwise", "mean": "EaselPackedMean"}


def test_our_shaders_give_what_tensorflow_js_gives(open_on: OpenPage, names: dict[str, str]) -> None:
    page = open_on("webgl")
    page.evaluate("bench.startLive('webgl')")
    for name, case in OURS.items():
        assert names[case["kind"]] in beside_tf(page, case), name


def test_the_rest_is_left_to_tensorflow_js(open_on: OpenPage, names: dict[str, str]) -> None:
    page = open_on("webgl")
    page.evaluate("bench.startLive('webgl')")
    for name, case in THEIRS.items():
        assert names[case["kind"]] not in beside_tf(page, case), name
