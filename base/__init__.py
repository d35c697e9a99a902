"""The ground floor, which every other room may import. It imports nothing of ours."""
