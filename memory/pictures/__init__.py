"""Stored pictures: stills, films, decoding."""
