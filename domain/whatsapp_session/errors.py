"""The ways a WhatsApp session refuses."""

from domain.kernel import Conflict, DomainError, Forbidden, NotFound, Unavailable


class NoSuchSession(NotFound):
    """There is no such session, or it is somebody else's."""

    code = "whatsapp_session.not_found"


class ImpossibleMove(DomainError):
    """WhatsApp reported something that can't follow from where the session stands."""

    code = "whatsapp_session.impossible_move"


class NotConnected(Conflict):
    """Only a connected session can do this."""

    code = "whatsapp_session.not_connected"


class StillOpen(Conflict):
    """Only a disconnected session can do this."""

    code = "whatsapp_session.still_open"


class NoLogin(Conflict):
    """No phone is linked to the session, or its login is not on this host."""

    code = "whatsapp_session.no_login"


class NoQrCode(Conflict):
    """There is no QR code to scan at the moment."""

    code = "whatsapp_session.no_qr_code"


class TooManySessions(Forbidden):
    """The plan allows no more sessions."""

    code = "whatsapp_session.too_many"


class NotOpenHere(Unavailable):
    """WhatsApp can be asked only while the session is connected."""

    code = "whatsapp_session.not_connected"
    passes = False


class NoAnswer(Unavailable):
    """WhatsApp did not answer. What was asked may have happened all the same."""

    code = "whatsapp.no_answer"


class RefusedByWhatsapp(DomainError):
    """WhatsApp will not do this, and the message says why."""

    code = "whatsapp.refused"
