"""The first run, as one flow in the window."""
