"""How long what may take. All in seconds; none of the calls waits for ever."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    start: float = 30.0
    """For a browser to start and be connected to."""
    ready: float = 60.0
    """For a page to show a QR code or be linked, before it is called not ready."""
    call: float = 20.0
    """For the page to answer what is not named here."""
    silent: float = 10.0
    """For the page to answer a pulse, before it is said to be silent."""
    look_back: float = 60.0
    """For the page to read back one part of what was seen since some time."""
    send: float = 45.0
    """For WhatsApp's server to accept a message."""
    send_file: float = 180.0
    """The same for a message with a file, which is uploaded first."""
    download: float = 120.0
    """For the page to fetch the file that came with a message."""
    resend_after: float = 10.0
    """For a message that waits in the page, before it is sent again under its id."""
    pulse_every: float = 10.0
    """Between two looks at whether the page still answers."""
    close: float = 10.0
    """For a browser to end in order, before it is killed."""
