"""The first run: what the flow in the window asks of the program, up to the person's consent."""
