"""Language models: what may be sent to them, what was sent, and how they are asked."""
