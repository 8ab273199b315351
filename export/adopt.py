"""``python -m export adopt RUN``: make a run's networks the ones that Easel ships.

Writes the averaged weights into export/weights, in float16 as the browser gets them, so that Python and the browser
compute with the same numbers, and exports them to web/public/models. Where the style encoder is a new one, the live
transformer of the old one is dropped unless the run has its own (``train --with-live``), and the gallery of styles has
to be made anew, which is said.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np

from export import tfjs
from export.checkpoint import network_arrays, read_arrays
from export.gallery import is_stale
from export.trained import WEIGHTS, read_distilled, read_live, read_networks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of this command."""
    parser.add_argument("run_folder", type=Path, metavar="RUN", help="the --out folder of a training run")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where to put them (export/weights)")
    parser.add_argument("--models", type=Path, default=tfjs.MODELS, help="where to export them (web/public/models)")


def run(options: argparse.Namespace) -> int:
    """Run the command; the exit status. Raises CheckpointError or ExportError."""
    folder, target = options.run_folder, options.weights
    which = "style"
    if (folder / "live.npz").is_file() and not (folder / "encoder.npz").is_file():
        write_live(folder, target)
    elif (folder / "distilled.npz").is_file() and not (folder / "encoder.npz").is_file():
        write_distilled(folder, target)
        which = "distilled"
    else:
        write_networks(folder, target)
        if (folder / "live.npz").is_file():
            write_live(folder, target)
    parser = argparse.ArgumentParser()
    tfjs.add_arguments(parser)
    arguments = [which, "--weights", str(options.weights), "--out", str(options.models)]
    status = tfjs.run(parser.parse_args(arguments))
    if which == "style":
        tell_of_stale_gallery(options.models)
    return status


def tell_of_stale_gallery(models: Path) -> None:
    """Say on stderr where the gallery of styles beside ``models`` was made by another style encoder."""
    if is_stale(models, models.parent / "gallery"):
        again = "python -m export gallery --style PAINTINGS"
        print(f"The gallery was made by the style encoder before. Make it anew: {again}", file=sys.stderr)


def write_networks(source: Path, target: Path) -> None:
    """Copy the networks of a checkpoint folder in float16, with the record of their run. Raises CheckpointError."""
    encoder, transformer, record = read_networks(source)
    target.mkdir(parents=True, exist_ok=True)
    # A live transformer reads the vectors of the encoder that it was trained with, and of no other.
    if not _holds(target / "encoder.npz", encoder):
        for stale in ("live.npz", "live.json"):
            (target / stale).unlink(missing_ok=True)
    for name, network in (("encoder", encoder), ("transformer", transformer)):
        _write_halves(network, target / f"{name}.npz")
    _write_record({key: value for key, value in record.items() if key != "live"}, target / "state.json")


def write_live(source: Path, target: Path) -> None:
    """The same for a transformer for video. Raises CheckpointError."""
    found = read_live(source)
    assert found is not None
    _write_halves(found[0], target / "live.npz")
    _write_record(found[1], target / "live.json")


def write_distilled(source: Path, target: Path) -> None:
    """The same for a distilled encoder. Raises CheckpointError."""
    encoder = read_distilled(source)
    target.mkdir(parents=True, exist_ok=True)
    _write_halves(encoder, target / "distilled.npz")
    _write_record(json.loads((source / "state.json").read_text()), target / "distilled.json")


def _write_halves(network: keras.Model, path: Path) -> None:
    np.savez_compressed(path, **{place: array.astype("float16") for place, array in network_arrays(network).items()})


def _holds(path: Path, network: keras.Model) -> bool:
    """True where a file written by this command holds that very network."""
    if not path.is_file():
        return False
    kept, arrays = read_arrays(path), network_arrays(network)
    return kept.keys() == arrays.keys() and all(
        np.array_equal(kept[name], arrays[name].astype("float16")) for name in kept
    )


def _write_record(record: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(rounded(record), indent=1) + "\n")


def rounded(record: dict[str, Any]) -> dict[str, Any]:
    """The record with whole seconds."""
    return {key: round(value) if isinstance(value, float) else value for key, value in record.items()}
