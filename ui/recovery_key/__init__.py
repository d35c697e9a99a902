"""The recovery key: shown, checked, printed, copied."""
