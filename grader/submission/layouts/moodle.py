"""Moodle's "Download all submissions": `Full Name_<id>_assignsubmission_file_/…`.

Without "Download submissions in folders" the same prefix stands before each file. The number is
the participant's in this assignment, as in Moodle's grading worksheet.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, LazySequence, Listing

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
    make = functools.partial(_entry, listing.folder)
    return LazySequence(list(of_participant.values()), make) if of_participant else None


def _by_participant(paths: Sequence[Path]) -> dict[tuple[str, str], str]:
    """(name, number) -> the names of their paths, joined: lists would take twice the memory."""
    of_participant: dict[tuple[str, str], str] = {}
    for path in paths:
        matched = _FORM.fullmatch(composed(path.name))
        if matched is not None:
            who = _participant(matched)
            before = of_participant.get(who)
            of_participant[who] = path.name if before is None else f"{before}/{path.name}"
    return of_participant


def _participant(matched: re.Match[str]) -> tuple[str, str]:
    return " ".join(matched["name"].split()), matched["id"]


def _entry(folder: Path, names: str) -> Entry:
    parts = [(folder / name, _FORM.fullmatch(composed(name))) for name in names.split("/")]
    files = {path: matched["file"] for path, matched in parts if matched is not None}
    name, number = next(_participant(matched) for _, matched in parts if matched is not None)
    return Entry(
        label=f"{name}_{number}",
        identifiers=(Identifier("lms_id", number), Identifier("name", name)),
        items=tuple(_item(path, file) for path, file in files.items()),
    )


def _item(path: Path, file: str) -> Item:
    return Item(path, path.name if not file or path.is_dir() else file)
