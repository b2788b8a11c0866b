"""Canvas's "Download Submissions": `lastnamefirstname[_LATE]_<user>_<submission>_<file name>`.

A file that was handed in again carries `-1`, `-2` … before its ending. Of several such files the
one with the highest number gets the plain name, so that it is the one that answers an exercise;
the others stay beside it under their own, for `part-1.py` and `part-2.py` may be two things. Who
handed in nothing but files of other kinds is in the class, too.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.spool import Spool

from .entries import Entry, Identifier, Item, Listing, composed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FORM = re.compile(
    r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<submission>\d{1,18})_(?P<file>.+)"
)
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})")


def read(listing: Listing) -> Sequence[Entry] | None:
    """A hand-in for each user; None where no name has the form."""
    of_user = _by_user(listing.papers) | _by_user(listing.hand_ins)
    found = Spool(
        Entry(
            label=f"{name}_{user}",
            identifiers=(Identifier("lms_id", user), Identifier("condensed", name)),
            places=_places({listing.folder / entry: file for entry, file, _ in files}),
            is_late=any(is_late for _, _, is_late in files),
        )
        for (name, user), files in of_user.items()
    )
    return found or None


def _by_user(paths: Sequence[Path]) -> dict[tuple[str, str], list[tuple[str, str, bool]]]:
    """Name and number -> each entry's name, the file name in it, and whether it is late."""
    of_user: dict[tuple[str, str], list[tuple[str, str, bool]]] = {}
    for path in paths:
        matched = None if path.is_dir() else _FORM.fullmatch(composed(path.name))
        if matched is not None:
            file = (path.name, matched["file"], bool(matched["late"]))
            of_user.setdefault((matched["name"], matched["user"]), []).append(file)
    return of_user


def _places(files: dict[Path, str]) -> tuple[Item, ...]:
    newest: dict[str, tuple[int, str]] = {}
    for file in files.values():
        base, number = _again(file)
        newest[base] = max(newest.get(base, (-1, "")), (number, file))
    plain_names = {file: base for base, (_, file) in newest.items()}
    # what was not renamed gives way: it is the oldest
    old = {base: f"earlier/{base}" for base in newest}
    return tuple(
        Item(path, plain_names.get(file) or old.get(file, file)) for path, file in files.items()
    )


def _again(file: str) -> tuple[str, int]:
    """`convolution-2.py` -> `("convolution.py", 2)`."""
    path = PurePosixPath(file)
    matched = _AGAIN.fullmatch(path.stem)
    return (matched["stem"] + path.suffix, int(matched["number"])) if matched else (file, 0)
