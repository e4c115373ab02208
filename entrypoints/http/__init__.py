"""The HTTP API. Handlers parse, call one command or query, and answer."""

from entrypoints.http.app import create_app

__all__ = ["create_app"]
