"""Moodle's "Download all submissions": `Full Name_<id>_assignsubmission_file_/…`.

Without "in folders" the same prefix stands before each file. The number is the participant's in
this assignment, which the grading worksheet lists, too. Texts typed into Moodle
(`_onlinetext_`) are no source files; who handed in nothing else is in the class, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.spool import Spool

from .entries import Entry, Identifier, Item, Listing, composed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FORM = re.compile(
    r"(?P<name>.+)_(?P<id>\d{1,18})_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)"
)


def read(listing: Listing) -> Sequence[Entry] | None:
    """A hand-in for each participant; None where no name has the form."""
    of_participant = _by_participant(listing.papers) | _by_participant(listing.hand_ins)
    found = Spool(
        Entry(
            label=f"{name}_{number}",
            identifiers=(Identifier("lms_id", number), Identifier("name", name)),
            places=tuple(_place(listing.folder / file) for file in files),
        )
        for (name, number), files in of_participant.items()
    )
    return found or None


def _by_participant(paths: Sequence[Path]) -> dict[tuple[str, str], list[str]]:
    of_participant: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        matched = _FORM.fullmatch(composed(path.name))
        if matched is not None:
            participant = (" ".join(matched["name"].split()), matched["id"])
            of_participant.setdefault(participant, []).append(path.name)
    return of_participant


def _place(path: Path) -> Item:
    matched = _FORM.fullmatch(composed(path.name))
    name = matched["file"] if matched is not None and not path.is_dir() else ""
    return Item(path, name or path.name)
