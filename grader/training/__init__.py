"""Networks that students build and train: reported as data, measured anew.

student's worker: driver.py          builds, trains, reports layers, weights and curves
│  checked as plain data, within caps, before anything is built (architecture)
▼
evaluator's worker: evaluator.py     no student's code; rebuilds, counts, predicts
│
▼
TrainingRun (grading process)        compares predictions with labels that no worker saw
"""

from .architecture import Architecture, ArchitectureRow, parse_architecture
from .trainer import Network, Sample, Trained
from .training_run import DEFAULT_CONDITIONS, Conditions, Described, TrainingRun

__all__ = [
    "DEFAULT_CONDITIONS",
    "Architecture",
    "ArchitectureRow",
    "Conditions",
    "Described",
    "Network",
    "Sample",
    "Trained",
    "TrainingRun",
    "parse_architecture",
]
