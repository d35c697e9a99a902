"""Entry points and composition."""
