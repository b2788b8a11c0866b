"""Count grades: rows, lateness, adjustments, exports, statistics."""
