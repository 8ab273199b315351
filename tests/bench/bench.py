"""`npm run bench`: what a live frame costs, beside a peer, in one page.

    npm run bench -- --peer ../shared/peers/magenta-separable-tfjs     the table
    npm run bench -- --json                                           the same as JSON
    npm run bench -- --profile fine --backends wasm                   where the time goes, by kernel
    npm run bench -- --optimise                                       a step of the optimisation studio

All subjects take turns in one page, so that whatever else the machine does falls on all of them: the ratios count,
the times are only good for comparing within one run. A frame includes copying the picture in and drawing the result.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from tests.bench import optimise_steps
from tests.bench.browser import build, launch, open_page, serving

# Sides of the pictures: what software adapters can do in reasonable time.
SIZES = {"wasm": 256, "webgl": 256, "webgpu": 64}
RUNS = {"wasm": 25, "webgl": 3, "webgpu": 3}
STEADINESS_PAIRS = [(photo, style) for photo in ("harbour", "lake") for style in ("etching", "meadow")]


def time_backend(
    playwright: Playwright, address: str, backend: str, size: int, runs: int, peer: bool
) -> dict[str, Any]:
    """Median times of one frame on a back end, and the ratios to the peer's."""
    browser = launch(playwright, backend)
    page = open_page(browser, address)
    setup = {"backend": backend, "size": size, "peer": "/peer/model.json" if peer else None}
    prepared = page.evaluate("setup => bench.prepare(setup)", setup)
    rounds = [page.evaluate("number => bench.round(number)", number) for number in range(runs)]
    browser.close()
    names: list[str] = prepared["names"]
    medians = {name: statistics.median(times) for name, times in zip(names, zip(*rounds, strict=True), strict=True)}
    result: dict[str, Any] = {
        "backend": backend,
        "threads": prepared["threads"],
        "size": size,
        "rounds": runs,
        "milliseconds": {name: round(value, 2) for name, value in medians.items()},
    }
    if peer:
        # The median of the rounds' own ratios: both times of a ratio were taken under the same load.
        column = names.index("peer")
        result["share of the peer"] = {
            name: round(statistics.median(times[i] / times[column] for times in rounds), 4)
            for i, name in enumerate(names)
            if name != "peer"
        }
    return result


def measure_steadiness(playwright: Playwright, address: str) -> list[dict[str, Any]]:
    """Of each network, on average over photos and styles: what changes from frame to frame, of 255."""
    browser = launch(playwright, "wasm")
    page = open_page(browser, address)
    script = "([name, photo, style, size]) => bench.steady(name, photo, style, size)"
    size = {"width": 256, "height": 192}
    results = []
    for name in ("live", "fine"):
        pairs = [
            page.evaluate(script, [name, f"samples/{photo}.jpg", f"styles/{style}.jpg", size])
            for photo, style in STEADINESS_PAIRS
        ]
        if None not in pairs:
            means = {key: round(statistics.mean(pair[key] for pair in pairs), 2) for key in pairs[0]}
            results.append({"subject": name, **means})
    browser.close()
    return results


def profile(playwright: Playwright, address: str, backend: str, size: int, subject: str) -> list[dict[str, Any]]:
    """Time by kernel: the median of several runs of the network."""
    browser = launch(playwright, backend)
    page = open_page(browser, address)
    peer = "/peer/model.json" if subject == "peer" else None
    page.evaluate("setup => bench.prepare(setup)", {"backend": backend, "size": size, "peer": peer})
    parts = [] if peer else [page.evaluate("name => bench.stages(name)", subject) for _ in range(15)]
    runs = [page.evaluate("name => bench.profile(name)", subject) for _ in range(9)]
    browser.close()
    times: dict[str, list[float]] = {}
    counts: dict[str, int] = {}
    for run in runs:
        for row in run:
            times.setdefault(row["kernel"], []).append(row["milliseconds"])
            counts[row["kernel"]] = row["count"]
    rows = [
        {"kernel": kernel, "count": counts[kernel], "milliseconds": round(statistics.median(values), 3)}
        for kernel, values in times.items()
    ]
    for stage in parts[0] if parts else []:
        value = round(statistics.median(part[stage] for part in parts), 3)
        rows.append({"kernel": f"({stage})", "count": 1, "milliseconds": value})
    return sorted(rows, key=lambda row: -float(row["milliseconds"]))


def print_times(results: list[dict[str, Any]]) -> None:
    """One line for each subject and back end."""
    print(f"{'back end':10} {'size':>5} {'threads':>7} {'subject':14} {'ms/frame':>10} {'of the peer':>12}")
    for result in results:
        for name, value in result["milliseconds"].items():
            share = result.get("share of the peer", {}).get(name)
            fraction = f"1/{1 / share:.1f}" if share else ""
            head = f"{result['backend']:10} {result['size']:5} {result['threads']:7}"
            print(f"{head} {name:14} {value:10.1f} {fraction:>12}")


def print_steadiness(results: list[dict[str, Any]]) -> None:
    """One line for each network."""
    print("\nFrom frame to frame, RMSE of 255: a still picture with noise, and a pan of 1 px a frame, undone")
    print(f"{'subject':14} {'noise in':>9} {'painted':>9} {'pan':>9} {'not held':>9}")
    for result in results:
        values = (result[key] for key in ("noise", "still", "pan", "panUnheld"))
        print(f"{result['subject']:14}", *(f"{value:9.2f}" for value in values))


def print_profile(rows: list[dict[str, Any]]) -> None:
    """Kernels, the most expensive first; the parts of a whole frame in parentheses."""
    total = sum(row["milliseconds"] for row in rows if not row["kernel"].startswith("("))
    print(f"{'ms':>8} {'share':>6} {'count':>5}  kernel and shape of its result ({total:.1f} ms in all)")
    for row in rows:
        share = row["milliseconds"] / total if total else 0
        print(f"{row['milliseconds']:8.3f} {share:6.1%} {row['count']:5}  {row['kernel']}")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="npm run bench --", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peer", type=Path, help="folder of a graph model to compare with, holding model.json")
    parser.add_argument("--models", type=Path, help="folder of other networks, as `export tfjs` writes it")
    parser.add_argument("--backends", default="wasm,webgl,webgpu", help="comma-separated; default: %(default)s")
    parser.add_argument("--size", type=int, help="side of the picture; default: by back end")
    parser.add_argument("--runs", type=int, help="rounds; default: by back end")
    parser.add_argument("--profile", metavar="SUBJECT", help="time by kernel of fine, live, or peer instead")
    parser.add_argument("--optimise", action="store_true", help="time a step of the optimisation studio instead")
    parser.add_argument("--built", action="store_true", help="use the page as it was built last")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Run the benchmark; answers an exit code."""
    options = parse(arguments)
    peer: Path | None = options.peer
    if peer and not (peer / "model.json").is_file():
        print(f"{peer} holds no model.json.", file=sys.stderr)
        return 2
    models: Path | None = options.models
    if models and not (models / "manifest.json").is_file():
        print(f"{models} holds no manifest.json.", file=sys.stderr)
        return 2
    if not options.built:
        build()
    backends = options.backends.split(",")
    with serving(peer, models) as address, sync_playwright() as playwright:
        if options.profile:
            rows = profile(playwright, address, backends[0], options.size or SIZES[backends[0]], options.profile)
            print(json.dumps(rows, indent=2)) if options.json else print_profile(rows)
            return 0
        if options.optimise:
            optimise_steps.measure(playwright, address, options.size or 256, options.runs or 5, options.json)
            return 0
        results = []
        for backend in backends:
            size, runs = options.size or SIZES[backend], options.runs or RUNS[backend]
            results.append(time_backend(playwright, address, backend, size, runs, peer is not None))
        steadiness = measure_steadiness(playwright, address)
    if options.json:
        print(json.dumps({"frames": results, "steadiness": steadiness}, indent=2))
    else:
        print_times(results)
        print_steadiness(steadiness)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
