"""What `make packages` builds: a private tree with its own interpreter, a .deb and an AppImage of it, an SBOM."""
