"""The composition root: the one place that knows every concrete class."""

from sqlalchemy import Engine

from adapters.clock import SystemClock
from adapters.database import create_missing, engine_for
from adapters.egress import Egress
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.journal import Journal
from adapters.event_store.mapper import EnvelopeMapper
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import checkpoint_tables, log_tables
from adapters.event_store.vault import PersonalKeys, Vault, is_sealed
from adapters.media import MediaStore
from adapters.security.master_key import master_keys
from adapters.security.secrets import MasterKeySecrets
from domain.ports import Clock
from entrypoints.message_wiring import MessageWiring
from entrypoints.pages import Pages
from entrypoints.program import Program
from entrypoints.settings import Settings
from entrypoints.wiring import Wiring
from projections.projector import Projector
from projections.read_models import READ_MODELS
from projections.schema import create_tables


def bootstrap(
    settings: Settings | None = None, *, clock: Clock | None = None
) -> Program:
    """A program on the databases of the settings, which are created when missing."""
    settings = settings or Settings()
    events = engine_for(settings.events_database)
    tables = engine_for(settings.tables_database)
    create_missing(events, log_tables)
    create_missing(tables, checkpoint_tables)
    create_tables(tables)
    secrets = secrets_of(settings, events)
    vault = Vault(PersonalKeys(events, secrets))
    vault.keys.check_master()
    journal = Journal(SqlRecorder(events), EnvelopeMapper(EVENT_TYPES, vault))
    wiring = Wiring(journal, secrets, clock or SystemClock())
    corresponding = MessageWiring(wiring, tables)
    return Program(
        settings=settings,
        clock=wiring.clock,
        secrets=secrets,
        personal_keys=vault.keys,
        events=events,
        tables=tables,
        journal=journal,
        projector=Projector(journal, tables, READ_MODELS),
        users=wiring.users(),
        subscriptions=wiring.subscriptions(),
        sessions=wiring.sessions(),
        messages=corresponding.messages(),
        chat_activity=corresponding.chat_activity(),
        send_jobs=corresponding.send_jobs(),
        pages=Pages(),
        media=MediaStore(
            settings.media,
            public_url=settings.public_address,
            clock=wiring.clock,
            egress=Egress(
                settings.allowed_networks, redirects=settings.media_redirects
            ),
        ),
        record_system_error=wiring.record_system_error(),
    )


def secrets_of(settings: Settings, events: Engine) -> MasterKeySecrets:
    """Under the master key, which is made for a new log alone. Raises ValueError."""
    given = settings.master_key.get_secret_value() if settings.master_key else None
    new = not is_sealed(events)
    return MasterKeySecrets(*master_keys(settings.home.absolute(), given, create=new))
