"""Commands that fill a memory: from the screen, from pictures, from the sample day."""
