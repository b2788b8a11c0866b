"""nbgrader's `submitted/<student>/<assignment>/…`, with `timestamp.txt` beside the notebooks."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .found import Claim, Found, Listing, Place, composed, list_folder

if TYPE_CHECKING:
    from pathlib import Path

_STAMP = "timestamp.txt"
_MAX_BYTES = 100
_FORMS = ("%Y-%m-%d %H:%M:%S.%f %Z", "%Y-%m-%d %H:%M:%S %Z")


def read(listing: Listing) -> list[Found] | None:
    """A hand-in for each student, all assignments together; None where no folder has the form."""
    if any(path.name == "submitted" for path in listing.hand_ins):
        listing = list_folder(listing.folder / "submitted")
    found = []
    for student in listing.hand_ins:
        assignments = list_folder(student).hand_ins if student.is_dir() else []
        assignments = [path for path in assignments if path.is_dir()]
        stamps = [_received(path / _STAMP) for path in assignments]
        if not any(stamps):
            continue
        name = composed(student.name)
        found.append(
            Found(
                label=name,
                claims=(Claim("any", name),),
                places=tuple(Place(path, path.name) for path in assignments),
                received=max(stamp for stamp in stamps if stamp is not None),
            )
        )
    return found or None


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
