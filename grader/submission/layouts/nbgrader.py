"""nbgrader's `submitted/<student>/<assignment>/…`, with `timestamp.txt` beside the notebooks.

Where one student has a time stamp, the folders of all are students', stamped or not.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from grader.spool import Spool

from .found import Claim, Found, Listing, Place, composed, list_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_STAMP = "timestamp.txt"
_MAX_BYTES = 100
_FORMS = ("%Y-%m-%d %H:%M:%S.%f %Z", "%Y-%m-%d %H:%M:%S %Z")


def read(listing: Listing) -> Sequence[Found] | None:
    """A hand-in for each student, all assignments together; None where no folder has the form."""
    found = Spool(_hand_in(path) for path in listing.hand_ins if path.is_dir())
    return found if any(one.received for one in found) else None


def _hand_in(student: Path) -> Found:
    """A student's assignments; their whole folder where there are none, or files beside them."""
    entries = list_folder(student).hand_ins
    assignments = [path for path in entries if path.is_dir()]
    stamps = [stamp for stamp in (_received(path / _STAMP) for path in assignments) if stamp]
    places = assignments if assignments and len(assignments) == len(entries) else [student]
    name = composed(student.name)
    return Found(
        label=name,
        claims=(Claim("any", name),),
        places=tuple(Place(path, path.name) for path in places),
        received=max(stamps, default=None),
    )


def _received(path: Path) -> datetime.datetime | None:
    """What `timestamp.txt` says, in UTC as nbgrader writes it."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_BYTES:
        return None
    text = path.read_text("utf-8", "replace").strip()
    for form in _FORMS:
        try:
            return datetime.datetime.strptime(text, form).replace(tzinfo=datetime.UTC)
        except ValueError:
            continue
    return None
