"""Exercises that need a library which is not here -> one command that installs it for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.errors import install_keras
from grader.i18n import N_
from grader.model import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.model import Grade, Message


class NotTried(NamedTuple):
    """Exercises that were not tried, and why.

    Attributes:
        exercises: their slugs.
        libraries: that are missing.
        reason: the same as a sentence.
        command: installs them.
    """

    exercises: tuple[str, ...]
    libraries: tuple[str, ...]
    reason: Message
    command: str


def not_tried(grades: Iterable[Grade]) -> list[NotTried]:
    """Group the grades of exercises that were not tried by the libraries that they lack."""
    by_libraries: dict[tuple[str, ...], dict[str, None]] = {}
    for grade in grades:
        if grade.missing:
            by_libraries.setdefault(grade.missing, {})[grade.exercise] = None
    return [
        NotTried(tuple(slugs), libraries, _reason(libraries), install_keras())
        for libraries, slugs in by_libraries.items()
    ]


def _reason(libraries: tuple[str, ...]) -> Message:
    if len(libraries) == 1:
        return message("{name} is not installed here.", name=libraries[0])
    text = N_("{names} and {last} are not installed here.")
    return message(text, names=", ".join(libraries[:-1]), last=libraries[-1])
