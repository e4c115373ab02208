"""Telling receivers over HTTP: what is said, how it is signed, how it is delivered."""
