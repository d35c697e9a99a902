"""The tour that a person takes on first use."""
