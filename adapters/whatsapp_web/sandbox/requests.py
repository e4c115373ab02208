"""What requests to the phone have in common."""

from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict

Answer: TypeAlias = dict[str, Any]


class Body(BaseModel):
    """Unknown fields are refused: a misspelt one should not be silently ignored."""

    model_config = ConfigDict(extra="forbid")


class Phone(Body):
    phone: str
