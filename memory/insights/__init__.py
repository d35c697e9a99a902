"""Where the time went: timeline index and reports."""
