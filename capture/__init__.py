"""What is on the screen, when, and whether it may be remembered. Imports only base/ of ours."""
