"""What follows from the items, derived and never typed: states, trace lines, involvement, reviews, numbers."""
