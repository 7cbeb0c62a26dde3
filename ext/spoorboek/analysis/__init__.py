"""Everything that is derived from the items: states, trace lines, involvement, reviews, numbers."""
