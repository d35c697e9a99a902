"""Text and image encoders, their weights and their cache."""
