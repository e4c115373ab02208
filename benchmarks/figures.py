"""What a benchmark finds out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Goal:
    """What is good enough. ``most`` says that less is better."""

    value: float
    most: bool = False

    def met_by(self, value: float) -> bool:
        return value <= self.value if self.most else value >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.most else '≥'} {self.value:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """``unit`` is "x" for a ratio. ``detail`` says what it is made of."""

    name: str
    value: float
    unit: str
    detail: str
    goal: Goal | None = None

    @property
    def measured(self) -> str:
        digits = 2 if abs(self.value) < 1 else 1 if self.value < 100 else 0
        exact = f"{self.value:,.{digits}f}"
        return f"{exact} {self.unit}"

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "met" if self.goal.met_by(self.value) else "missed"


Benchmark: TypeAlias = Callable[[], Iterable[Figure]]
"""Measures for at most half a minute. Its docstring says what, in one line."""
