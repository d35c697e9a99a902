"""Application, main window and navigation."""
