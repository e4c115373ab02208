"""Why a file can't be had. The messages are for people, and name no secret."""


class MediaRefused(Exception):
    """It can't be used, and trying again is pointless."""


class TooLarge(MediaRefused):
    """It has more bytes than may be taken."""


class MediaUnavailable(Exception):
    """It can't be had now, and perhaps later."""
