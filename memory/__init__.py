"""What is remembered: sealed, read, stored, searched, asked. No Qt below this line of the house."""
