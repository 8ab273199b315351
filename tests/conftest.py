"""Fixtures of all Python tests: where the repository is, and where the shared data is if there is any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import export  # noqa: F401  (before anything imports TensorFlow, which reads what this sets: exports depend on oneDNN)

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root folder of this repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of data sets and peers that is too large for the repository.

    `EASEL_SHARED` names it, else it is `../shared` beside the repository. The test is skipped without it.
    """
    folder = Path(os.environ.get("EASEL_SHARED") or REPOSITORY.parent / "shared").resolve()
    if not folder.is_dir():
        pytest.skip(f"needs the shared data, which is not at {folder} (set EASEL_SHARED)")
    return folder
