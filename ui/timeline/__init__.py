"""One day as a ribbon of episodes, a film of thumbnails and a stage."""
