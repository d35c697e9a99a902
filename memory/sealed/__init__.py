"""Encryption at rest: object format, keys, the loopback endpoint that LanceDB writes through."""
