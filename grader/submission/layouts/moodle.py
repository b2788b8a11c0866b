"""Moodle's "Download all submissions": `Full Name_<id>_assignsubmission_file_/…`.

Without "in folders" the same prefix stands before each file. The number is the participant's in
this assignment, which the grading worksheet lists, too. Texts typed into Moodle
(`_onlinetext_`) are no source files; who handed in nothing else is in the class, too.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from .entries import Entry, Identifier, Item, LazySequence, Listing, composed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FORM = re.compile(
    r"(?P<name>.+)_(?P<id>\d{1,18})_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)"
)


def read(listing: Listing) -> Sequence[Entry] | None:
    """A hand-in for each participant; None where no name has the form."""
    of_participant = _by_participant(listing.papers) | _by_participant(listing.hand_ins)
    make = functools.partial(_hand_in, listing.folder)
    return LazySequence(list(of_participant.values()), make) if of_participant else None


def _by_participant(paths: Sequence[Path]) -> dict[tuple[str, str], str]:
    """Name and number -> the names of their entries, joined: lists take twice as much."""
    of_participant: dict[tuple[str, str], str] = {}
    for path in paths:
        matched = _FORM.fullmatch(composed(path.name))
        if matched is not None:
            who = _who(matched)
            before = of_participant.get(who)
            of_participant[who] = path.name if before is None else f"{before}/{path.name}"
    return of_participant


def _hand_in(folder: Path, names: str) -> Entry:
    paths = [folder / name for name in names.split("/")]
    matched = _FORM.fullmatch(composed(paths[0].name))
    assert matched is not None
    name, number = _who(matched)
    return Entry(
        label=f"{name}_{number}",
        identifiers=(Identifier("lms_id", number), Identifier("name", name)),
        places=tuple(map(_place, paths)),
    )


def _who(matched: re.Match[str]) -> tuple[str, str]:
    return " ".join(matched["name"].split()), matched["id"]


def _place(path: Path) -> Item:
    matched = _FORM.fullmatch(composed(path.name))
    name = matched["file"] if matched is not None else ""
    return Item(path, path.name if not name or path.is_dir() else name)
