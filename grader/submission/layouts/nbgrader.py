"""nbgrader's `submitted/<student>/<assignment>/…`, with `timestamp.txt` beside the notebooks.

Where one student has a time stamp, the folders of all are students', stamped or not. A time in UTC
or in a zone of this machine is known, one in another zone is not: names of zones mean many things.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from grader.spool import Spool

from .entries import Entry, Identifier, Item, Listing, composed, list_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_STAMP = "timestamp.txt"
_MAX_BYTES = 100
_FORM = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?) (?P<zone>[+-]\d\d(:?\d\d)?|[A-Za-z]+)"
)


def read(listing: Listing) -> Sequence[Entry] | None:
    """A hand-in for each student, all assignments together; None where no folder has the form."""
    if not any(any(_stamps(_folders(list_entries(student)))) for student in _folders(listing)):
        return None
    return Spool(map(_hand_in, _folders(listing)))


def _folders(listing: Listing) -> Iterator[Path]:
    return (path for path in listing.hand_ins if path.is_dir())


def _hand_in(student: Path) -> Entry:
    """A student's assignments; their whole folder where there are none, or files beside them."""
    inside = list_entries(student)
    assignments = list(_folders(inside))
    places = assignments if assignments and len(assignments) == len(inside.hand_ins) else [student]
    name = composed(student.name)
    moments = [_moment(stamp["time"], stamp["zone"].upper()) for stamp in _stamps(assignments)]
    return Entry(
        label=name,
        identifiers=(Identifier("any", name),),
        places=tuple(Item(path, path.name) for path in places),
        received=max(filter(None, moments), default=None),
    )


def _stamps(assignments: Iterable[Path]) -> Iterator[re.Match[str]]:
    """The time stamps that have nbgrader's form, of whatever zone."""
    for assignment in assignments:
        if matched := _FORM.fullmatch(_text(assignment / _STAMP)):
            yield matched


def _text(path: Path) -> str:
    """What a small file says; nothing where it is none, or may not be read."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return ""
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _moment(time: str, zone: str) -> datetime.datetime | None:
    """The moment of a time in a zone; None where it is none, or the zone is not known here."""
    offset = {"UTC": "+00:00", "GMT": "+00:00"}.get(zone, zone)
    try:
        if offset.startswith(("+", "-")):
            return datetime.datetime.fromisoformat(time + offset).astimezone(datetime.UTC)
        local = datetime.datetime.fromisoformat(time)
        # in the hour that a change of the clocks repeats, the zone's name tells which is meant
        here = [local.replace(fold=fold).astimezone() for fold in (0, 1)]
    except (ValueError, OverflowError):
        return None
    return next((at.astimezone(datetime.UTC) for at in here if at.tzname() == zone), None)
