"""Going out to addresses that a customer named, and never to our own network."""

from adapters.egress.addresses import AddressRefused, Networks, Permitted
from adapters.egress.client import Egress, TooManyRedirects

__all__ = ["AddressRefused", "Egress", "Networks", "Permitted", "TooManyRedirects"]
