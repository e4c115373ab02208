"""The API's own description, at /schema. It needs nothing from elsewhere to be read."""

from typing import Final

from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, YamlRenderPlugin
from litestar.openapi.spec import Components, Reference, SecurityScheme, Tag
from litestar.types import Method
from litestar.types.internal_types import PathParameterDefinition

from entrypoints.http.reference_page import ReferencePage

PERSONAL_ACCESS_TOKEN: Final = "personalAccessToken"  # noqa: S105  a name
SESSION_API_KEY: Final = "sessionApiKey"

VERSION: Final = "1.0"
"""Of the API, not of the package: the first number moves when clients have to."""

DESCRIPTION: Final = """\
A self-hosted WhatsApp gateway. Register, link a number by its QR code, send.

Two kinds of bearer tokens: a personal access token for the account and its sessions,
and each session's API key for sending with it. Every error looks alike: `code` is for
programs, `message` for people, the header `X-Request-Id` for asking the operator.
"""
TAGS: Final = {
    "Account": "Registering, logging in, tokens, preferences",
    "Subscription": "Plans, and the caller's own",
    "Sessions": "WhatsApp numbers: making, linking and watching them",
    "Session status": "What a program asks of its session",
    "Messages": "Sending, what became of it, and changing it",
    "Media": "Files that go out with messages, and that came with them",
    "Contacts": "People on WhatsApp, and the address book",
    "Groups": "Making, changing, joining and leaving them",
    "Health": "For whoever runs the gateway",
}


SCHEMES: Final[dict[str, SecurityScheme | Reference]] = {
    PERSONAL_ACCESS_TOKEN: SecurityScheme(
        type="http",
        scheme="bearer",
        bearer_format="<id>|<secret>",
        description="Of an account: answered by register, login and /account/tokens.",
    ),
    SESSION_API_KEY: SecurityScheme(
        type="http",
        scheme="bearer",
        bearer_format="64 hexadecimal characters",
        description="Of one session: its `api_key`.",
    ),
}


def openapi_config() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Messenger Brain",
        version=VERSION,
        description=DESCRIPTION,
        path="/schema",
        operation_id_creator=_operation_id,
        use_handler_docstrings=True,
        tags=[Tag(name=name, description=text) for name, text in TAGS.items()],
        render_plugins=[
            ReferencePage(path="/"),
            JsonRenderPlugin(),
            YamlRenderPlugin(),
        ],
        components=Components(security_schemes=SCHEMES),
    )


def _operation_id(
    handler: HTTPRouteHandler,
    method: Method,
    path: list[str | PathParameterDefinition],
) -> str:
    """The function's name; where it serves two routes, with the end of the path."""
    name = handler.handler_name
    if method == "HEAD":
        return f"{name}_head"
    return f"{name}_{path[-1]}" if len(handler.paths) > 1 else name
