"""Taking memories out: the export dialog."""
