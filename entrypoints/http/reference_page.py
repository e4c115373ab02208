"""The API's description as one plain page, with nothing fetched from elsewhere."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from litestar.openapi.plugins import OpenAPIRenderPlugin

from entrypoints.http.callers import AnyRequest

METHODS: Final = ("get", "post", "put", "patch", "delete")
STYLE: Final = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
h2 { border-bottom: 1px solid #8886; margin-top: 2.5rem }
details { margin: .4rem 0 } summary { cursor: pointer }
code { font-family: ui-monospace, monospace }
b.method { display: inline-block; width: 4.5rem }
pre { background: #8881; overflow: auto; padding: .8rem } small { opacity: .7 }
"""


class ReferencePage(OpenAPIRenderPlugin):
    """Every route by its tag, with parameters, body and answers folded below it."""

    def render(self, request: AnyRequest, openapi_schema: dict[str, Any]) -> bytes:
        info, json_url = openapi_schema["info"], self.get_openapi_json_route(request)
        return "".join(
            [
                "<!doctype html><html lang='en'><meta charset='utf-8'>",
                "<meta name='viewport' content='width=device-width'>",
                f"<title>{escape(info['title'])}</title><style>{STYLE}</style>",
                f"<h1>{escape(info['title'])} <small>{escape(info['version'])}</small>",
                f"</h1><p>{escape(info['description'])}</p><p>For programs: ",
                f"<a href='{json_url}'>openapi.json</a></p>",
                *_sections(openapi_schema),
            ]
        ).encode()


def _sections(document: Mapping[str, Any]) -> Iterator[str]:
    for tag in document["tags"]:
        yield f"<h2>{escape(tag['name'])}</h2><p>{escape(tag['description'])}</p>"
        for path, routes in document["paths"].items():
            for method in METHODS:
                operation = routes.get(method)
                if operation and tag["name"] in operation.get("tags", ()):
                    yield from _route(path, method, operation)


def _route(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[str]:
    yield "<details><summary><b class='method'>" + method.upper() + "</b> "
    name = escape(operation["operationId"])
    yield f"<code>{escape(path)}</code> <small>{name}</small>"
    yield f"</summary><p>{escape(operation.get('description', ''))}</p>"
    yield f"<pre>{escape(_told(operation))}</pre></details>"


def _told(operation: Mapping[str, Any]) -> str:
    """What goes in and what comes out, as the description has it."""
    parts = ("security", "parameters", "requestBody", "responses")
    told = {part: operation[part] for part in parts if part in operation}
    return json.dumps(told, indent=2, ensure_ascii=False)
