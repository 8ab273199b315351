"""``python -m export evaluate``: score the style networks, or a peer's, on every pair of a photo and a painting.

    python -m export evaluate --content DIR --style DIR --vgg FILE                      ours, as exported
    python -m export evaluate … --tflite DIR          Magenta's TFLite pair, at its own size
    python -m export evaluate … --pictures DIR        finished results named CONTENT__STYLE.jpg

What each measure means stands in export/measures.py. Pictures are scaled to a square of --size with the bicubic
filter; the style picture is compared at the size of the result.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from export import measures
from export.checkpoint import CheckpointError
from export.grain import grained
from export.graph import ServedNetwork
from export.networks import StyleEncoder, StyleTransformer
from export.networks.vgg19 import read_weights
from export.peers import TfliteNetworks, finished_pictures
from export.pictures import PictureError, read_folder, scale, to_bytes, to_float
from export.strength import mixed
from export.stylize import style_input
from export.tfjs import MODELS
from export.trained import WEIGHTS, read_live, read_networks

Picture = np.ndarray
Pairs = Callable[[str, str], Picture]
STEADY_PAIRS = 12
MEASURES = ("style", "gram", "content", "ssim", "grid")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("--content", required=True, type=Path, help="folder of photographs")
    parser.add_argument("--style", required=True, type=Path, help="folder of paintings")
    parser.add_argument("--vgg", required=True, help="VGG-19: .npz, Keras .h5, or 'imagenet'")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--weights", type=Path, help="a checkpoint folder instead of the exported networks")
    source.add_argument("--tflite", type=Path, help="folder with prediction.tflite and transfer.tflite")
    source.add_argument("--pictures", type=Path, help="folder of finished results CONTENT__STYLE.jpg")
    parser.add_argument("--models", type=Path, default=MODELS, help="exported networks (web/public/models)")
    parser.add_argument("--live", action="store_true", help="score the transformer for video")
    parser.add_argument("--grain", action="store_true", help="give photos grain first, as the app does for pictures")
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--every", type=int, default=1, help="score only every n-th pair")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises what the modules it uses raise."""
    contents, styles = read_folder(options.content), read_folder(options.style)
    source, size = _source(options)
    describer = measures.Describer(read_weights(options.vgg))
    pairs = [(content, style) for content in sorted(contents) for style in sorted(styles)][:: options.every]
    if isinstance(source, dict):
        pairs = [pair for pair in pairs if pair in source]
        if not pairs:
            raise PictureError(f"No picture in {options.pictures} is named after a pair CONTENT__STYLE.")
    scores = score(describer, source, contents, styles, pairs, size)
    scores |= steadiness(source, contents, styles, pairs[:: max(1, len(pairs) // STEADY_PAIRS)], size)
    scores |= cost(options, source)
    print(json.dumps(scores, indent=1) if options.json else table(scores))
    return 0


class Ours:
    """The style networks: the exported graphs in ``models``, or the weights of a checkpoint folder."""

    def __init__(self, models: Path, weights: Path | None, strength: float, live: bool, grain: bool = False) -> None:
        from export.comparison import load_graph

        self.strength, self.grain = strength, grain
        if weights:
            served = [ServedNetwork(network) for network in _networks(weights, live)]
            self.calls = [
                lambda *values, call=one.serve: {key: value.numpy() for key, value in call(*values).items()}
                for one in served
            ]
        else:
            self.calls = [load_graph(models / name / "model.json") for name in _names(live)]

    def encode(self, painting: Picture) -> np.ndarray:
        """float32 [H, W, 3] → style vector, scaled as ``stylize`` does."""
        vector: np.ndarray = self.calls[0](to_float(style_input(to_bytes(painting)))[None])["style"]
        return vector

    def stylize(self, photo: Picture, vector: np.ndarray) -> Picture:
        """float32 [H, W, 3], sides multiples of 8 → float32 of the same size."""
        seen = to_float(grained(to_bytes(photo))) if self.grain else photo
        painted = self.calls[1](seen[None].astype("float32"), vector)["stylized"][0]
        return mixed(photo, painted, self.strength)


def _names(live: bool) -> tuple[str, str]:
    return "style-encoder", "style-transformer-live" if live else "style-transformer"


def _networks(weights: Path, live: bool) -> tuple[StyleEncoder, StyleTransformer]:
    """Encoder and transformer of a checkpoint folder; a run of the live one alone uses the encoder that Easel ships."""
    if not live:
        return read_networks(weights)[:2]
    found = read_live(weights)
    if found is None:
        raise CheckpointError(f"{weights} holds no transformer for video (live.npz).")
    own = (weights / "encoder.npz").is_file()
    return read_networks(weights if own else WEIGHTS)[0], found[0]


Source = Ours | TfliteNetworks | dict[tuple[str, str], Picture]


def _source(options: argparse.Namespace) -> tuple[Source, int]:
    if options.tflite:
        networks = TfliteNetworks(options.tflite)
        return networks, networks.size
    if options.pictures:
        return finished_pictures(options.pictures, options.size), options.size
    return Ours(options.models, options.weights, options.strength, options.live, options.grain), options.size


def square(picture: np.ndarray, size: int) -> Picture:
    """uint8 [H, W, 3] → float32 [size, size, 3], bicubic."""
    return to_float(scale(picture, size, size, Image.Resampling.BICUBIC))


def score(
    describer: measures.Describer,
    source: Source,
    contents: dict[str, np.ndarray],
    styles: dict[str, np.ndarray],
    pairs: list[tuple[str, str]],
    size: int,
) -> dict[str, Any]:
    """Mean style, content, SSIM and grid and the median gram over the pairs."""
    paintings = {name: square(styles[name], size) for name in {style for _, style in pairs}}
    wanted = {name: describer(painting) for name, painting in paintings.items()}
    vectors = {} if isinstance(source, dict) else {name: source.encode(p) for name, p in paintings.items()}
    rows = []
    for content, group in _by_content(pairs).items():
        photo = square(contents[content], size)
        kept = describer(photo)
        for style in group:
            result = source[content, style] if isinstance(source, dict) else source.stylize(photo, vectors[style])
            found = describer(result)
            rows.append(
                (
                    measures.style_error(found, wanted[style]),
                    measures.gram_error(found, wanted[style]),
                    measures.content_error(found, kept),
                    measures.ssim(result, photo),
                    measures.grid(result),
                )
            )
    columns = dict(zip(MEASURES, np.array(rows).T, strict=True))
    # A few pairs with an almost empty Gram matrix would rule its mean.
    means = {name: np.median(column) if name == "gram" else column.mean() for name, column in columns.items()}
    return {"size": size, "pairs": len(rows)} | {name: round(float(value), 4) for name, value in means.items()}


def _by_content(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for content, style in pairs:
        grouped.setdefault(content, []).append(style)
    return grouped


def steadiness(
    source: Source,
    contents: dict[str, np.ndarray],
    styles: dict[str, np.ndarray],
    pairs: list[tuple[str, str]],
    size: int,
) -> dict[str, Any]:
    """Mean shift RMSE (of 255) for 1 to 4 pixels and mean noise gain; nothing for finished pictures."""
    if isinstance(source, dict):
        return {}
    shifts: dict[int, list[float]] = {by: [] for by in measures.SHIFTS}
    gains = []
    for content, style in pairs:
        vector = source.encode(square(styles[style], size))
        wide = square(contents[content], size + max(measures.SHIFTS))

        def stylize(photo: Picture, vector: np.ndarray = vector) -> Picture:
            return source.stylize(photo, vector)

        for by in measures.SHIFTS:
            shifts[by].append(measures.shift_error(stylize, wide, by))
        gains.append(measures.noise_gain(stylize, wide[:size, :size]))
    named = {f"shift{by}": round(float(np.mean(values)), 2) for by, values in shifts.items()}
    return named | {"noise": round(float(np.mean(gains)), 3)}


def cost(options: argparse.Namespace, source: Source) -> dict[str, Any]:
    """Parameters, bytes as shipped and multiply-adds at 512² of each network; nothing for finished pictures."""
    if isinstance(source, dict):
        return {}
    if isinstance(source, TfliteNetworks):
        return {"parameters": source.parameters(), "bytes": sum(file.stat().st_size for file in source.files)}
    if options.weights:
        served = [ServedNetwork(network) for network in _networks(options.weights, options.live)]
        return {
            name: {"parameters": one.network.count_params(), "multiplyAdds512": one.multiply_adds(512)}
            for name, one in zip(_names(options.live), served, strict=True)
        }
    networks = json.loads((options.models / "manifest.json").read_text())["networks"]
    keys = ("parameters", "bytes", "multiplyAdds512")
    return {name: {key: networks[name][key] for key in keys} for name in _names(options.live)}


def table(scores: dict[str, Any]) -> str:
    """The scores as lines ``name  value``."""
    lines = []
    for name, value in scores.items():
        if isinstance(value, dict):
            value = "  ".join(f"{key} {number:,}" for key, number in value.items())
        lines.append(f"{name:<18} {value}")
    return "\n".join(lines)
