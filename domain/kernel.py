"""What every aggregate is made of. Standard library and pydantic, nothing else."""

from typing import Any, ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Value(BaseModel):
    """Immutable, equal by content, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(Value):
    """Something that happened. TYPE is its name on disk, for ever."""

    TYPE: ClassVar[str]

    at: AwareDatetime

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "TYPE" not in cls.__dict__:
            raise TypeError(f"{cls.__name__} must declare its own TYPE")


class DomainError(Exception):
    """A business rule said no. The message may be shown to the caller."""

    code: ClassVar[str] = "refused"


class Invalid(DomainError):
    """What was given can't be used: ``errors`` says which field, and the remedy."""

    code = "invalid"

    def __init__(self, /, **errors: str) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = {field: [message] for field, message in errors.items()}


class NotFound(DomainError):
    """There is no such thing, or it belongs to somebody else."""

    code = "not_found"


class Conflict(DomainError):
    """Somebody else changed or took the same thing first."""

    code = "conflict"


class Unauthenticated(DomainError):
    """The caller did not show who they are."""

    code = "unauthenticated"


class Forbidden(DomainError):
    """The caller is known, and may not do this."""

    code = "forbidden"


class Unavailable(DomainError):
    """It can't be done now, and may be possible later."""

    code = "unavailable"
    passes = True
    """Whether waiting alone can help; else somebody has to do something."""


class TooMany(DomainError):
    """A limit was reached; ``retry_after`` is in whole seconds."""

    code = "too_many"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
