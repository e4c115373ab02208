"""What people send about their accounts."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from entrypoints.http.bodies import OurBody

Password = Annotated[str, Field(examples=["correct horse battery"])]
Email = Annotated[str, Field(examples=["ana@example.com"])]


class Registration(OurBody):
    name: str = Field(examples=["Ana"])
    email: Email
    password: Password
    subscription: str = Field(default="trial", description="A slug of the catalogue")


class Login(OurBody):
    email: Email
    password: Password


class Profile(OurBody):
    """What is not given, or is null, stays."""

    name: str | None = None
    email: str | None = None


class TokenWish(OurBody):
    name: str = Field(examples=["Shop server"])
    expires_at: AwareDatetime | None = Field(default=None, description="Null: never")


class AppearanceOptions(OurBody):
    theme: str | None = Field(default=None, examples=["dark"])
    language: str | None = Field(default=None, examples=["es"])


class Appearance(OurBody):
    enabled: bool | None = None
    options: AppearanceOptions = AppearanceOptions()


class Preferences(OurBody):
    """Two-factor login is shown among the preferences, and not set here."""

    appearance: Appearance = Appearance()


class SubscriptionWish(OurBody):
    subscription: str = Field(examples=["basic"], description="A slug of the catalogue")
