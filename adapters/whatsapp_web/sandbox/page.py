"""The stand-in of WhatsApp Web's page."""

import secrets
from html import escape
from pathlib import Path

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Response

from adapters.whatsapp_web.sandbox.world import World

STATIC = Path(__file__).parent / "static"

_CSP = (
    "default-src 'self' data: blob:; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'"
    " 'wasm-unsafe-eval'; connect-src 'self' data: blob:;"
    " style-src 'self' 'unsafe-inline'"
)


@get("/", media_type="text/html")
async def web_page(world: NamedDependency[World]) -> Response[str]:
    """WhatsApp Web, as wa-js expects it. ``?drop=A,B`` hides modules from wa-js."""
    nonce = secrets.token_urlsafe(12)
    html = (STATIC / "web" / "index.html").read_text("utf-8")
    html = html.replace("__NONCE__", nonce)
    html = html.replace("__DROPPED__", escape(",".join(sorted(world.dropped))))
    headers = {
        "Content-Security-Policy": _CSP.format(nonce=nonce),
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }
    return Response(html, headers=headers)
