"""How much memory work has needed at most."""

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def in_new_process(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Spawned, not forked: it begins with nobody's memory but its own."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawning) as pool:
        return pool.submit(work, *args, **kwargs).result()


def peak_mib() -> float:
    """Resident memory of this process, at most, since it began."""
    return _mib(resource.RUSAGE_SELF)


def largest_child_mib() -> float:
    """The same, of the largest process that this one has started and outlived."""
    return _mib(resource.RUSAGE_CHILDREN)


def _mib(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024
