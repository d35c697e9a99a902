"""Commands that look into a memory: search, questions, days, figures."""
