"""Progress of an import: one bar for each phase, with rate and time left."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from directory.interchange.steps import TAKING_IN

if TYPE_CHECKING:
    from rich.progress import TaskID

    from directory.interchange.steps import Step


class StepBars:
    """Bars on stderr, so that output can be piped."""

    def __init__(self, title: str) -> None:
        """Take the words in front of each bar."""
        self._title = title
        self._tasks: dict[tuple[str, int], TaskID] = {}
        self._rates: dict[TaskID, _Rate] = {}
        self._phase_began = time.monotonic()
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )

    def show(self, step: Step) -> None:
        """Move the bar of the step's phase."""
        if not step.total:
            return
        task_id = self._task(step)
        rate = self._rates[task_id]
        rate.rows += step.rows
        self._phase_began = time.monotonic()
        unit = "listings/s" if step.phase == TAKING_IN else "rows/s"
        text = f"{rate.per_second(self._phase_began):,.0f} {unit}"
        self._bars.update(task_id, completed=step.done, rate=text)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def _task(self, step: Step) -> TaskID:
        key = (step.phase, step.total)
        if key not in self._tasks:
            title = f"{self._title}, {step.phase}"
            self._tasks[key] = self._bars.add_task(title, total=step.total, rate="")
            # The work of a phase's first step was done before it could be shown.
            self._rates[self._tasks[key]] = _Rate(self._phase_began)
        return self._tasks[key]


@dataclass(slots=True)
class _Rate:
    """How quickly a phase goes: since when, and how much of it is done."""

    began: float
    rows: int = 0

    def per_second(self, now: float) -> float:
        return self.rows / max(now - self.began, 0.001)
