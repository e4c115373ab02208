"""``messenger-brain doctor --session N``: how a session's page stands with WhatsApp."""

import asyncio
from collections.abc import Iterator

from adapters.whatsapp_web import memory, wa_js
from adapters.whatsapp_web.second_look import Look, look_into
from domain.whatsapp import Diagnosis, PageLost
from entrypoints.cli.findings import Finding
from entrypoints.program import Program
from projections.browser_context import BrowserRow, browser_by_id

MEGABYTE = 1024**2

STANDING = {
    "linked": True,
    "qr": True,
    "qr_exhausted": False,
    "taken_over": False,
    "lost": False,
    "logged_out": False,
}
"""The phases of a page, and whether they are as they should be."""


def examine_session(program: Program, session_id: int) -> Iterator[Finding]:
    """Raises NotFound. Looks at the browser that the tables show for the session."""
    session = program.sessions.all.get(session_id)
    said = f"{session.settings.name} is {session.status}"
    yield Finding("session", ok=True, said=said)
    browser = _browser_of(program, session.browser_context_id)
    if browser is None or browser.endpoint is None:
        yield Finding("browser", ok=False, said=_no_browser(browser))
        return
    if browser.node != program.settings.node:
        remedy = f"It runs on {browser.node}: ask `messenger-brain doctor` there."
        yield Finding("browser", ok=False, said=remedy)
        return
    yield from _browser(browser, browser.endpoint)


def _browser_of(program: Program, context_id: int | None) -> BrowserRow | None:
    if context_id is None:
        return None
    with program.reading() as rows:
        return browser_by_id(rows, context_id)


def _no_browser(browser: BrowserRow | None) -> str:
    if browser is None:
        return "The session has no open browser. Connect it, then look again."
    return "The browser is just being opened. Look again in a moment."


def _browser(browser: BrowserRow, endpoint: str) -> Iterator[Finding]:
    try:
        look = asyncio.run(look_into(endpoint))
    except PageLost as error:
        remedy = "Its gateway is not running, or is about to open another."
        yield Finding("browser", ok=False, said=f"{error} {remedy}")
        return
    taken = memory.of_group(browser.pid) // MEGABYTE if browser.pid else 0
    said = f"process {browser.pid} with {taken} MB, DevTools at {endpoint}"
    yield Finding("browser", ok=True, said=said)
    yield from _page(look)


def _page(look: Look) -> Iterator[Finding]:
    it = look.diagnosis
    if it is None:
        said = f"{look.url} is not WhatsApp Web: the way there may be blocked."
        yield Finding("page", ok=False, said=said)
        return
    yield Finding("page", ok=True, said=look.url)
    yield _wa_js(it)
    yield _version(it)
    yield _modules(it)
    yield Finding("connection", ok=STANDING.get(it.phase, False), said=_words(it))


def _wa_js(it: Diagnosis) -> Finding:
    if it.wa_js is None:
        return Finding("wa-js", ok=False, said="It did not start in the page.")
    said = it.wa_js if it.wa_js == wa_js.VERSION else f"{it.wa_js}, an older one"
    return Finding("wa-js", ok=True, said=said)


def _version(it: Diagnosis) -> Finding:
    return Finding("WhatsApp Web", ok=True, said=it.whatsapp or "of unknown version")


def _modules(it: Diagnosis) -> Finding:
    if it.missing:
        missing = ", ".join(it.missing)
        said = f"WhatsApp renamed or removed {missing}: a newer gateway may know them."
        return Finding("modules", ok=False, said=said)
    said = "all are there" if it.ready else "not all are loaded yet"
    return Finding("modules", ok=it.ready, said=said)


def _words(it: Diagnosis) -> str:
    return f"{it.reason} Phase {it.phase}, socket {it.socket}, stream {it.stream}."
