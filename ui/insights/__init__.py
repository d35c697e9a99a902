"""What days and weeks were spent on: drawn, and taken out as figures or as a picture. UI thread."""
