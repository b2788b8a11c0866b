"""Networks that students build and train: what crosses is data, what counts is measured anew.

student's worker: driver.py     builds and trains, tells layers, weights and the history
│  checked as plain data (architecture), with caps, before anything is built
▼
evaluator's worker: evaluator.py   no student code; rebuilds the model, counts, predicts
│
▼
Study (grading process)         compares predictions with labels that never left it
"""

from .architecture import Architecture, Row, parse_architecture
from .training_run import Study
from .values import USUAL, Conditions, Described, Network, Sample, Trained

__all__ = [
    "USUAL",
    "Architecture",
    "Conditions",
    "Described",
    "Network",
    "Row",
    "Sample",
    "Study",
    "Trained",
    "parse_architecture",
]
