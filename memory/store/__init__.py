"""The durable store: the only room that imports lancedb."""
