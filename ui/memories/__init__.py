"""The six memories: their page, how each kind is laid out, and what the person can do with one. UI thread."""
