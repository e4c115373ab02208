"""What is wrong with which field, in words for whoever wrote the request."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from litestar.exceptions import ValidationException
from litestar.typing import FieldDefinition

REQUIRED: Final = "The {label} field is required."
MESSAGES: Final = {
    "missing": REQUIRED,
    "string_type": "The {label} field must be a string.",
    "bool_type": "The {label} field must be true or false.",
    "bool_parsing": "The {label} field must be true or false.",
    "int_type": "The {label} field must be an integer.",
    "int_parsing": "The {label} field must be an integer.",
    "list_type": "The {label} field must be an array.",
    "tuple_type": "The {label} field must be an array.",
    "model_type": "The {label} field must be an object.",
    "model_attributes_type": "The {label} field must be an object.",
    "dict_type": "The {label} field must be an object.",
    "extra_forbidden": "There is no field {name!r}.",
    "string_too_long": "The {label} field may have {max_length} characters at most.",
    "enum": "The {label} field must be {expected}.",
    "literal_error": "The {label} field must be {expected}.",
    "too_short": "The {label} field must have {min_length} entries at least.",
    "too_long": "The {label} field may have {max_length} entries at most.",
}
"""By pydantic's type of the error. ``{label}`` is the field, with spaces."""

BODY: Final = "body"
BODY_REQUIRED: Final = "The body is required."
DATA: Final = "data"
"""What Litestar calls the body: our handlers' name of it, not the client's."""


def field_errors(
    refused: ValidationException, declared: Mapping[str, FieldDefinition]
) -> dict[str, list[str]]:
    """By dotted field name: pydantic tells of the body, Litestar of path and query.

    ``declared`` are the handler's parameters.
    """
    details = getattr(refused.__cause__, "errors", None)
    if isinstance(details, list):
        return _collected([(_name(it), _message(it)) for it in details])
    extra = refused.extra if isinstance(refused.extra, list) else []
    return _collected(
        [_of_parameter(it, declared) for it in extra if not _is_ghost(it, declared)]
    )


def _is_ghost(
    detail: Mapping[str, Any], declared: Mapping[str, FieldDefinition]
) -> bool:
    """Litestar also tells of an absent body that may be absent, once it tells any."""
    return detail.get("key") == DATA and DATA in declared and declared[DATA].has_default


def _collected(found: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for name, message in found:
        errors.setdefault(name, []).append(message)
    return errors


def _name(detail: Mapping[str, Any]) -> str:
    return ".".join(map(str, detail["loc"])) or BODY


def _message(detail: Mapping[str, Any]) -> str:
    """A null where something must be is told like nothing at all."""
    kind, name = detail["type"], _name(detail)
    if detail["input"] is None:
        kind = "missing"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if (kind, name) == ("missing", BODY):
        return BODY_REQUIRED
    otherwise = f"The {{label}} field can't be used: {detail['msg']}."
    wording = MESSAGES.get(kind, otherwise)
    label = name.replace("_", " ")
    return wording.format(name=name, label=label, **detail.get("ctx", {}))


def _of_parameter(
    detail: Mapping[str, Any], declared: Mapping[str, FieldDefinition]
) -> tuple[str, str]:
    key = str(detail.get("key", BODY))
    if key == DATA:
        return BODY, BODY_REQUIRED
    name = _as_sent(key, declared)
    return name, f"The {name} field can't be used: {detail['message']}."


def _as_sent(key: str, declared: Mapping[str, FieldDefinition]) -> str:
    """``qrAsImage`` for ``as_image``: clients know the parameter's name alone."""
    definition = declared[key].kwarg_definition if key in declared else None
    return getattr(definition, "name", None) or key
