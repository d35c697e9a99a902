"""Records that pass between rooms, one file a noun."""
