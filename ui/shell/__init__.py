"""What surrounds every page: navigation, recording pill, error banner, tray, shortcuts."""
