"""From the spool to a moment."""
