"""Files that go to workers as text and never run in the grading process; they know Keras.

They are plain Python for students to read: what the driver does beside their code is no secret.
"""

from __future__ import annotations

from pathlib import Path


def load_source(name: str) -> str:
    """The text of one of the files: `driver` or `evaluator`."""
    return Path(__file__).with_name(f"{name}.py").read_text("utf-8")
