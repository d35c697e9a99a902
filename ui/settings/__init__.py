"""What the person may decide, and what Afterglow has to account for: settings, rule lab, storage, ledger, health."""
