"""Grades -> files that other programs read."""
