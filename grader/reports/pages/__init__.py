"""Grades -> HTML pages."""
