"""Why WhatsApp's servers say no, beyond what every domain has."""

from domain.kernel import DomainError


class NotAllowed(DomainError):
    """The rules of WhatsApp do not let this number do that."""
