"""The ways an account refuses."""

from domain.kernel import Conflict, Forbidden, NotFound, Unauthenticated


class EmailTaken(Conflict):
    """Another account has this e-mail address."""

    code = "user.email_taken"


class WrongCredentials(Unauthenticated):
    """E-mail address or password is wrong; which one is nobody's business."""

    code = "user.wrong_credentials"


class AccountSuspended(Forbidden):
    """An administrator stopped this account."""

    code = "user.suspended"


class NotSuspended(Conflict):
    """Only a suspended account can be reactivated."""

    code = "user.not_suspended"


class NoSuchToken(NotFound):
    """The account has no such token, or it was revoked."""

    code = "user.no_such_token"
