"""Language models: consent, requests, privacy ledger."""
