"""The memory as one object."""
