from collections.abc import Iterable
from pathlib import Path

from litestar.routes import BaseRoute, HTTPRoute

from adapters.whatsapp_web.sandbox.app import create_sandbox
from entrypoints.bootstrap import bootstrap
from entrypoints.http import create_app
from entrypoints.settings import Settings
from tests.docs.pages import REFERENCE, ROOT, codes, rows

SANDBOX = ROOT / "docs" / "explanation" / "sandbox.md"


def test_every_call_is_described(tmp_path: Path) -> None:
    described = {codes(call)[0] for call, *_ in rows(REFERENCE / "http.md", "Call")}

    assert described == _calls(tmp_path)


def _calls(home: Path) -> set[str]:
    program = bootstrap(Settings(home=home))
    try:
        routes = create_app(program).routes
    finally:
        program.close()
    return {call for call in _methods(routes) if "/schema" not in call}


def _methods(routes: Iterable[BaseRoute]) -> set[str]:
    return {
        f"{method} {route.path_format.removeprefix('/api')}"
        for route in routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if method not in {"OPTIONS", "HEAD"}
    }


def test_every_call_of_the_sandbox_phone_is_described() -> None:
    described = {codes(call)[0] for call, *_ in rows(SANDBOX, "Call")}
    routes = create_sandbox().routes

    assert described == {
        call
        for call in _methods(routes)
        if call.partition(" ")[2].startswith("/phone/")
    }
