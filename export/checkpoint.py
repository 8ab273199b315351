"""Checkpoints of a training run: all that an exact resume needs, written so that a crash never spoils the last one.

A folder holds an .npz a network (``encoder.npz`` and ``transformer.npz``, or ``distilled.npz``: averaged weights, what
is exported), ``resume.npz`` (raw weights and optimiser state) and ``state.json`` (step, seconds, pictures seen,
configuration's name).
"""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np

from export.growth import grown
from export.networks import StyleTransformer
from export.trainable import Trainable


class CheckpointError(ValueError):
    """A checkpoint cannot be used; the message says which file and why."""


def network_arrays(network: keras.Model) -> dict[str, np.ndarray]:
    """The weights of a network by their place in it, e.g. ``heads/kernel``."""
    return {weight.path.split("/", 1)[1]: np.asarray(weight) for weight in network.weights}


def assign_arrays(network: keras.Model, arrays: dict[str, np.ndarray], source: Path) -> None:
    """The reverse of ``network_arrays``. Raises CheckpointError when names or shapes differ."""
    for weight in network.weights:
        name = weight.path.split("/", 1)[1]
        if name not in arrays or arrays[name].shape != tuple(weight.shape):
            raise CheckpointError(f"{source} does not fit the network: {name} is missing or has another shape.")
        weight.assign(arrays[name])


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """All arrays of an .npz. Raises CheckpointError."""
    try:
        with np.load(path) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError) as reason:
        raise CheckpointError(f"{path} cannot be read: {reason}") from reason


@contextlib.contextmanager
def averaged(training: Trainable) -> Iterator[None]:
    """Within the block the networks hold the moving average of their weights."""
    variables = training.trainable_variables
    raw = [np.asarray(variable) for variable in variables]
    training.optimizer.finalize_variable_values(variables)
    try:
        yield
    finally:
        for variable, value in zip(variables, raw, strict=True):
            variable.assign(value)


def save(training: Trainable, folder: Path, state: dict[str, Any]) -> None:
    """Write a checkpoint; each file is replaced at once, ``state.json`` last."""
    folder.mkdir(parents=True, exist_ok=True)
    raw = [np.asarray(variable) for variable in training.trainable_variables]
    optimiser = [np.asarray(variable) for variable in training.optimizer.variables]
    arrays = {f"weight{i}": value for i, value in enumerate(raw)} | {
        f"state{i}": value for i, value in enumerate(optimiser)
    }
    _replace(folder / "resume.npz", arrays)
    with averaged(training):
        save_networks(training, folder, state)


def save_networks(training: Trainable, folder: Path, state: dict[str, Any]) -> None:
    """Write the networks as they stand and ``state.json``: what ``start_from`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, network in training.networks.items():
        _replace(folder / f"{name}.npz", network_arrays(network))
    temporary = folder / "state.json.part"
    temporary.write_text(json.dumps(state, indent=1) + "\n")
    os.replace(temporary, folder / "state.json")


def _replace(path: Path, arrays: dict[str, np.ndarray]) -> None:
    temporary = path.with_suffix(".part.npz")
    np.savez(temporary, **arrays)
    os.replace(temporary, path)


def start_from(training: Trainable, folder: Path) -> dict[str, Any]:
    """Take over the networks of a folder, such as export/weights, with a fresh optimiser at their step.

    A transformer may have more blocks than the one in the folder (``growth.py``). Returns the record of their run.
    Raises CheckpointError.
    """
    state = read_record(folder, next(iter(training.networks)))
    if training.has_live_along:
        state["live"] = read_record(folder, "live")
    for name, network in training.networks.items():
        arrays = read_arrays(folder / f"{name}.npz")
        if isinstance(network, StyleTransformer):
            arrays = grown(arrays, network_arrays(network), network)
        assign_arrays(network, arrays, folder / f"{name}.npz")
    averages = [variable for variable in training.optimizer.variables if variable.name.endswith("average")]
    for average, weight in zip(averages, training.trainable_variables, strict=True):
        average.assign(weight)
    training.optimizer.iterations.assign(state["step"])
    return state


def read_record(folder: Path, network: str = "") -> dict[str, Any]:
    """The record of the run that a network comes from. Raises CheckpointError.

    Beside the networks for pictures, ``live`` and ``distilled`` have records of their own (``live.json``); in the
    folder of a run it is ``state.json``, in which the record of a network that was trained along stands under its name.
    """
    for path in (folder / f"{network}.json", folder / "state.json"):
        if path.is_file():
            record: dict[str, Any] = json.loads(path.read_text())
            along: dict[str, Any] = record.get(network, record)
            return along
    raise CheckpointError(
        f"{folder} holds no trained networks (no state.json). Give the --out folder of a run of: python -m export train"
    )


def resume(training: Trainable, folder: Path) -> dict[str, Any]:
    """Bring a compiled training to the state of a checkpoint and return ``state.json``. Raises CheckpointError."""
    state = read_record(folder)
    # What is held (`--hold-encoder`) is no trainable variable, so resume.npz does not have it.
    for name, network in training.networks.items():
        assign_arrays(network, read_arrays(folder / f"{name}.npz"), folder / f"{name}.npz")
    arrays = read_arrays(folder / "resume.npz")
    places = {f"weight{i}": v for i, v in enumerate(training.trainable_variables)}
    places |= {f"state{i}": v for i, v in enumerate(training.optimizer.variables)}
    for name, variable in places.items():
        if name not in arrays or arrays[name].shape != tuple(variable.shape):
            raise CheckpointError(f"{folder / 'resume.npz'} does not fit this configuration ({variable.path}).")
        variable.assign(arrays[name])
    return state
