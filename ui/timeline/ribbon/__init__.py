"""The ribbon: time drawn as lanes of episodes."""
