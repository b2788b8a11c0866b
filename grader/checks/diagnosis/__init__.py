"""Wrong answers -> the misconception that gives the same ones."""
