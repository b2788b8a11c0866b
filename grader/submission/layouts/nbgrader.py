"""nbgrader's `submitted/<student>/<assignment>/…`, with `timestamp.txt` beside the notebooks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.submission.dates import parse_time_in_zone
from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, Listing, list_if_readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_STAMP = "timestamp.txt"
_MAX_BYTES = 100
_FORM = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?) (?P<zone>[+-]\d\d(:?\d\d)?|[A-Za-z]+)"
)


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each student; None if there is no time stamp."""
    entries = list(map(_entry, _folders(listing)))
    return entries if any(entry.fits for entry in entries) else None


def _folders(listing: Listing) -> Iterator[Path]:
    return (path for path in listing.candidates if path.is_dir())


def _entry(student: Path) -> Entry:
    inside = list_if_readable(student)
    assignments = list(_folders(inside))
    # with files beside the assignments, the whole folder is the submission
    items = assignments if assignments and len(assignments) == len(inside.candidates) else [student]
    name = composed(student.name)
    stamps = list(_stamps(assignments))
    times = [parse_time_in_zone(s["time"], s["zone"].upper()) for s in stamps]
    return Entry(
        label=name,
        identifiers=(Identifier("any", name),),
        items=tuple(Item(path, path.name) for path in items),
        received=max(filter(None, times), default=None),
        fits=bool(stamps),
    )


def _stamps(assignments: Iterable[Path]) -> Iterator[re.Match[str]]:
    for assignment in assignments:
        if matched := _FORM.fullmatch(_text(assignment / _STAMP)):
            yield matched


def _text(path: Path) -> str:
    """The text of a small file; empty if there is none or it may not be read."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return ""
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
