"""The Message aggregate: one message, in or out, and how far it has come."""
