"""What is remembered: sealed store, perception, recall, snapshots. No Qt below this line of the house."""
