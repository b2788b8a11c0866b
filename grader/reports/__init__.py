"""Grades -> text, by pure functions; `view` finds the words that all reports share."""
