"""What a check may use: assertions, calls, previews."""
