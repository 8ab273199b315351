"""What happens beside the steps of a training run: the progress line, checkpoints, contact sheets, the end."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np

from export import checkpoint
from export.trainable import Trainable


class Watch(keras.callbacks.Callback):
    """Counts steps and time, prints one line, saves every ``save_minutes``, stops after ``minutes``."""

    def __init__(
        self,
        training: Trainable,
        out: Path,
        state: dict[str, Any],
        minutes: float | None,
        last_step: int,
        save_minutes: float,
        sheet: Callable[[Path], None],
    ) -> None:
        super().__init__()
        self.training, self.out, self.state = training, out, state
        self.minutes, self.last_step, self.save_minutes, self.sheet = minutes, last_step, save_minutes, sheet
        self.started = self.saved = self.ticked = time.monotonic()
        self.first_step, self.smooth = int(state["step"]), 0.0
        self.recent: dict[str, float] = {}
        self.finished = False

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Count, and print, save or stop where it is time to."""
        now = time.monotonic()
        phase, _ = self.training.configuration.at(self.state["step"])
        self.state["step"] += 1
        self.state["pictures"] += phase.batch
        self.state["seconds"] += now - self.ticked
        if along := self.state.get("live"):  # its time is in the run's
            along["step"] += 1
            along["pictures"] += phase.batch // 2
        speed = phase.batch / max(now - self.ticked, 1e-9)
        self.smooth = speed if not self.smooth else 0.95 * self.smooth + 0.05 * speed
        self.ticked = now
        elapsed = now - self.started
        logs = logs or {}
        if batch == 0 or self.state["step"] % 20 == 0:
            self._line(logs, elapsed, phase.batch)
        over = self.minutes is not None and elapsed >= 60 * self.minutes
        if over or self.state["step"] >= self.last_step:
            self.finished = self.training.stop_training = True
        elif now - self.saved >= 60 * self.save_minutes:
            self.save()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Keep the raw weights: Keras puts the averages in their place when ``fit`` ends."""
        self.raw = [np.asarray(variable) for variable in self.training.trainable_variables]

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        """Put the raw weights back, so that the next phase or a resumed run goes on exactly."""
        for variable, value in zip(self.training.trainable_variables, self.raw, strict=True):
            variable.assign(value)

    def _line(self, logs: dict[str, float], elapsed: float, batch: int) -> None:
        left = (self.last_step - self.state["step"]) * batch / max(self.smooth, 1e-9)
        if self.minutes is not None:
            left = min(left, 60 * self.minutes - elapsed)
        share = 1 - left / max(left + elapsed, 1e-9)
        filled = round(20 * min(max(share, 0.0), 1.0))
        losses = "  ".join(f"{term} {logs[term]:.4f}" for term in self.training.trackers if term in logs)
        line = (
            f"[{'#' * filled}{'.' * (20 - filled)}] step {self.state['step']}  {self.smooth:.1f} pictures/s  {losses}"
        )
        end = "\r" if sys.stdout.isatty() else "\n"
        print(f"{line}  {max(left, 0) / 60:.0f} min left", end=end, flush=True)
        # Keras averages since the start of fit; what a trainer wants to see is the mean since the last line.
        self.recent = {term: float(logs[term]) for term in self.training.trackers if term in logs}
        self.training.reset_metrics()

    def save(self) -> None:
        """Write the checkpoint, a contact sheet and a line of the log."""
        if keras.backend.backend() == "jax":
            self.training.jax_state_sync()  # there the weights live outside of the model while fit runs
        checkpoint.save(self.training, self.out, self.state)
        self.sheet(self.out / "sheet.jpg")
        line = {key: self.state[key] for key in ("step", "pictures", "seconds")}
        line |= {term: round(value, 5) for term, value in self.recent.items()}
        with (self.out / "log.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")
        # Time spent here is no training time, and must not spoil the speed that is shown.
        self.saved = self.ticked = time.monotonic()
