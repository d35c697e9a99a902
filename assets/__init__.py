"""Icons, fonts and the sample day."""
