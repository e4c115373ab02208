"""Forgetting a person: their facts become unreadable, everywhere, for good.

The log keeps what happened, but what was private in it is sealed under the person's own
key. Destroying the key forgets them; rebuilding the tables from what is left makes
their rows say "erased"; and the databases overwrite what was deleted.
"""

import time

from adapters.database import scrub, writing
from adapters.event_store.tables import log_tables
from adapters.event_store.vault import TRUSTED_SECONDS
from entrypoints.program import Program
from projections import maintenance, send_outbox_queries, webhook_outbox
from projections.kernel import read_tables
from projections.maintenance import Watch
from projections.read_models import REBUILDABLE
from projections.user_suscription import subscription_of
from projections.whatsapp_session_queries import sessions_of


def erase_user(program: Program, user_id: int, watch: Watch | None = None) -> None:
    """Safe to repeat: what was interrupted half-way is finished by asking again.

    Raises NotFound, and Unavailable when it is to be asked again.
    """
    program.users.all.get(user_id)
    program.projector.catch_up()
    _end_what_runs(program, user_id)
    program.personal_keys.destroy(user_id)
    time.sleep(TRUSTED_SECONDS)  # until no other process has the key in mind
    program.users.erase(user_id)
    program.projector.catch_up()
    maintenance.rebuild(program.projector, REBUILDABLE, watch)
    scrub(program.events, log_tables)
    scrub(program.tables, read_tables)


def _end_what_runs(program: Program, user_id: int) -> None:
    """Their sessions, what these had still to do, and their subscription."""
    with program.reading() as rows:
        sessions = [session.id for session in sessions_of(rows, user_id)]
        waiting = send_outbox_queries.messages_of(rows, user_id)
        subscription = subscription_of(rows, user_id)
    for message_id in waiting:
        outcome = program.messages.record_outcome
        outcome.failed(message_id, reason="its sender was erased")
    for session_id in sessions:
        program.sessions.delete(session_id)
    if subscription is not None:
        program.subscriptions.cancel(subscription.id)
    with writing(program.tables) as rows:
        webhook_outbox.forget(rows, sessions)
