"""One module for each family of commands; each function takes (context, options) and returns an exit code or None."""
