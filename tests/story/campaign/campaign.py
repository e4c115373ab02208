"""Lines that talk, each in a thread; and a blow a round, at somebody who is well."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import Final

from tests.story.campaign.accounts import Accounts
from tests.story.campaign.blows import BLOWS, HARMLESS, TO_ALL, Blow, named
from tests.story.campaign.line import Line
from tests.story.campaign.stage import PATIENCE, Stage

WELL: Final = 2
"""Messages accepted since the last blow, until the next one may strike a number."""

BETWEEN: Final = 12
"""Things done by all between two blows, at most: some strike in the middle of it."""

LOOK_SECONDS: Final = 0.02


@dataclass(frozen=True)
class Outcome:
    """``wrong`` is every broken promise, in words; ``counts`` is what there was."""

    seed: int
    rounds: int
    sessions: int
    blows: Counter[str]
    done: Counter[str]
    counts: dict[str, int]
    wrong: Sequence[str]
    seconds: float


class Campaign:
    def __init__(self, place: Path, *, sessions: int, seed: int) -> None:
        self._place = place
        self._sessions = sessions
        self._seed = seed
        self._chance = random.Random(seed)  # noqa: S311 - nobody has to guess it
        self._blows = Counter[str]()
        self._lines: list[Line] = []
        self._running: list[Future[None]] = []

    def run(self, rounds: int, say: Callable[[str], None] = lambda _: None) -> Outcome:
        """Raises AssertionError when something does not come back at all."""
        began, stop = time.monotonic(), Flag()
        with Stage(self._place) as stage, ThreadPoolExecutor(self._sessions) as pool:
            self._lines = [Line(stage, it, self._seed) for it in self._numbers()]
            list(pool.map(Line.link, self._lines))
            self._running = [pool.submit(it.run, stop) for it in self._lines]
            try:
                for number in range(1, rounds + 1):
                    struck = self._one(stage)
                    say(f"{time.monotonic() - began:6.0f} s  {number}: {struck}")
            finally:
                stop.set()
            for it in self._running:
                it.result()
            accounts = Accounts(stage, self._lines, self._blows)
            wrong = accounts.wrong_at_the_end()
            for line in self._lines:
                line.close()
        return Outcome(
            seed=self._seed,
            rounds=rounds,
            sessions=self._sessions,
            blows=self._blows,
            done=sum((it.done for it in self._lines), Counter[str]()),
            counts=accounts.counts,
            wrong=wrong,
            seconds=time.monotonic() - began,
        )

    def _numbers(self) -> range:
        return range(1, self._sessions + 1)

    def _one(self, stage: Stage) -> str:
        """One round: everybody goes on a little, and then something strikes."""
        (blow,) = self._chance.choices([*BLOWS], [*BLOWS.values()])
        more = self._chance.randrange(BETWEEN)
        luck = self._chance.random()
        until = self._done() + more
        self._wait(lambda: self._done() >= until and bool(self._well()), "who is well")
        well = self._well()
        victim = well[int(luck * len(well))]
        self._strike(blow, stage, victim)
        return f"{named(blow)}, {victim.phone_number}"

    def _strike(self, blow: Blow, stage: Stage, victim: Line) -> None:
        blow(stage, victim)
        self._blows[named(blow)] += 1
        if blow not in HARMLESS:
            for line in self._lines if blow in TO_ALL else [victim]:
                line.well = 0

    def _well(self) -> list[Line]:
        return [it for it in self._lines if it.well >= WELL]

    def _done(self) -> int:
        return sum(it.done.total() for it in self._lines)

    def _wait(self, look: Callable[[], bool], why: str) -> None:
        until = time.monotonic() + PATIENCE
        while not look():
            for it in self._running:
                if it.done():
                    it.result()
            assert time.monotonic() < until, f"waited in vain for {why}"
            time.sleep(LOOK_SECONDS)
