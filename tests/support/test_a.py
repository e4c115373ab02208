"""The examples are complete: what may be recorded has an example."""

from importlib import import_module
from pathlib import Path

import domain
from domain.kernel import Event
from tests.support import a


def declared_events() -> set[type[Event]]:
    folders = Path(domain.__path__[0]).glob("*/events.py")
    modules = [import_module(f"domain.{it.parent.name}.events") for it in folders]
    modules.append(import_module("domain.claims"))
    return {
        it
        for module in modules
        for it in vars(module).values()
        if isinstance(it, type) and issubclass(it, Event) and it is not Event
    }


def test_every_event_has_an_example() -> None:
    assert set(a.EVERY) == declared_events()


def test_examples_are_valid_and_take_another_fact() -> None:
    assert {type(make()) for make in a.EVERY.values()} == set(a.EVERY)
    assert a.user_registered(name="Bea").name == "Bea"
