"""How long each phase of a build takes, by the wall and by the processor."""

import os
import time
from collections.abc import Iterator


class Phases:
    """A stopwatch that is stopped at the end of each phase, and goes on at once."""

    def __init__(self) -> None:
        self.laps: list[tuple[str, float, float]] = []
        """The name of each phase, its seconds by the wall and those of processors, all in all."""
        self._began = self._now()

    def end(self, name: str) -> None:
        """The phase of this name has ended, and the next begins."""
        now = self._now()
        self.laps.append((name, now[0] - self._began[0], now[1] - self._began[1]))
        self._began = now

    def lines(self) -> Iterator[str]:
        """A table of all phases."""
        yield f"{'phase':<24}{'seconds':>9}{'processor':>11}"
        for name, wall, processor in self.laps:
            yield f"{name:<24}{wall:>9.2f}{processor:>11.2f}"

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.monotonic(), sum(os.times()[:4])
