"""The program behind the window."""
