"""Grades -> a terminal, by rich."""
