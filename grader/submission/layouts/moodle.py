"""Moodle's "Download all submissions": `Full Name_<id>_assignsubmission_file_/…`.

Without "in folders" the same prefix stands before each file. The number is the participant's in
this assignment, which the grading worksheet lists, too. Texts typed into Moodle
(`_onlinetext_`) are no source files; who handed in nothing else is in the class, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .found import Claim, Found, Listing, Place, composed

if TYPE_CHECKING:
    from pathlib import Path

_FORM = re.compile(
    r"(?P<name>.+)_(?P<id>\d{1,18})_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)"
)


def read(listing: Listing) -> list[Found] | None:
    """A hand-in for each participant; None where no name has the form."""
    places = _by_participant(listing.papers) | _by_participant(listing.hand_ins)
    found = [
        Found(
            label=f"{name}_{number}",
            claims=(Claim("lms_id", number), Claim("name", name)),
            places=tuple(own),
        )
        for (name, number), own in places.items()
    ]
    return found or None


def _by_participant(paths: list[Path]) -> dict[tuple[str, str], list[Place]]:
    places: dict[tuple[str, str], list[Place]] = {}
    for path in paths:
        matched = _FORM.fullmatch(composed(path.name))
        if matched is not None:
            participant = (" ".join(matched["name"].split()), matched["id"])
            name = "" if path.is_dir() else matched["file"]
            places.setdefault(participant, []).append(Place(path, name or path.name))
    return places
