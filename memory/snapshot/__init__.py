"""Export and restore: open layouts, hashes, age encryption."""
