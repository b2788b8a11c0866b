"""Averages."""
