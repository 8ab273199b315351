"""The trained style networks of this repository, and those in any checkpoint folder."""

from pathlib import Path
from typing import Any

from export.checkpoint import CheckpointError, assign_arrays, read_arrays, read_record
from export.configuration import read_configuration
from export.networks import DistilledEncoder, StyleEncoder, StyleTransformer

WEIGHTS = Path(__file__).parent / "weights"


def read_networks(folder: Path = WEIGHTS) -> tuple[StyleEncoder, StyleTransformer, dict[str, Any]]:
    """Encoder, transformer and the record of their training run.

    Raises CheckpointError when the folder holds no networks or they do not fit the configuration.
    """
    record = read_record(folder)
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
    record = read_record(folder, "live")
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
    shape = (rules["widths"], rules["ranks"], rules["kept"])
    encoder = DistilledEncoder(tuple(rules["taps"]), rules["divide"], teacher_divide, *shape)
    encoder.build()
    assign_arrays(encoder, read_arrays(file), file)
    return encoder
