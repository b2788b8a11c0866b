"""Code that goes to workers as text and never runs in the grading process; it imports Keras.

Plain Python for students to read: what runs beside their code is no secret.
"""

from __future__ import annotations

from pathlib import Path


def load_source(name: str) -> str:
    """The text of `driver` or `evaluator`."""
    return Path(__file__).with_name(f"{name}.py").read_text("utf-8")
