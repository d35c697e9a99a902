"""Word lists by language, with their sources."""
