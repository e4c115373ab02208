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


class NotFailed(Conflict):
    """Only a message that could not be sent is sent once more."""

    code = "message.not_failed"


class NotOurs(Conflict):
    """It was written by somebody else."""

    code = "message.not_ours"


class NotSent(Conflict):
    """WhatsApp does not have it: it still waits, or could not be sent."""

    code = "message.not_sent"


class NotText(Conflict):
    """Only a text can be given another wording."""

    code = "message.not_text"


class TooLate(Conflict):
    """WhatsApp allows this for a limited time after a message was sent."""

    code = "message.too_late"


class Deleted(Conflict):
    """It was deleted for everyone."""

    code = "message.deleted"
