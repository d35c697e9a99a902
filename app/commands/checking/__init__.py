"""Commands that check: state, health, privacy."""
