"""What request bodies have in common."""

from pydantic import BaseModel, ConfigDict


class OurBody(BaseModel):
    """Of routes that are ours alone: an unknown field is a mistake, and is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ContractBody(BaseModel):
    """Of the contract's routes: clients send other fields too, and numbers for text."""

    model_config = ConfigDict(
        extra="ignore", frozen=True, coerce_numbers_to_str=True, populate_by_name=True
    )
