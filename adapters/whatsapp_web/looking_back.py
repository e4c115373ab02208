"""What a page knows of the time since some moment, fetched in parts.

``hooks/looking_back.js`` from this side: a part takes the page a second or so, so that
no call is too long for its deadline, however much was missed.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from adapters.whatsapp_web.deadlines import Deadlines
from adapters.whatsapp_web.page_calls import PageCalls

Event: TypeAlias = Mapping[str, Any]

log = logging.getLogger(__name__)


async def look_back(
    calls: PageCalls, deadlines: Deadlines, since: datetime
) -> Sequence[Event]:
    """All events, oldest first; what the page had to leave out is logged."""
    seconds = int(since.timestamp())
    number = await calls.call("lookBack", seconds, deadline=deadlines.call)
    found: list[Event] = []
    more = True
    while more:
        part: Any = await calls.call(
            "lookFurther", number, deadline=deadlines.look_back
        )
        found += part["events"]
        for fault in part["faults"]:
            log.warning("Looking back was not complete: %s", fault)
        more = part["more"]
    return sorted(found, key=_when)


def _when(event: Event) -> float:
    """A malformed event has its place, too: it is set aside later."""
    at = event.get("at")
    return at if isinstance(at, int | float) else 0
