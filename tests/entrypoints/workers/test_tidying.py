import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from entrypoints.bootstrap import bootstrap
from entrypoints.settings import Settings
from entrypoints.workers.tidying import Tidier
from tests.support.clock import FixedClock
from tests.support.waiting import until


async def one_piece() -> AsyncIterator[bytes]:
    yield b"hello"


async def test_files_go_when_their_time_is_over(tmp_path: Path) -> None:
    clock = FixedClock()
    program = bootstrap(Settings(home=tmp_path), clock=clock)
    short = await program.media.keep(one_piece(), mimetype="", hours=1)
    long = await program.media.keep(one_piece(), mimetype="", hours=24)
    tidying = asyncio.create_task(Tidier(program, pause=0.01).run())

    clock.move(timedelta(hours=2))

    assert await until(lambda: not short.path.exists())
    assert long.path.exists()
    tidying.cancel()
    await asyncio.wait([tidying])
    program.close()
