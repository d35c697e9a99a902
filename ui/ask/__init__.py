"""The Ask page. UI thread."""
