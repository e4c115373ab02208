"""Passwords, random secrets, and the key that keeps them."""
