"""The configuration of a training run: one TOML file a network, checked when it is read."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "configs"
STYLE_TABLES = {
    "encoder": {"divide", "widths", "hidden", "style_size"},
    "transformer": {"channels", "hidden", "blocks", "half", "last"},
    "loss": {"content", "structure", "style", "gram", "variation", "grid"},
    "optimiser": {"method", "beta_2", "clip", "average"},
    "crops": {"content", "style", "sharpen", "permuted", "grey", "noise"},
}
TEACHER_TABLE = {"teacher": {"likeness"}}
DISTILLATION_TABLES = {
    "pupil": {"taps", "divide", "widths", "ranks", "kept", "weights", "gram"},
    "optimiser": {"method", "beta_2", "clip", "average"},
    "crops": {"content", "style", "permuted", "noisy", "optimised"},
}
METHODS = ("adam", "muon")
JUDGES = ("vgg19", "distilled", "hybrid", "quantised", "teacher")


class ConfigurationError(ValueError):
    """The configuration file is missing or wrong; the message names the place."""


@dataclass(frozen=True)
class Phase:
    """A stretch of training: crops of ``size`` px, ``steps`` batches; ``rate`` and ``pull`` go from first to last.

    Each photo and each style stands in a batch ``reuse`` times. ``steady`` weighs the change under a small shift and
    a little noise; 0 leaves it out, which is faster. ``judge`` names the loss network; ``quantised`` is VGG-19 in eight
    bits where the machine has them, under ``teacher`` the likeness to the teacher's painting is all that counts.
    Where a live transformer is trained together with fine, ``live_steady`` is ``steady`` for it, and its content weighs
    ``live_content`` times what fine's weighs.
    ``likeness`` multiplies that term's weight; 0 leaves it out.
    """

    size: int
    batch: int
    steps: int
    rate: tuple[float, float]
    reuse: int = 1
    pull: tuple[float, float] = (1.0, 1.0)
    steady: float = 0.0
    live_steady: float = 0.0
    live_content: float = 1.0
    likeness: float = 1.0
    judge: str = "vgg19"


@dataclass(frozen=True)
class Configuration:
    """All that decides a training run, apart from the pictures.

    A run trains the style networks (``encoder``, ``transformer``, ``loss``), a transformer for a trained encoder after
    the example of a larger one (with ``teacher``), or the distilled encoder (``pupil``).
    """

    seed: int
    phases: tuple[Phase, ...]
    optimiser: dict[str, Any]
    crops: dict[str, Any]
    encoder: dict[str, Any] = field(default_factory=dict)
    transformer: dict[str, Any] = field(default_factory=dict)
    loss: dict[str, float] = field(default_factory=dict)
    teacher: dict[str, float] = field(default_factory=dict)
    pupil: dict[str, Any] = field(default_factory=dict)

    @property
    def steps(self) -> int:
        """All steps of all phases."""
        return sum(phase.steps for phase in self.phases)

    def at(self, step: int) -> tuple[Phase, float]:
        """The phase of a step and how much of that phase is done (0..1); after the end, the end of the last."""
        for phase in self.phases:
            if step < phase.steps:
                return phase, step / phase.steps
            step -= phase.steps
        return self.phases[-1], 1.0


def read_configuration(name: str | Path) -> Configuration:
    """Read ``configs/NAME.toml`` or the file given. Raises ConfigurationError."""
    path = Path(name)
    if path.suffix != ".toml":
        path = FOLDER / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
        raise ConfigurationError(f"There is no configuration {path}. Known by name: {known}.")
    try:
        read = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as reason:
        raise ConfigurationError(f"{path} is not valid TOML: {reason}") from reason
    wanted = DISTILLATION_TABLES if "pupil" in read else STYLE_TABLES
    if "teacher" in read:
        wanted = STYLE_TABLES | TEACHER_TABLE
    for table, keys in wanted.items():
        if (found := set(read.get(table, {}))) != keys:
            wrong = ", ".join(sorted(found ^ keys))
            raise ConfigurationError(f"{path}: [{table}] must have exactly {', '.join(sorted(keys))}; see {wrong}.")
    try:
        phases = tuple(_phase(table) for table in read["phase"])
        tables = {table: read[table] for table in wanted}
        configuration = Configuration(seed=int(read["seed"]), phases=phases, **tables)
    except (KeyError, TypeError) as reason:
        raise ConfigurationError(f"{path}: a [[phase]] or the seed is incomplete ({reason}).") from reason
    if len({phase.reuse for phase in phases}) != 1:
        raise ConfigurationError(f"{path}: every [[phase]] needs the same reuse.")
    if (method := configuration.optimiser["method"]) not in METHODS:
        raise ConfigurationError(f"{path}: [optimiser] has the method {method}; known: {', '.join(METHODS)}.")
    for phase in phases:
        if phase.judge not in JUDGES:
            raise ConfigurationError(f"{path}: a [[phase]] has the judge {phase.judge}; known: {', '.join(JUDGES)}.")
        if phase.judge == "teacher" and "teacher" not in read:
            raise ConfigurationError(f"{path}: a [[phase]] is judged by a teacher, but there is no [teacher].")
        if phase.judge == "teacher" and not phase.likeness:
            raise ConfigurationError(f"{path}: a [[phase]] is judged by a teacher whose likeness it leaves out.")
        if phase.size % 8 or phase.batch % phase.reuse or min(phase.batch, phase.steps) < 1:
            raise ConfigurationError(f"{path}: a phase needs a size divisible by 8 and a batch divisible by its reuse.")
    return configuration


def _phase(table: dict[str, Any]) -> Phase:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Phase(**values)
