"""Records that the rooms pass to each other: frozen, one file for each noun."""
