"""The layers of confinement of a worker."""
