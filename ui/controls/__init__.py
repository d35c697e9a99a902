"""Drawn controls: switch, spinner, icons of apps."""
