"""What is on the screen, when, and whether it may be remembered. The lowest layer: imports nothing of ours."""
