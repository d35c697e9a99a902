"""Finding a moment: results while typing."""
