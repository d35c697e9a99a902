"""The locked memory: unlocking it, and choosing a passphrase the first time."""
