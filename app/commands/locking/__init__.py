"""Commands that lock and unlock a memory."""
