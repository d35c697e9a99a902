"""Text basics: normal forms, tokens, n-grams, languages, window titles."""
