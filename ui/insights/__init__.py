"""The Insights page. UI thread."""
