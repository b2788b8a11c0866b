"""What can go wrong, and whose turn it is to act.

    GraderError                 a sentence and a tip; ends a command with exit code 2
    +-- CourseError             an exercise or course file is wrong: path, key, "did you mean"
    +-- SubmissionError         the path given holds nothing that can be graded
    +-- SandboxError            no worker could be started here
    +-- OtherVersionsError      a machine of a cluster has other versions than this one

What a student's answer does is never an error of ours: it is an `Outcome`. Anything else that
escapes is a bug, and the command says so with a report to paste (exit code 3).
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from .i18n import translate
from .model import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .model import Language

NO_TIP = message("{nothing}", nothing="")


class GraderError(Exception):
    """Something that the person at the keyboard can mend.

    Args:
        sentence: what is wrong.
        tip: what to do about it.
    """

    def __init__(self, sentence: Message, tip: Message = NO_TIP) -> None:
        super().__init__(sentence, tip)
        self.sentence = sentence
        self.tip = tip

    def render(self, language: Language) -> str:
        """What is wrong, in the reader's language; the tip is told apart."""
        return translate(self.sentence, language)

    def __str__(self) -> str:
        return f"{self.render('en')} {translate(self.tip, 'en')}".strip()


class CourseError(GraderError):
    """A course or exercise file that cannot be used.

    Args:
        path: the file at fault; put in front of the sentence where it is told.
        sentence: what is wrong, naming the key.
        tip: what to do about it.
    """

    def __init__(self, path: Path, sentence: Message, tip: Message = NO_TIP) -> None:
        super().__init__(sentence, tip)
        self.args = (path, sentence, tip)  # as it is built anew in another process
        self.path = path

    def render(self, language: Language) -> str:
        """The file at fault and what is wrong with it."""
        return f"{self.path}: {super().render(language)}"


class SubmissionError(GraderError):
    """A path that holds no submission."""


class SandboxError(GraderError):
    """No worker can be started, or not with the isolation that was asked for."""


class OtherVersionsError(GraderError):
    """A machine of a cluster on which grades might come out otherwise."""


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """A tip that names the nearest known word, or all of them; nothing where there are none."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return message("Did you mean {name}?", name=near[0])
    return message("Known: {names}.", names=", ".join(known)) if known else NO_TIP
