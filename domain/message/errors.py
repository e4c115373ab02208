"""The ways a message refuses."""

from domain.kernel import Conflict, NotFound, Unavailable


class NoSuchMessage(NotFound):
    """There is no such message, or it is somebody else's."""

    code = "message.not_found"


class NoSuchSender(NotFound):
    """The session was deleted: nothing comes in for it any more."""

    code = "message.no_such_sender"


class SessionNotConnected(Unavailable):
    """A message is accepted only while its session is connected."""

    code = "whatsapp_session.not_connected"

    def __init__(self, message: str, *, passes: bool = False) -> None:
        super().__init__(message)
        self.passes = passes


class AlreadyKnown(Conflict):
    """The message with this WhatsApp key is in the log already."""

    code = "message.already_known"
