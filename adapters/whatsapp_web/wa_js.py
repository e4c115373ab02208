"""The scripts every page starts with: wa-js, unmodified, and our hooks around it."""

import hashlib
from functools import cache
from pathlib import Path

from domain.whatsapp import PageLost

VERSION = "4.6.0"
SHA512 = (
    "98699142ade162fd6c627a78a25bc729d9280a613aec87d6fee6ff32a1f7cf1b"
    "9eea0405b649833e704bbae01d996aac10fac6b4a1ca96c7b5bdbc141164a60a"
)

HERE = Path(__file__).parent
BUNDLE = HERE / "vendor" / "wa-js.js"
HOOKS = (
    "newest.js",
    "outbox.js",
    "readiness.js",
    "messages.js",
    "connection.js",
    "asking.js",
    "calls.js",
    "finding.js",
    "files.js",
    "sending.js",
    "chats.js",
    "happenings.js",
    "looking_back.js",
    "people.js",
    "groups.js",
    "group_notices.js",
    "presence.js",
    "phone_calls.js",
    "start.js",
)

# wa-js reports to Google Analytics and asks servers of others for link previews, unless
# it is told not to. The device name is what the phone's list of linked devices shows.
CONFIG = """
window.WPPConfig = {
  deviceName: 'Messenger Brain',
  disableGoogleAnalytics: true,
  linkPreviewApiServers: [],
  poweredBy: 'Messenger Brain',
  syncAllStatus: false,
};
"""


class BundleDamaged(PageLost):
    """The wa-js bundle is not there, or is not the one this version was tested with."""


def scripts() -> tuple[str, str, str]:
    """In the order they must run. Raises BundleDamaged."""
    return CONFIG, bundle(), hooks()


@cache
def bundle(path: Path = BUNDLE) -> str:
    """wa-js as it was published. Raises BundleDamaged."""
    try:
        published = path.read_bytes()
    except OSError as error:
        raise BundleDamaged(
            f"wa-js {VERSION} is not at {path}: run `make setup`."
        ) from error
    if hashlib.sha512(published).hexdigest() != SHA512:
        raise BundleDamaged(
            f"{path} is not wa-js {VERSION} as it was published: run `make setup`."
        )
    return published.decode()


@cache
def hooks() -> str:
    """Ours, as one script with one scope, which runs in no frame inside the page."""
    parts = [(HERE / "hooks" / name).read_text() for name in HOOKS]
    body = "\n".join(parts)
    return (
        "if (window === window.top && location.protocol.startsWith('http')) {(() => {"
        f"'use strict';\n{body}\n}})();}}"
    )
