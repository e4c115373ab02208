"""Memory of a session's browser, against what other gateways give each session.

They start a full Chromium with a profile for every session, as pyppeteer and puppeteer
do it by default. Both here: the same page, linked, driven in the same way.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final
from unittest.mock import patch

import httpx
from pyppeteer.launcher import defaultArgs

from adapters.whatsapp_web import chromium
from adapters.whatsapp_web.executable import Executable
from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from benchmarks.figures import Figure, Goal
from benchmarks.processes import proportional_mib
from domain.whatsapp import Linked, QrShown, Report

SESSIONS: Final = 6
FULL: Final = Path("/usr/lib/chromium/chromium")
"""Debian's. Its namesake in /usr/bin is a script around it."""

HEAP_MB: Final = 30
"""What WhatsApp Web keeps in a page for an account with some history: the sandbox's
page alone is lighter."""

FILL: Final = f"""
globalThis.history_of_chats = Array.from(
  {{length: {HEAP_MB} * 5000}},
  (_, id) => ({{id, text: String(id).padStart(160, 'x')}}),
);
"""
"""Messages are many small things, about 200 bytes each."""

SETTLE_SECONDS: Final = 6.0
PATIENCE: Final = 120.0


def memory_of_browsers() -> Iterable[Figure]:
    """A linked page in our browser, and in a full Chromium; six of each."""
    if not FULL.is_file():
        print("  There is no full Chromium to compare with: apt-get install chromium")
        return
    with sandbox_in_thread() as url, TemporaryDirectory() as place:
        ours = asyncio.run(_measured(url, Path(place) / "ours", None))
        with _as_others_start_it():
            theirs = asyncio.run(_measured(url, Path(place) / "theirs", FULL))
    for name, heap, goal in (
        ("memory_per_session_vs_full_chromium", 1, Goal(0.55, most=True)),
        ("memory_per_session_vs_full_chromium_empty_page", 0, None),
    ):
        our, their = (median(it[heap] for it in each) for each in (ours, theirs))
        page = f"with {HEAP_MB} MB of its own in the page" if heap else "the page alone"
        detail = (
            f"{our:,.0f} MB against {their:,.0f} MB, {page}; proportional set of all "
            f"processes of a browser, {SESSIONS} of each open at a time"
        )
        yield Figure(name, our / their, "x", detail, goal)


@contextmanager
def _as_others_start_it() -> Iterator[None]:
    """The same driver, with their flags."""

    def arguments(_: Executable, profile: Path, __: str) -> tuple[str, ...]:
        theirs = [it for it in defaultArgs() if it not in ("--headless", "about:blank")]
        return (
            *theirs,
            "--headless=new",
            "--no-sandbox",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
        )

    with patch.object(chromium, "_arguments", arguments):
        yield


async def _measured(
    url: str, profiles: Path, executable: Path | None
) -> Sequence[tuple[float, float]]:
    """MiB of each browser, as it is and with a heap of its own."""
    web = WhatsappWeb(
        profiles,
        url=f"{url}/",
        executable=executable,
        sandboxed=executable is not None,  # only so that no flag of ours is added
    )
    async with _linked(web, url) as pages:
        await asyncio.sleep(SETTLE_SECONDS)
        light = [proportional_mib(page.pid) for page in pages]
        for page in pages:
            await page.calls.devtools(
                "Runtime.evaluate", expression=FILL, deadline=PATIENCE
            )
        await asyncio.sleep(SETTLE_SECONDS)
        heavy = [proportional_mib(page.pid) for page in pages]
    return list(zip(light, heavy, strict=True))


@asynccontextmanager
async def _linked(web: WhatsappWeb, url: str) -> AsyncIterator[Sequence[WebPage]]:
    pages: list[WebPage] = []
    try:
        for number in range(SESSIONS):
            reports = asyncio.Queue[Report]()
            pages.append(await web.open(number, reports.put_nowait))
            async with asyncio.timeout(PATIENCE):
                await _link(reports, f"{url}/phone/scan", f"34600{number:06}")
        yield pages
    finally:
        await asyncio.gather(*(page.close() for page in pages))


async def _link(reports: asyncio.Queue[Report], scan: str, phone: str) -> None:
    async with httpx.AsyncClient() as client:
        while not isinstance(report := await reports.get(), Linked):
            if isinstance(report, QrShown):
                code = {"code": report.code, "phone": phone}
                (await client.post(scan, json=code)).raise_for_status()
