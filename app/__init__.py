"""The program: command line, desktop program, settings, and the composition that builds them."""
