"""Which facts are a person's own, and what stands in their place once erased.

A field marked ``Private`` is stored under a key of its person's own (the event's
``user_id``). When the key is destroyed, history can still be replayed: every private
field then reads as its ``erased`` value, and everything else as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, NamedTuple, TypeAlias, TypeVar

from domain.kernel import Value

V = TypeVar("V", bound=Value)

ERASED: Final = "erased"


@dataclass(frozen=True, slots=True)
class Private:
    """``name: Annotated[str, Private()]``."""

    erased: Any = ERASED


PrivateText: TypeAlias = Annotated[str, Private()]
PrivateTextOrNone: TypeAlias = Annotated[str | None, Private(None)]


class _Plan(NamedTuple):
    replaced: Mapping[str, Any]
    nested: tuple[str, ...]


def has_private_facts(kind: type[Value]) -> bool:
    """Whether anything in a value of this class is a person's own."""
    plan = _plan(kind)
    return bool(plan.replaced or plan.nested)


def erased(value: V) -> V:
    """The same, with what stands in for every private fact, also inside of it."""
    plan = _plan(type(value))
    now = dict(plan.replaced)
    for name in plan.nested:
        now[name] = erased(getattr(value, name))
    return value.model_copy(update=now)


@cache
def _plan(kind: type[Value]) -> _Plan:
    replaced = {
        name: mark.erased
        for name, field in kind.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Private)
    }
    nested = tuple(
        name
        for name, field in kind.model_fields.items()
        if name not in replaced and _has_more(field.annotation)
    )
    return _Plan(replaced, nested)


def _has_more(annotation: Any) -> bool:
    is_value = isinstance(annotation, type) and issubclass(annotation, Value)
    return is_value and has_private_facts(annotation)
