"""A session at each place it can be, as histories to go on from."""

from domain.whatsapp_session.evolve import evolve
from tests.support import a
from tests.support.scenario import Scenario

new = Scenario(evolve).given(a.session_created())
connecting = new.given(a.session_connecting(), a.browser_opened(), a.browser_ready())
need_scan = connecting.given(a.session_qr_shown())
connected = need_scan.given(a.session_connected())
disconnected = connected.given(a.session_disconnected(), a.browser_closed())
logged_out = connected.given(a.session_logged_out(), a.browser_closed())
expired = disconnected.given(a.session_expired())
deleted = disconnected.given(a.session_deleted())

OPEN = {"connecting": connecting, "need_scan": need_scan, "connected": connected}
STOPPED = {
    "new": new,
    "disconnected": disconnected,
    "logged_out": logged_out,
    "expired": expired,
}
