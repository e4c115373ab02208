"""The background work of a gateway: tables, browsers, sends, webhooks."""

from entrypoints.workers.crew import Crew

__all__ = ["Crew"]
