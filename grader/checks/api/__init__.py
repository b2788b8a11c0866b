"""The functions that a check may use: assertions, calls, previews."""
