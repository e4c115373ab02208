"""Checks what this adapter needs, and says what to do about what is missing."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from adapters.whatsapp_web import wa_js
from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.executable import find_executable
from adapters.whatsapp_web.whatsapp_web import WHATSAPP_WEB, WhatsappWeb
from domain.whatsapp import (
    BrowserLost,
    PageLost,
    PageNotReady,
    PageUnreachable,
    QrShown,
    Report,
)

Answer = QrShown | PageNotReady | PageUnreachable | BrowserLost

PATIENT = Deadlines(ready=45.0, pulse_every=1.0)


@dataclass(frozen=True)
class Finding:
    """``detail`` describes what is there, or says what is wrong and the remedy."""

    subject: str
    ok: bool
    detail: str


async def diagnose(
    *,
    profiles: Path,
    url: str = WHATSAPP_WEB,
    executable: Path | None = None,
    sandboxed: bool = False,
    deadlines: Deadlines = PATIENT,
) -> AsyncIterator[Finding]:
    """One finding after the other; the last, of the page itself, takes a while.

    The page is opened with a profile of its own that is erased afterwards.
    """
    yield await _browser(executable)
    yield _bundle()
    yield _profiles(profiles)
    with tempfile.TemporaryDirectory() as directory:
        whatsapp = WhatsappWeb(
            Path(directory),
            url=url,
            executable=executable,
            sandboxed=sandboxed,
            deadlines=deadlines,
        )
        yield await _page(whatsapp, url)


async def _browser(chosen: Path | None) -> Finding:
    try:
        executable = find_executable(chosen)
        version = await executable.version()
    except PageLost as error:
        return Finding("browser", ok=False, detail=str(error))
    return Finding("browser", ok=True, detail=f"{executable.path} {version}")


def _bundle() -> Finding:
    try:
        wa_js.bundle()
    except PageLost as error:
        return Finding("wa-js", ok=False, detail=str(error))
    return Finding("wa-js", ok=True, detail=f"{wa_js.VERSION}, as it was published")


def _profiles(directory: Path) -> Finding:
    """The nearest directory that exists must let us write."""
    existing = next(
        it for it in (directory, *directory.absolute().parents) if it.exists()
    )
    if existing.is_dir() and os.access(existing, os.W_OK):
        return Finding("profiles", ok=True, detail=str(directory))
    remedy = f"{existing} can't be written to: let this user, or set another directory."
    return Finding("profiles", ok=False, detail=remedy)


async def _page(whatsapp: WhatsappWeb, url: str) -> Finding:
    answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    def hear(report: Report) -> None:
        if isinstance(report, Answer) and not answer.done():
            answer.set_result(report)

    try:
        page = await whatsapp.open(0, hear)
    except PageLost as error:
        return Finding("page", ok=False, detail=str(error))
    try:
        return _finding_of(await answer, url)
    finally:
        await page.close()


def _finding_of(answer: Answer, url: str) -> Finding:
    match answer:
        case QrShown():
            return Finding("page", ok=True, detail=f"{url} shows a QR code")
        case PageNotReady():
            missing = ", ".join(answer.missing)
            detail = f"{answer.reason} {f'Missing: {missing}.' if missing else ''}"
            return Finding("page", ok=False, detail=detail.strip())
        case PageUnreachable() | BrowserLost():
            return Finding("page", ok=False, detail=answer.reason)
