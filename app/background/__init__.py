"""Work beside the window or a recording: reading, import, automatic lock."""
