"""`npm run bench -- --optimise`: what a step of the optimisation studio costs with VGG-19 and the distilled encoder.

Both take turns in one page on wasm, so their ratio counts. VGG-19 has drawn weights, which take as long as the real
ones; the distilled encoder is the one that ships, or where none does, a VGG-19 of a quarter of the channels with
the same taps. Each looks from as many places as the studio has it look at first; a step's time is the mean over all
from one place, with what a new place costs.
"""

from __future__ import annotations

import base64
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Playwright, Route

from tests.bench.browser import REPOSITORY, launch, open_page

TAPS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu4_2", "relu5_1")
SHIPPED = REPOSITORY / "web" / "public" / "models" / "encoder-distilled"
OPTIMISERS = {"adam": 0.02, "lbfgs": 1.0}


def export_encoders(folder: Path) -> dict[str, Path]:
    """Folders with the graph models of both encoders, by name."""
    # TensorFlow takes its time to load: only this part of the benchmark needs it.
    from export.graph import ServedNetwork
    from export.networks import Vgg19
    from export.tfjs import export_network

    folders = {"vgg19": folder / "vgg19", "distilled": SHIPPED if SHIPPED.is_dir() else folder / "distilled"}
    for name, divide in (("vgg19", 1), ("distilled", 4)):
        if folders[name] == SHIPPED:
            continue
        network = Vgg19(taps=TAPS, divide=divide)
        network.build()
        random = np.random.default_rng(1)
        for weight in network.weights:
            # With biases of zero the exporter would leave them out.
            if weight.path.endswith("bias"):
                weight.assign(random.normal(0, 0.1, weight.shape))
        export_network(ServedNetwork(network), folders[name])
    return folders


def time_steps(
    playwright: Playwright, address: str, folders: dict[str, Path], size: int, rounds: int
) -> dict[str, Any]:
    """Median milliseconds of a step by encoder and optimiser, and how many times as long VGG-19 takes."""
    browser = launch(playwright, "wasm")
    page = open_page(browser, address)

    def answer(route: Route) -> None:
        *_, name, file = route.request.url.split("/")
        route.fulfill(path=folders[name] / file)

    page.route("**/tested/**", answer)
    result: dict[str, Any] = {"backend": "wasm", "size": size, "rounds": rounds}
    for optimiser, rate in OPTIMISERS.items():
        jobs = {name: _job(name, optimiser, rate, size) for name in folders}
        page.evaluate("jobs => bench.optimise.prepareTimes(jobs)", jobs)
        times = [page.evaluate("bench.optimise.timeSteps()") for _ in range(rounds)]
        medians = {name: round(statistics.median(one[name] for one in times), 1) for name in folders}
        # The median of the rounds' own ratios: both times of a ratio were taken under the same load.
        ratio = round(statistics.median(one["vgg19"] / one["distilled"] for one in times), 2)
        result[optimiser] = {"milliseconds": medians, "vgg19 / distilled": ratio}
    browser.close()
    return result


def _job(encoder: str, optimiser: str, rate: float, size: int) -> dict[str, Any]:
    from export.optimise import USUAL_VIEWS

    random = np.random.default_rng(2)
    pictures = [random.integers(0, 256, (size, size, 3), "uint8") for _ in range(2)]
    photo, style = (
        {"width": size, "height": size, "bytes": base64.b64encode(picture.tobytes()).decode()} for picture in pictures
    )
    settings = {"size": size, "stages": 1, "steps": 10_000, "previewEvery": 10_000}
    return {
        "backend": "wasm",
        "model": f"/tested/{encoder}",
        "settings": settings | {"optimiser": optimiser, "rate": rate, "views": USUAL_VIEWS[encoder]},
        "photo": photo,
        "styles": [style],
    }


def measure(playwright: Playwright, address: str, size: int, rounds: int, as_json: bool) -> None:
    """Time both encoders and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        result = time_steps(playwright, address, export_encoders(Path(folder)), size, rounds)
    if as_json:
        print(json.dumps(result, indent=2))
        return
    print(f"{'optimiser':10} {'vgg19 ms':>9} {'distilled ms':>13} {'ratio':>6}   (wasm, {size} × {size})")
    for optimiser in OPTIMISERS:
        row = result[optimiser]
        times = row["milliseconds"]
        print(f"{optimiser:10} {times['vgg19']:9.0f} {times['distilled']:13.0f} {row['vgg19 / distilled']:6.1f}")
