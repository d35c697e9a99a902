"""Asking in whole sentences: a conversation, its citations and how its answers are shown. UI thread."""
