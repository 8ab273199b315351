"""The configuration of a training run: one TOML file a network, checked when it is read."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "configs"
TABLES = {
    "encoder": {"widths", "hidden", "style_size"},
    "transformer": {"channels", "hidden", "blocks", "half", "last"},
    "loss": {"content", "structure", "style", "gram", "variation"},
    "optimiser": {"beta_2", "clip", "average"},
    "crops": {"content", "style", "permuted", "grey", "noise"},
}


class ConfigurationError(ValueError):
    """The configuration file is missing or wrong; the message names the place."""


@dataclass(frozen=True)
class Phase:
    """A stretch of training: crops of ``size`` px, ``steps`` batches; ``rate`` and ``pull`` go from first to last.

    ``steady`` weighs the change under a small shift and a little noise; 0 leaves it out, which is faster.
    """

    size: int
    batch: int
    reuse: int
    steps: int
    rate: tuple[float, float]
    pull: tuple[float, float]
    steady: float


@dataclass(frozen=True)
class Configuration:
    """All that decides a training run, apart from the pictures."""

    seed: int
    encoder: dict[str, Any]
    transformer: dict[str, Any]
    loss: dict[str, float]
    optimiser: dict[str, float]
    crops: dict[str, Any]
    phases: tuple[Phase, ...]

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
    for table, keys in TABLES.items():
        if (found := set(read.get(table, {}))) != keys:
            wrong = ", ".join(sorted(found ^ keys))
            raise ConfigurationError(f"{path}: [{table}] must have exactly {', '.join(sorted(keys))}; see {wrong}.")
    try:
        phases = tuple(
            Phase(**(phase | {"rate": tuple(phase["rate"]), "pull": tuple(phase["pull"])})) for phase in read["phase"]
        )
        tables = {table: read[table] for table in TABLES}
        configuration = Configuration(seed=int(read["seed"]), phases=phases, **tables)
    except (KeyError, TypeError) as reason:
        raise ConfigurationError(f"{path}: a [[phase]] or the seed is incomplete ({reason}).") from reason
    if len({phase.reuse for phase in phases}) != 1:
        raise ConfigurationError(f"{path}: every [[phase]] needs the same reuse.")
    for phase in phases:
        if phase.size % 8 or phase.batch % phase.reuse or min(phase.batch, phase.steps) < 1:
            raise ConfigurationError(f"{path}: a phase needs a size divisible by 8 and a batch divisible by its reuse.")
    return configuration
