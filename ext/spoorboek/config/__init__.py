"""Reads conf/: settings, list files, stamps, and TOML with the location of each value."""
