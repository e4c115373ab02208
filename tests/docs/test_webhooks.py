"""The page about webhooks, and the ways it shows of checking a signature."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import time
from typing import Any

from adapters.webhooks.signatures import Letter, headers
from domain.whatsapp_session.rules import WEBHOOK_EVENTS
from projections.webhook_names import RECEIVED, RECEIVED_FROM, WEBHOOKS
from tests.docs.pages import HOW_TO, REFERENCE, codes, rows

PAGE = REFERENCE / "webhooks.md"
JAVASCRIPT = re.compile(r"^```javascript\n(.*?)^```", re.DOTALL | re.MULTILINE)

TOLD = {
    *(name for names in WEBHOOKS.values() for name in names),
    RECEIVED,
    *RECEIVED_FROM.values(),
}


def test_every_name_is_described() -> None:
    names = [codes(name)[0] for name, *_ in rows(PAGE, "Name")]

    assert sorted(names) == sorted(WEBHOOK_EVENTS)


def test_what_is_told_now_is_told_from_what_is_not() -> None:
    described = {codes(name)[0] for name, *more in rows(PAGE, "Name") if more}

    assert described == TOLD


def test_every_header_is_described() -> None:
    letter = Letter("1.call", "e", "http://a.test/", b"{}", 1, "s", bare_secret=True)
    described = {codes(header)[0] for header, _ in rows(PAGE, "Header")}

    assert described == {it for it in headers(letter, 0) if it.startswith("X-")}


def test_the_javascript_example_knows_a_genuine_webhook(tmp_path: Path) -> None:
    letter = Letter("1.call", "e", "http://a.test/", b"{}", 1, "s", bare_secret=False)
    sent = {name.lower(): it for name, it in headers(letter, int(time())).items()}
    late = {name.lower(): it for name, it in headers(letter, 1).items()}
    tried = [
        ("s", sent, "{}"),
        ("another", sent, "{}"),
        ("s", sent, "{} "),
        ("s", late, "{}"),
        ("s", {}, "{}"),
    ]

    assert _judged_in_node(tried, tmp_path) == [True, False, False, False, False]


def _judged_in_node(tried: Sequence[object], folder: Path) -> Any:
    example = JAVASCRIPT.findall((HOW_TO / "receive-webhooks.md").read_text("utf-8"))
    trial = (
        f"console.log(JSON.stringify({json.dumps(tried)}.map(([secret, headers, body])"
        " => isGenuine(secret, headers, Buffer.from(body)))));"
    )
    script = folder / "trial.mjs"
    script.write_text("\n".join([*example, trial]), "utf-8")
    said = subprocess.run(  # noqa: S603  our own example
        [Path(sys.executable).with_name("node"), script],
        capture_output=True,
        check=True,
    )
    return json.loads(said.stdout)
