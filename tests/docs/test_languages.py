"""README.md and README.es.md say the same."""

import re
from pathlib import Path

from tests.docs.pages import ROOT, links

ENGLISH, SPANISH = ROOT / "README.md", ROOT / "README.es.md"
BLOCK = re.compile(r"^```\w+\n(.*?)^```", re.DOTALL | re.MULTILINE)
TRANSLATED = {
    "¡Hola!": "Hello!",
    "Mi tienda": "My shop",
    "lo prepara todo y arranca la pasarela con un WhatsApp de pruebas": (
        "sets everything up and starts the gateway with a sandbox WhatsApp"
    ),
    "lo prepara todo y ejecuta todas las pruebas": (
        "sets everything up and runs all tests"
    ),
}


def test_the_same_is_to_be_typed() -> None:
    spanish = _blocks(SPANISH)
    for theirs, ours in TRANSLATED.items():
        spanish = spanish.replace(theirs, ours)

    assert spanish == _blocks(ENGLISH)


def test_the_same_pages_are_linked() -> None:
    twins = {ENGLISH.name, SPANISH.name}

    assert [it for it in links(ENGLISH) if it not in twins] == [
        it for it in links(SPANISH) if it not in twins
    ]


def _blocks(page: Path) -> str:
    return "\n".join(BLOCK.findall(page.read_text("utf-8")))
