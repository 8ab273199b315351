"""Settings of the optimisation: files that both sides read, and what is refused."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from export.optimise import add_arguments, settings_of
from export.optimise_settings import (
    OptimiseSettings,
    Plateau,
    SettingsError,
    camel,
    changed,
    read_settings,
    write_settings,
)


def parsed(*words: str) -> OptimiseSettings:
    """The settings of a command line."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return settings_of(parser.parse_args(["photo.png", "style.png", "out.png", *words]))


def saved(path: Path, **content: Any) -> Path:
    """A settings file with this content."""
    path.write_text(json.dumps({"format": "easel-optimise", "version": 1} | content))
    return path


def test_a_written_file_reads_as_it_was(tmp_path: Path) -> None:
    settings = changed(
        OptimiseSettings(),
        encoder="vgg19",
        start="blend",
        style_layers={"relu1_2": 0.5, "relu5_1": 2},
        style_weights=(1.0, 2.5),
        plateau=Plateau(20, 0.01),
        keep_colours=True,
    )
    write_settings(tmp_path / "settings.json", settings)
    assert read_settings(tmp_path / "settings.json") == settings
    assert "noiseRatio" in json.loads((tmp_path / "settings.json").read_text())


def test_names_and_defaults_are_those_of_the_app(repository: Path) -> None:
    text = (repository / "web/src/protocol/optimiseSettings.ts").read_text()
    defaults = text.split("DEFAULT_SETTINGS: OptimiseSettings = {")[1].split("\n};")[0]
    entries = dict(line.strip().rstrip(",").split(": ", 1) for line in defaults.strip().splitlines())
    own = {camel(name): value for name, value in vars(OptimiseSettings()).items()}
    assert set(entries) == {"format", "version", *own}
    for name, value in own.items():
        found = entries[name].replace("'", '"')
        for key in value if isinstance(value, dict) else ():
            found = found.replace(f"{key}:", f'"{key}":')
        assert json.loads(found) == (list(value) if isinstance(value, tuple) else value), name


def test_options_change_what_a_file_says(tmp_path: Path) -> None:
    path = saved(tmp_path / "file.json", steps=30, contentWeight=2, optimiser="adam", rate=0.1)
    settings = parsed("--settings", str(path), "--steps", "40", "--keep-colours")
    assert (settings.steps, settings.content_weight, settings.rate) == (40, 2, 0.1)
    assert settings.keep_colours
    assert parsed("--settings", str(path), "--optimiser", "lbfgs").rate == 1.0
    assert parsed("--settings", str(path), "--encoder", "vgg19").views == 1
    assert parsed("--settings", str(path), "--encoder", "vgg19", "--views", "8").views == 8
    assert parsed("--settings", str(path), "--encoder", "distilled").views == 16
    layers = parsed("--style-layers", "relu1_1", "relu3_1=0.25").style_layers
    assert layers == {"relu1_1": 1.0, "relu3_1": 0.25}
    assert parsed("--plateau", "30", "0.01").plateau == Plateau(30, 0.01)


@pytest.mark.parametrize(
    "words, message",
    [
        (["--steps", "0"], "--steps must be a whole number from 1 to 10000"),
        (["--size", "4096"], "--size must be a whole number from 64 to 2048"),
        (["--size", "100", "--stages", "3"], "take fewer"),
        (["--style-layers"], "No style layer"),
        (["--content-layers"], "No content layer"),
        (["--content-weight", "0", "--style-weight", "0", "--variation-weight", "0"], "nothing to optimise"),
        (["--style-layers", "relu9_1"], "there is no layer relu9_1"),
        (["--style-layers", "relu1_1=0"], "weight of relu1_1"),
        (["--style-layers", "relu1_1=much"], "LAYER=WEIGHT"),
        (["--noise-ratio", "1.5"], "--noise-ratio must be a number from 0 to 1"),
        (["--rate", "nan"], "--rate must be a number"),
        (["--seed", "-1"], "--seed"),
        (["--plateau", "30", "x"], "--plateau takes"),
        (["--plateau", "0", "0.1"], "patience"),
        (["--style-weights", "0"], "--style-weights"),
    ],
)
def test_wrong_options_are_named(words: list[str], message: str) -> None:
    with pytest.raises(SettingsError, match=message.replace("(", r"\(")):
        parsed(*words)


@pytest.mark.parametrize(
    "content, message",
    [
        ({"format": "other"}, "no settings file"),
        ({"version": 2}, "newer Easel"),
        ({"stepps": 3}, "no setting stepps"),
        ({"steps": "many"}, "--steps"),
        ({"steps": True}, "--steps"),
        ({"keepColours": 1}, "--keep-colours"),
        ({"styleLayers": ["relu1_1"]}, "must name layers"),
        ({"styleWeights": 3}, "--style-weights"),
        ({"plateau": {"patience": 3}}, "plateau"),
    ],
)
def test_wrong_files_are_named(tmp_path: Path, content: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_settings(saved(tmp_path / "wrong.json", **content))


def test_what_is_no_file_or_no_json_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path / "none.json")
    (tmp_path / "text.json").write_text("steps: 3")
    with pytest.raises(SettingsError, match="not JSON"):
        read_settings(tmp_path / "text.json")
