"""What conf/ says: settings, registers, stamps, and TOML with the place of each entry."""
