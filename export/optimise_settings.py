"""The settings of an optimisation: one JSON object, the same in the app's settings files and here.

The app's own reader of them is ``web/src/protocol/optimiseFile.ts``; both refuse the same things.
"""

import json
import math
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from export.networks.vgg19 import TAPS

FORMAT = "easel-optimise"
VERSION = 1
SMALLEST_STAGE = 32
STYLE_TAPS = ("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1")
CHOICES = {
    "encoder": ("distilled", "vgg19"),
    "pooling": ("max", "average"),
    "start": ("content", "noise", "blend"),
    "noise": ("uniform", "gaussian"),
    "style_loss": ("gram", "moments"),
    "optimiser": ("adam", "lbfgs"),
}
WHOLE = {
    "steps": (1, 10_000),
    "size": (64, 2048),
    "stages": (1, 4),
    "views": (1, 16),
    "preview_every": (1, 10_000),
    "seed": (0, 2**32 - 1),
}
# Least (itself allowed or not) and most.
REAL = {
    "noise_ratio": (0.0, True, 1.0),
    "noise_range": (0.0, False, 10.0),
    "content_weight": (0.0, True, 1e9),
    "style_weight": (0.0, True, 1e9),
    "variation_weight": (0.0, True, 1e9),
    "rate": (0.0, False, 100.0),
}


class SettingsError(ValueError):
    """Settings, or a file of them, cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Plateau:
    """Ends a stage where in ``patience`` steps the loss has fallen by less than the share ``change`` of itself."""

    patience: int
    change: float


@dataclass(frozen=True)
class OptimiseSettings:
    """What each one means is said by the options of ``python -m export optimise``."""

    encoder: str = "distilled"
    pooling: str = "max"
    start: str = "content"
    noise_ratio: float = 0.5
    noise: str = "gaussian"
    noise_range: float = 0.25
    seed: int = 1
    content_layers: dict[str, float] = field(default_factory=lambda: {"relu4_2": 1.0})
    style_layers: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STYLE_TAPS, 1.0))
    content_weight: float = 1.0
    style_weight: float = 5.0
    variation_weight: float = 1.0
    style_loss: str = "gram"
    style_weights: tuple[float, ...] = ()
    keep_colours: bool = False
    optimiser: str = "adam"
    rate: float = 0.02
    steps: int = 200
    plateau: Plateau | None = None
    size: int = 384
    stages: int = 2
    views: int = 16
    preview_every: int = 10

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingsError(f"{option(name)} must be one of {', '.join(choices)}.")
        for name, (least, most) in WHOLE.items():
            if not _is_whole(getattr(self, name), least, most):
                raise SettingsError(f"{option(name)} must be a whole number from {least} to {most}.")
        for name, bounds in REAL.items():
            _check_real(option(name), getattr(self, name), *bounds)
        if not isinstance(self.keep_colours, bool):
            raise SettingsError(f"{option('keep_colours')} must be true or false.")
        for name in ("content_layers", "style_layers"):
            _check_layers(option(name), getattr(self, name))
        if not isinstance(self.style_weights, tuple):
            raise SettingsError(f"{option('style_weights')} must be a list of numbers.")
        for weight in self.style_weights:
            _check_real(option("style_weights"), weight, 0.0, False, 1e9)
        if self.plateau:
            if not _is_whole(self.plateau.patience, 1, 10_000):
                raise SettingsError("--plateau must have a patience of 1 to 10000 steps.")
            _check_real("The change of --plateau", self.plateau.change, 0.0, False, 1.0)
        self._check_together()

    def _check_together(self) -> None:
        if self.content_weight + self.style_weight + self.variation_weight == 0:
            raise SettingsError("All weights are 0: there is nothing to optimise.")
        if self.style_weight > 0 and not self.style_layers:
            raise SettingsError("No style layer is chosen: give --style-layers, or --style-weight 0.")
        if self.content_weight > 0 and not self.content_layers:
            raise SettingsError("No content layer is chosen: give --content-layers, or --content-weight 0.")
        if self.size / 2 ** (self.stages - 1) < SMALLEST_STAGE:
            raise SettingsError(
                f"--stages {self.stages} would begin below {SMALLEST_STAGE} pixels: take fewer, or a larger --size."
            )


def option(name: str) -> str:
    """The option of a setting."""
    return f"--{name.replace('_', '-')}"


def camel(name: str) -> str:
    """The name of a setting in files."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def read_settings(path: Path) -> OptimiseSettings:
    """The settings of a file; what it leaves out is as always. Raises SettingsError."""
    try:
        content = json.loads(path.read_text())
    except OSError as reason:
        raise SettingsError(f"{path} cannot be read: {reason}") from reason
    except ValueError as reason:
        raise SettingsError(f"{path} is not JSON: {reason}") from reason
    if not isinstance(content, dict) or content.get("format") != FORMAT or not isinstance(content.get("version"), int):
        raise SettingsError(f"{path} is no settings file of the optimisation studio.")
    if content["version"] > VERSION:
        raise SettingsError(f"{path} was made by a newer Easel.")
    known = {camel(one.name): one.name for one in fields(OptimiseSettings)}
    values: dict[str, Any] = {}
    for name, value in content.items():
        if name in ("format", "version"):
            continue
        if name not in known:
            raise SettingsError(f"{path}: there is no setting {name}.")
        values[known[name]] = _from_json(name, value)
    try:
        return OptimiseSettings(**values)
    except SettingsError as reason:
        raise SettingsError(f"{path}: {reason}") from reason


def changed(settings: OptimiseSettings, **values: Any) -> OptimiseSettings:
    """The settings with some of them changed. Raises SettingsError."""
    return replace(settings, **values)


def write_settings(path: Path, settings: OptimiseSettings) -> None:
    """Write a file that the app opens too."""
    content = {"format": FORMAT, "version": VERSION} | {camel(key): value for key, value in asdict(settings).items()}
    path.write_text(json.dumps(content, indent=2) + "\n")


def _from_json(name: str, value: Any) -> Any:
    if name == "plateau" and value is not None:
        if not isinstance(value, dict) or set(value) != {"patience", "change"}:
            raise SettingsError("plateau must be null or have exactly patience and change.")
        return Plateau(**value)
    return tuple(value) if name == "styleWeights" and isinstance(value, list) else value


def _is_whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _check_real(name: str, value: Any, least: float, itself: bool, most: float) -> None:
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not good or not least <= value <= most or (value == least and not itself):
        start = f"{least:g}" if itself else f"above {least:g}"
        raise SettingsError(f"{name} must be a number from {start} to {most:g}.")


def _check_layers(name: str, layers: Any) -> None:
    if not isinstance(layers, dict):
        raise SettingsError(f"{name} must name layers and their weights.")
    for tap, weight in layers.items():
        if tap not in TAPS:
            raise SettingsError(f"{name}: there is no layer {tap}; the layers are {', '.join(TAPS)}.")
        _check_real(f"The weight of {tap} in {name}", weight, 0.0, False, 1e9)
