"""Times in words to intervals."""
