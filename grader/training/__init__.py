"""Networks that students build and train: reported as data, measured anew.

student's worker: driver.py          builds, trains, reports layers, weights and curves
│  checked as plain data, within caps, before anything is built (architecture)
▼
evaluator's worker: evaluator.py     no student's code; rebuilds, counts, predicts
│
▼
TrainingRun (grading process)        compares predictions with labels that no worker saw
"""

from .networks import DEFAULT_CONDITIONS, Conditions, Network, Sample

# what trains is imported from its module: most exercises have no network
__all__ = ["DEFAULT_CONDITIONS", "Conditions", "Network", "Sample"]
