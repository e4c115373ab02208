"""The SendJob aggregate: one request to send many messages."""
