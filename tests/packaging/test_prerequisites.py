"""The set-up looks for the same browsers as the program that starts them."""

from adapters.whatsapp_web import executable
from tests.packaging.conftest import ROOT


def test_it_knows_every_browser_that_the_program_finds() -> None:
    script = (ROOT / "scripts" / "prerequisites.sh").read_text().split()
    assert str(executable.HEADLESS_SHELL) in script
    assert set(executable.NAMES) <= set(script)
