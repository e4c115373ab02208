"""Tests that are written for another folder's fixtures, to be run with this one's."""

import inspect
from collections.abc import Collection
from types import ModuleType
from typing import Any

from _pytest.fixtures import FixtureFunctionDefinition


def borrowed(*modules: ModuleType, own: Collection[str] = ()) -> dict[str, Any]:
    """Their tests, by names that tell whose they are, and their fixtures.

    ``own`` are fixtures that the borrower has in other words. Raises ValueError when
    two modules have fixtures of one name: such modules are borrowed apart.
    """
    found: dict[str, Any] = {}
    for module in modules:
        owner = module.__name__.rpartition(".")[2]
        for name, it in vars(module).items():
            if name.startswith("test_") and inspect.isfunction(it):
                found[f"{owner}__{name.removeprefix('test_')}"] = it
            if isinstance(it, FixtureFunctionDefinition) and name not in own:
                if name in found:
                    raise ValueError(f"Two modules have a fixture {name}.")
                found[name] = it
    return found
