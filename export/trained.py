"""The trained style networks of this repository, and those in any checkpoint folder."""

import json
from pathlib import Path
from typing import Any

from export.checkpoint import CheckpointError, assign_arrays, read_arrays
from export.configuration import read_configuration
from export.networks import DistilledEncoder, StyleEncoder, StyleTransformer

WEIGHTS = Path(__file__).parent / "weights"


def read_networks(folder: Path = WEIGHTS) -> tuple[StyleEncoder, StyleTransformer, dict[str, Any]]:
    """Encoder, transformer and the record of their training run.

    Raises CheckpointError when the folder holds no networks or they do not fit the configuration.
    """
    record_file = folder / "state.json"
    if not record_file.is_file():
        raise CheckpointError(f"{folder} holds no trained networks (no state.json). Train with: python -m export train")
    record: dict[str, Any] = json.loads(record_file.read_text())
    configuration = read_configuration(record["config"])
    encoder = StyleEncoder(**configuration.encoder)
    transformer = StyleTransformer(**configuration.transformer, style_size=configuration.encoder["style_size"])
    encoder.build((None, None, None, 3))
    transformer.build()
    assign_arrays(encoder, read_arrays(folder / "encoder.npz"), folder / "encoder.npz")
    assign_arrays(transformer, read_arrays(folder / "transformer.npz"), folder / "transformer.npz")
    return encoder, transformer, record


def read_live(folder: Path = WEIGHTS) -> tuple[StyleTransformer, dict[str, Any]] | None:
    """The transformer for video and the record of its run; None where the folder has none. Raises CheckpointError."""
    file = folder / "live.npz"
    if not file.is_file():
        return None
    # Beside the networks for pictures it has a record of its own; in the folder of its run it is the run's.
    record_file = next(path for path in (folder / "live.json", folder / "state.json") if path.is_file())
    record: dict[str, Any] = json.loads(record_file.read_text())
    configuration = read_configuration(record["config"])
    transformer = StyleTransformer(**configuration.transformer, style_size=configuration.encoder["style_size"])
    transformer.build()
    assign_arrays(transformer, read_arrays(file), file)
    return transformer, record


def read_distilled(folder: Path = WEIGHTS, teacher_divide: int = 1) -> DistilledEncoder:
    """The distilled encoder of ``python -m export distil``. Raises CheckpointError when the folder holds none."""
    file = folder / "distilled.npz"
    if not file.is_file():
        raise CheckpointError(f"{folder} holds no distilled encoder. Train one with: python -m export distil")
    rules = read_configuration("distilled").pupil
    encoder = DistilledEncoder(tuple(rules["taps"]), rules["divide"], teacher_divide, rules["widths"])
    encoder.build()
    assign_arrays(encoder, read_arrays(file), file)
    return encoder


def record_of_distilled(folder: Path = WEIGHTS) -> dict[str, Any]:
    """The record of the run that the distilled encoder of a folder comes from. Raises CheckpointError."""
    # Beside style networks it has a record of its own; in the folder of its run it is the run's.
    for path in (folder / "distilled.json", folder / "state.json"):
        if path.is_file():
            record: dict[str, Any] = json.loads(path.read_text())
            return record
    raise CheckpointError(f"{folder} holds no record of a distilled encoder.")
