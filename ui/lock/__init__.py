"""The locked memory."""
