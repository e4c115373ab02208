"""/whatsapp-sessions/{id}/...: connecting a session to WhatsApp, and its API key."""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, NotRequired, TypeAlias, TypedDict

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter
from pydantic import AliasChoices, Field

from domain.reference import SessionStatus
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from entrypoints.http.answers import Answer
from entrypoints.http.bodies import ContractBody
from entrypoints.http.callers import AnyRequest
from entrypoints.http.qr_codes import data_url, opened, png, scannable, the_scannable
from entrypoints.http.refusals import documented
from entrypoints.program import Program

AsImage: TypeAlias = Annotated[
    bool,
    QueryParameter(name="qrAsImage", description="The code as a data URL of a PNG"),
]

Format: TypeAlias = Annotated[Literal["text", "png"], QueryParameter(name="format")]

PNG: Final = "image/png"
MESSAGES: Final = {
    SessionStatus.CONNECTED: "The session is connected.",
    SessionStatus.CONNECTING: "WhatsApp Web is being opened; ask for the status soon.",
    SessionStatus.NEED_SCAN: "Scan the QR code with WhatsApp on the phone.",
    SessionStatus.DISCONNECTED: "The session is disconnected; its logs say why.",
    SessionStatus.LOGGED_OUT: "The phone has unlinked this session; connect it again.",
    SessionStatus.EXPIRED: "The login has expired; connect the session again.",
}
NOBODY_LINKED: Final = "The session is not connected, and no phone is linked to it."
AS_ASKED: Final = "The session was disconnected, as you asked."


class ConnectBody(ContractBody):
    qr_as_image: bool | None = Field(
        default=None, validation_alias=AliasChoices("qr_as_image", "qrAsImage")
    )


class Linking(TypedDict):
    """Where the session stands; with the QR code, twice, while one can be scanned."""

    status: str
    message: str
    qrCode: NotRequired[str]
    qr_code: NotRequired[str]


class QrCode(TypedDict):
    """The same value under both of the names that clients know."""

    qrCode: str
    qr_code: str


@dataclass(frozen=True, slots=True)
class NewKey:
    success: bool = field(default=True, init=False)
    api_key: str


class LinkingController(Controller):
    path = "/whatsapp-sessions/{session_id:int}"
    tags = ("Sessions",)

    @post(
        "/connect",
        status_code=200,
        responses=documented(401, 403, 404, 413, 422, 503),
    )
    async def connect_session(
        self,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
        data: JSONBody[ConnectBody | None] = None,
        *,
        as_image: AsImage = False,
    ) -> Answer[Linking]:
        """Opens WhatsApp Web; answered as soon as there is a QR code or a login."""
        await asyncio.to_thread(program.sessions.connect, session.id)
        picture = as_image or bool(data and data.qr_as_image)
        return Answer(
            _linking(program, await opened(program, session.id), as_image=picture)
        )

    @get(["/qrcode", "/qr-code"], responses=documented(401, 403, 404, 409, 422))
    async def show_qr_code(
        self,
        request: AnyRequest,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
        *,
        as_image: AsImage = False,
        as_format: Format = "text",
    ) -> Response[Answer[QrCode]] | Response[bytes]:
        """Text; by ``qrAsImage`` a data URL; by ``format=png`` the picture itself."""
        code = the_scannable(program, await opened(program, session.id))
        if as_format == "png" or PNG in request.headers.get("accept", ""):
            return Response(png(code), media_type=PNG)
        shown = data_url(code) if as_image else code
        return Response(Answer(QrCode(qrCode=shown, qr_code=shown)))

    @post(
        "/disconnect",
        status_code=200,
        sync_to_thread=True,
        responses=documented(401, 403, 404, 503),
    )
    def disconnect_session(
        self,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
    ) -> Answer[Linking]:
        """Closes WhatsApp Web. The login is kept: connecting again needs no scan."""
        program.sessions.disconnect(session.id)
        linking = _linking(program, program.sessions.all.get(session.id))
        if session.status.wants_browser:
            linking["message"] = AS_ASKED
        return Answer(linking)

    @post(
        "/restart",
        status_code=200,
        sync_to_thread=True,
        responses=documented(401, 403, 404, 409, 503),
    )
    def restart_session(
        self,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
    ) -> Answer[Linking]:
        """A new browser for a connected session."""
        program.sessions.restart(session.id)
        return Answer(_linking(program, program.sessions.all.get(session.id)))

    @post(
        ["/regenerate-key", "/regenerate-api-key"],
        status_code=200,
        sync_to_thread=True,
        responses=documented(401, 403, 404, 503),
    )
    def regenerate_key(
        self,
        program: NamedDependency[Program],
        session: NamedDependency[WhatsappSession],
    ) -> NewKey:
        """The old key is refused from this moment."""
        program.sessions.regenerate_key(session.id)
        sealed = program.sessions.all.get(session.id).api_key.sealed
        return NewKey(program.secrets.open(sealed))


def _linking(
    program: Program, session: WhatsappSession, *, as_image: bool = False
) -> Linking:
    linking = Linking(status=session.status.value, message=_message(session))
    if code := scannable(program, session):
        linking["qrCode"] = linking["qr_code"] = data_url(code) if as_image else code
    return linking


def _message(session: WhatsappSession) -> str:
    if session.status is SessionStatus.DISCONNECTED and session.identity is None:
        return NOBODY_LINKED
    return MESSAGES[session.status]
