"""Moodle's "Download all submissions": `Full Name_<id>_assignsubmission_file_/…`.

Without "Download submissions in folders" the same prefix stands before each file. The number is
the participant's in this assignment, as in Moodle's grading worksheet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.spool import Spool
from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# `onlinetext` is text typed into Moodle: no source, but its author is in the class
_FORM = re.compile(
    r"(?P<name>.+)_(?P<id>\d{1,18})_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)"
)


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each participant; None if no name has the form."""
    of_participant = _by_participant(listing.other_files) | _by_participant(listing.candidates)
    entries = Spool(
        Entry(
            label=f"{name}_{number}",
            identifiers=(Identifier("lms_id", number), Identifier("name", name)),
            items=tuple(_item(listing.folder / file) for file in files),
        )
        for (name, number), files in of_participant.items()
    )
    return entries or None


def _by_participant(paths: Sequence[Path]) -> dict[tuple[str, str], list[str]]:
    of_participant: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        matched = _FORM.fullmatch(composed(path.name))
        if matched is not None:
            participant = (" ".join(matched["name"].split()), matched["id"])
            of_participant.setdefault(participant, []).append(path.name)
    return of_participant


def _item(path: Path) -> Item:
    matched = _FORM.fullmatch(composed(path.name))
    name = matched["file"] if matched is not None and not path.is_dir() else ""
    return Item(path, name or path.name)
