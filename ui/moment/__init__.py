"""One moment: its picture, its text and where it was."""
