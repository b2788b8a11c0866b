"""Layers of confinement round a worker."""
