"""A stand-in for WhatsApp: its servers, its web page, and a phone to play with.

The page (``static/web``) is made so that the unmodified wa-js bundle runs on it; the
phone (``/phone``) is what a person, or a test, scans and writes with.
"""
