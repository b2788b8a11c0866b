"""Moodle's "Download all submissions": `Full Name_<id>_assignsubmission_file_/…`.

Without "Download submissions in folders" the same prefix stands before each file. The number is
the participant's in this assignment, as in Moodle's grading worksheet. With groups, a name begins
with the group's: `Team A-Minjun Kim_<id>_…`.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, LazySequence, Listing, grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Moodle writes a space for each `_` in a name: so the first one ends it, whatever the student's
# file is called. `onlinetext` is text typed into Moodle: no source, but its author is in the class
_FORM = re.compile(
    r"(?P<name>[^_]+)_(?P<id>\d{1,18})_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?",
    re.ASCII | re.DOTALL,
)


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each participant; None if no name has the form."""
    # a student of nothing but other files is in the class, too
    of_participant = grouped(_participants(listing.other_files))
    of_participant |= grouped(_participants(listing.candidates))
    # of groups, each name begins with the group's; one name without it, and a hyphen is a name's
    in_groups = bool(of_participant) and all("-" in name for name, _ in of_participant)
    make = functools.partial(_entry, listing.folder, in_groups)
    return LazySequence(list(of_participant.values()), make) if of_participant else None


def _participants(paths: Sequence[Path]) -> Iterator[tuple[tuple[str, str], str]]:
    """(name, number) and a file's name, for each file of the form."""
    for path in paths:
        if matched := _FORM.fullmatch(composed(path.name)):
            yield _who(matched), path.name


def _who(matched: re.Match[str]) -> tuple[str, str]:
    return " ".join(matched["name"].split()), matched["id"]


def _entry(folder: Path, in_groups: bool, files: str) -> Entry:  # noqa: FBT001 - of a partial
    names = files.split("/")
    matches = [matched for name in names if (matched := _FORM.fullmatch(composed(name)))]
    name, number = _who(matches[0])
    names_of_them = [name]
    if in_groups:
        names_of_them += [name[at + 1 :].strip() for at, letter in enumerate(name) if letter == "-"]
    called = [Identifier("name", each) for each in names_of_them if each]
    return Entry(
        label=f"{name}_{number}",
        identifiers=(Identifier("lms_id", number), *called),
        items=tuple(
            _item(folder / file, matched) for file, matched in zip(names, matches, strict=True)
        ),
    )


def _item(path: Path, matched: re.Match[str]) -> Item:
    return Item(path, path.name if path.is_dir() else matched["file"] or path.name)
