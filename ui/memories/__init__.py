"""The Memories page. UI thread."""
