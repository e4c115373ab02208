"""Unexpected errors, as facts of their own."""
