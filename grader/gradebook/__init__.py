"""Count what was graded: rows, lateness, adjustments, exports, statistics."""
