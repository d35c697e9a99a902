"""From a picture to lines of text (PP-OCR)."""
