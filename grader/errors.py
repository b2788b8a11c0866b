"""What can go wrong, and whose turn it is to act.

    GraderError                 a sentence and a tip; ends a command with exit code 2
    +-- CourseError             an exercise or course file is wrong: path, key, "did you mean"
    +-- SubmissionError         the path given holds nothing that can be graded
    +-- SandboxError            no worker could be started here

What a student's answer does is never an error of ours: it is an `Outcome`. Anything else that
escapes is a bug, and the command says so with a report to paste (exit code 3).
"""

import difflib
from collections.abc import Iterable
from pathlib import Path


class GraderError(Exception):
    """Something that the person at the keyboard can mend.

    Args:
        sentence: what is wrong.
        tip: what to do about it.
    """

    def __init__(self, sentence: str, tip: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.tip = tip

    def __str__(self) -> str:
        return f"{self.sentence} {self.tip}".rstrip()


class CourseError(GraderError):
    """A course or exercise file that cannot be used.

    Args:
        path: the file at fault.
        sentence: what is wrong, naming the key.
        tip: what to do about it.
    """

    def __init__(self, path: Path, sentence: str, tip: str = "") -> None:
        super().__init__(f"{path}: {sentence}", tip)
        self.path = path


class SubmissionError(GraderError):
    """A path that holds no submission."""


class SandboxError(GraderError):
    """No worker can be started, or not with the isolation that was asked for."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A tip that names the nearest known word, or all of them; nothing where there are none."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Known: {', '.join(known)}." if known else ""
