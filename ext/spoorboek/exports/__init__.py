"""The programme in forms that others read, one format per file."""
