"""The User aggregate: an account, its roles, preferences and tokens."""
