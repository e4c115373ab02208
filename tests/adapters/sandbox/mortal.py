"""A sandbox in a process of its own, which ends by ``kill -9``."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVE = """
import asyncio, sys
from pathlib import Path
from adapters.whatsapp_web.sandbox.server import sandbox

async def main():
    async with sandbox(Path(sys.argv[1]), port=int(sys.argv[2])) as url:
        print(url, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@contextmanager
def killed_in_the_end(path: Path, port: int = 0) -> Iterator[str]:
    """Yields its address. Port 0 is any free one."""
    arguments = [sys.executable, "-c", _SERVE, str(path), str(port)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGKILL)
