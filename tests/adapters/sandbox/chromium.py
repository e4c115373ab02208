"""The real page in a real browser, with the wa-js bundle as it is published."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyppeteer import connect
from pyppeteer.errors import NetworkError

import adapters.whatsapp_web

EXECUTABLE = Path("/usr/lib/chromium/chromium-headless-shell")
BUNDLE = Path(adapters.whatsapp_web.__path__[0]) / "vendor" / "wa-js.js"
_BETWEEN_TRIES, _TRIES = 0.02, 1000
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --in-process-gpu --no-zygote --no-first-run"
    " --disable-dev-shm-usage --remote-debugging-port=0"
)
_HOOK = """
window.seen = [];
(function listen() {
  if (!window.WPP) return setTimeout(listen, 10);
  for (const name of %s) WPP.on(name, (value) => seen.push([name, value]));
})();
"""
_CONFIG = "window.WPPConfig = { disableGoogleAnalytics: true };"
_EVENTS = ["conn.auth_code_change", "conn.stream_mode_changed", "chat.new_message"]


@dataclass
class WebPage:
    page: Any

    async def evaluate(self, expression: str) -> Any:
        """A JavaScript expression's value, awaited, as JSON."""
        text = (
            f"Promise.resolve({expression}).then((it) => JSON.stringify(it) ?? 'null')"
        )
        return json.loads(await self.page.evaluate(text, force_expr=True))

    async def until(self, expression: str) -> Any:
        """Wait for it to be true; its value."""
        for _ in range(_TRIES):
            with suppress(NetworkError):  # the page is on its way to another one
                if value := await self.evaluate(expression):
                    return value
            await asyncio.sleep(_BETWEEN_TRIES)
        raise AssertionError(
            f"Never: {expression}. Seen: {await self.evaluate('window.seen')}"
        )

    async def code(self) -> str:
        codes = "seen.filter(([name]) => name === 'conn.auth_code_change')"
        return str(await self.until(f"(window.seen && {codes}.pop()?.[1]?.fullCode)"))

    async def ready(self) -> None:
        await self.until(
            "(window.WPP?.isFullReady && WPP.conn.isAuthenticated()"
            " && WPP.whatsapp.Stream.mode === 'MAIN')"
        )


@asynccontextmanager
async def open_browser(url: str, profile: Path) -> AsyncIterator[WebPage]:
    """The page in a browser of its own, ended without a word in the end."""
    _port_file(profile).unlink(missing_ok=True)  # of a browser that was killed
    arguments = [*_FLAGS.split(), f"--user-data-dir={profile}", "about:blank"]
    process = await asyncio.create_subprocess_exec(
        EXECUTABLE,
        *arguments,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        browser = await connect(browserWSEndpoint=await _endpoint(profile))
        [page] = await browser.pages()
        bundle, hook = BUNDLE.read_text("utf-8"), _HOOK % json.dumps(_EVENTS)
        script = f"() => {{\n{_CONFIG}\n{bundle}\n{hook}\n}}"
        await page.evaluateOnNewDocument(script)
        await page.goto(url)
        yield WebPage(page)
        await browser.disconnect()
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


def _port_file(profile: Path) -> Path:
    return profile / "DevToolsActivePort"


async def _endpoint(profile: Path) -> str:
    port = _port_file(profile)
    for _ in range(_TRIES):
        lines = port.read_text().split() if port.exists() else []
        if len(lines) > 1:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        await asyncio.sleep(_BETWEEN_TRIES)
    raise AssertionError("The browser did not start.")
