"""Commands that decide what stays: pin, forget, export, restore, reindex."""
