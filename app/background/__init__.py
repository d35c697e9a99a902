"""Work beside the window: reading, pace, automatic lock."""
