"""Networks that students build and train: what crosses is data, what counts is measured anew.

student's worker: driver.py     builds and trains, tells layers, weights and the history
│  checked as plain data (architecture), with caps, before anything is built
▼
evaluator's worker: evaluator.py   no student code; rebuilds the model, counts, predicts
│
▼
TrainingRun (grading process)        compares predictions with labels that never left it
"""

from .architecture import Architecture, ArchitectureRow, parse_architecture
from .requests import DEFAULT_CONDITIONS, Conditions, Described, Network, Sample, Trained
from .training_run import TrainingRun

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
