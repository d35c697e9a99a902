"""The update check: off until asked for, and nothing is downloaded or installed."""
