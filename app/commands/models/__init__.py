"""Commands about language models: consent and the privacy ledger."""
