"""From a question to hits: query language, times in words, candidates, fusion, grouping."""
