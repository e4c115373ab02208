"""One number's promises: what WhatsApp has of it, against what the log says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from tests.story.campaign.line import Line

Happened = dict[str, Any]
"""An event as the command line tells it, or a message as the phone shows it."""

NEVER_AGAIN: Final = ("qr_shown", "disconnected", "logged_out", "expired")
"""What a session that was linked may not become, whatever dies."""


class Promises:
    def __init__(self, line: Line, state: Happened, events: Iterable[Happened]) -> None:
        session = line.customer.session_id
        self._who = line.phone_number
        self._ledger = line.ledger
        self._sent = [it for it in state["sent"] if it["phone"] == self._who]
        self._written = [it for it in state["written"] if it["phone"] == self._who]
        self._events = defaultdict[str, list[Happened]](list)
        self._life: list[str] = []
        for it in events:
            if it["data"].get("session_id") == session:
                self._events[it["type"]].append(it["data"])
                if not it["data"].get("retry_at"):  # a page that is tried again later
                    self._life.append(it["type"].removeprefix("whatsapp_session."))

    def counts(self) -> dict[str, int]:
        return {
            "accepted": len(self._ledger.accepted),
            "sent without an answer to who sent them": len(self._ledger.unanswered),
            "on the phone": len(self._sent),
            "offered again by WhatsApp Web": sum(
                it["arrivals"] - 1 for it in self._sent
            ),
            "written": len(self._written),
            **{
                f"{name} events": len(found)
                for name, found in self._events.items()
                if name.startswith("message.")
            },
            "browsers opened": self._life.count("browser_opened"),
        }

    def broken(self) -> Iterator[str]:
        checks = (
            self._login,
            self._out,
            self._outcomes,
            self._in,
            self._edits,
            self._deletions,
            self._reactions,
            self._votes,
            self._receipts,
        )
        for check in checks:
            for wrong in check():
                yield f"{self._who}: {wrong}"

    def _login(self) -> Iterator[str]:
        since = self._life[self._life.index("connected") :]
        for name in NEVER_AGAIN:
            if name in since:
                yield f"it became {name}"

    # --- out --------------------------------------------------------------------------

    def _out(self) -> Iterator[str]:
        arrived = [it["body"] for it in self._sent]
        accepted, unsure = {*self._ledger.accepted}, {*self._ledger.unanswered}
        yield from _listed("accepted, not on the phone", accepted - {*arrived})
        yield from _listed("never asked for", {*arrived} - accepted - unsure)
        yield from _listed("twice on the phone", _several(arrived))
        yield from _listed("twice by id", _several(it["id"] for it in self._sent))
        order = [it for it in arrived if it in accepted]
        if not accepted - {*arrived} and order != self._ledger.accepted:
            yield "not in the order they were accepted in"

    def _outcomes(self) -> Iterator[str]:
        ids = {
            name: [it["key"]["id"] for it in self._events[f"message.{name}"]]
            for name in ("accepted", "sent", "failed")
        }
        yield from _listed("failed", ids["failed"])
        yield from _listed("sent twice in the log", _several(ids["sent"]))
        yield from _listed("without outcome", {*ids["accepted"]} - {*ids["sent"]})
        on_the_phone = {it["id"] for it in self._sent}
        yield from _listed("not on the phone", {*ids["accepted"]} - on_the_phone)

    # --- in ---------------------------------------------------------------------------

    def _in(self) -> Iterator[str]:
        received = [it["key"]["id"] for it in self._events["message.received"]]
        written = {it["id"] for it in self._written}
        yield from _listed("lost", written - {*received})
        yield from _listed("received twice", _several(received))
        yield from _listed("received, never written", {*received} - written)
        yield from _listed("forgotten by WhatsApp", {*self._ledger.written} - written)

    def _edits(self) -> Iterator[str]:
        """The last text is what counts: of several edits while away one is seen."""
        latest = {
            it["key"]["id"]: it["content"]
            for name in ("received", "edited")
            for it in self._events[f"message.{name}"]
        }
        for it in self._written:
            known = latest.get(it["id"], {})
            if it["edits"] and not it["revoked"] and it["body"] not in _texts(known):
                yield f"{it['id']} says {it['body']}, not {known}"
        yield from _more("edits", self._counted("edited"), self._all("edits"))

    def _deletions(self) -> Iterator[str]:
        deleted = {it["id"] for it in self._written if it["revoked"]}
        known = [it["key"]["id"] for it in self._events["message.revoked"]]
        yield from _listed("deleted, not known", deleted - {*known})
        yield from _listed("deleted twice", _several(known))

    def _reactions(self) -> Iterator[str]:
        latest: dict[tuple[str, str], str] = {}
        for it in self._events["message.reacted"]:
            about = it["key"]["id"], it["sender"]
            if latest.get(about) == it["text"]:
                yield f"the same reaction twice: {about}"
            latest[about] = it["text"]
        shown = {about: text for about, text in latest.items() if text}
        there = {
            (it["id"], sender): text
            for it in (*self._sent, *self._written)
            if not it["revoked"]
            for sender, text in it["reactions"].items()
        }
        yield from _listed("reactions differ", there.items() - shown.items())

    def _votes(self) -> Iterator[str]:
        latest = {
            (it["key"]["id"], it["voter"]): [*it["options"]]
            for it in self._events["message.poll_voted"]
        }
        for it in self._sent:
            for voter, options in it["votes"].items():
                if latest.get((it["id"], voter)) != options:
                    yield f"vote for {it['id']} differs: {options}"

    def _receipts(self) -> Iterator[str]:
        furthest = Counter[str]()
        for name in ("sent", "acknowledged"):
            for it in self._events[f"message.{name}"]:
                key = it["key"]["id"]
                furthest[key] = max(furthest[key], it["ack"])
        for it in self._sent:
            if furthest[it["id"]] < it["ack"] + 1:
                yield f"{it['id']} has come to {it['ack'] + 1}: {furthest[it['id']]}"

    def _counted(self, name: str) -> Counter[str]:
        return Counter(it["key"]["id"] for it in self._events[f"message.{name}"])

    def _all(self, name: str) -> Counter[str]:
        return Counter({it["id"]: len(it[name]) for it in self._written})


def _texts(content: Happened) -> Sequence[Any]:
    """A text, or that of an extended one."""
    extended = content.get("extendedTextMessage", {})
    return [content.get("conversation"), extended.get("text")]


def _several(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _listed(what: str, found: Iterable[object]) -> Iterator[str]:
    if listed := sorted(map(str, found)):
        yield f"{len(listed)} {what}: {', '.join(listed[:5])}"


def _more(what: str, known: Counter[str], made: Counter[str]) -> Iterator[str]:
    yield from _listed(f"more {what} than were made", known - made)
