"""Google Classroom's folder in Drive: `<student> - <file name>`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, LazySequence, Listing, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BETWEEN = " - "


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each name before the hyphen; None if that is not the student's."""
    papers = grouped(_students(listing.other_files))
    students = grouped(_students(listing.candidates))
    files = {_split(name)[1] for names in students.values() for name in names.split("/")}
    # in `hw1 - kim.py` the student stands behind; and alone, any name may have a hyphen
    if len(students) < 2 or len(files) >= len(students):
        return None
    every = papers | students
    return LazySequence(list(every.items()), functools.partial(_entry, listing.folder))


def _students(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        student, file = _split(path.name)
        if file:
            yield student, path.name


def _split(name: str) -> tuple[str, str]:
    student, _, file = composed(name).partition(_BETWEEN)
    return " ".join(student.split()), file


def _entry(folder: Path, found: tuple[str, str]) -> Entry:
    student, names = found
    items = tuple(Item(folder / name, _split(name)[1]) for name in names.split("/"))
    return Entry(student, (Identifier("any", student),), items, is_free=True)
