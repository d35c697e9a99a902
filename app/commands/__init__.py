"""The command line: one module a command, which registers its own options and runs it."""
