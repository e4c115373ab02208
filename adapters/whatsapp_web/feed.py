"""From the page's events to the reports somebody hears, one after the other."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from adapters.whatsapp_web.inbox import Inbox
from adapters.whatsapp_web.local_storage import WRITTEN_AFTER_SECONDS, LocalStorageCopy
from adapters.whatsapp_web.profile import Profile
from adapters.whatsapp_web.reports import Reporter
from adapters.whatsapp_web.well_formed import note_set_aside
from domain.whatsapp import Report

log = logging.getLogger(__name__)

BINDING = "messengerBrainHears"


class Feed:
    def __init__(self, profile: Profile, hear: Callable[[Report], None]) -> None:
        self.loaded_at = time.monotonic()
        """When the page that is shown now began to load."""
        self.loaded = asyncio.Event()
        """Set for ever when the first page has begun to load."""
        self._profile = profile
        self._hear = hear
        self._inbox = Inbox()
        self._reporter = Reporter(logged_in=profile.logged_in)
        self._copy = LocalStorageCopy(profile.directory)
        self._ended = False

    @property
    def position(self) -> tuple[str, int]:
        """The document, and the number of its last event that was taken."""
        return self._inbox.position

    @property
    def ready(self) -> bool:
        """Whether the page has shown where it stands: a code, a login, a conflict."""
        return self._reporter.ready

    def on_binding(self, call: Mapping[str, Any]) -> None:
        if call["name"] == BINDING:
            self.take(json.loads(call["payload"]))

    def take(self, event: Mapping[str, Any]) -> None:
        """Tell what it means, unless it was taken before. Never raises for an event."""
        if self._ended or not self._inbox.accepts(event):
            return
        if event["kind"] == "document":
            self.loaded_at = time.monotonic()
            self.loaded.set()
        reports = self._meaning_of(event)
        self._try_to_note_login(event)
        for report in reports:
            self.tell(report)

    def _meaning_of(self, event: Mapping[str, Any]) -> Sequence[Report]:
        """Nothing when it is malformed: it is not given again, so it is set aside."""
        try:
            return self._reporter.reports(event)
        except Exception as error:  # noqa: BLE001
            note_set_aside(event["kind"], error)
            return ()

    def _try_to_note_login(self, event: Mapping[str, Any]) -> None:
        """In the profile, before anybody hears of it and relies on it.

        A full disk does not hide the login itself: the page that is open has it.
        """
        for note in (self._note_local_storage, self._note_login):
            try:
                note(event)
            except Exception:
                log.exception("The profile could not be told of %s", event["kind"])

    def _note_local_storage(self, event: Mapping[str, Any]) -> None:
        logged_in = self._reporter.logged_in
        if event["kind"] == "linked":
            asyncio.get_running_loop().call_later(
                WRITTEN_AFTER_SECONDS, self._copy.drop
            )
        if logged_in and not self._profile.logged_in:
            self._copy.keep(event["localStorage"])
        if self._profile.logged_in and not logged_in:
            self._copy.drop()

    def _note_login(self, _: Mapping[str, Any]) -> None:
        self._profile.logged_in = self._reporter.logged_in

    def tell(self, report: Report) -> None:
        try:
            self._hear(report)
        except Exception:
            log.exception("A %s was not heard", type(report).__name__)

    def end(self) -> None:
        """Nothing the page says from now on is told."""
        self._ended = True
