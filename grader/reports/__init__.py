"""Grades -> text, one module a destination, each a pure function of the grade."""
