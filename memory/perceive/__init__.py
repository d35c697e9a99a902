"""From pixels to a moment: reading, embedding, thumbnails, one-line summaries."""
