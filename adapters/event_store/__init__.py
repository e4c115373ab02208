"""Events on a relational database, on the eventsourcing library's contracts."""
