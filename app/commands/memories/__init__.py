"""Commands about the six memories: list, reveal, tidy."""
