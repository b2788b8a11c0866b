"""Canvas's "Download Submissions": `lastnamefirstname[_LATE]_<user>_<submission>_<file name>`.

A file that was handed in again carries `-1`, `-2` … before its ending. Of several such files the
one with the highest number gets the plain name, so that it is the one that answers an exercise;
the others stay beside it under their own, for `part-1.py` and `part-2.py` may be two things. Who
handed in nothing but files of other kinds is in the class, too.
"""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .entries import Entry, Identifier, Item, LazySequence, Listing, composed

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
    make = functools.partial(_hand_in, listing.folder)
    return LazySequence(list(of_user.values()), make) if of_user else None


def _by_user(paths: Sequence[Path]) -> dict[tuple[str, str], str]:
    """Name and number -> the names of their entries, joined: lists take twice as much."""
    of_user: dict[tuple[str, str], str] = {}
    for path in paths:
        matched = None if path.is_dir() else _FORM.fullmatch(composed(path.name))
        if matched is not None:
            user = (matched["name"], matched["user"])
            of_user[user] = f"{of_user[user]}/{path.name}" if user in of_user else path.name
    return of_user


def _hand_in(folder: Path, names: str) -> Entry:
    matches = {name: _FORM.fullmatch(composed(name)) for name in names.split("/")}
    parts = {name: matched for name, matched in matches.items() if matched is not None}
    first = next(iter(parts.values()))
    return Entry(
        label=f"{first['name']}_{first['user']}",
        identifiers=(Identifier("lms_id", first["user"]), Identifier("condensed", first["name"])),
        places=_places({folder / name: matched["file"] for name, matched in parts.items()}),
        is_late=any(matched["late"] for matched in parts.values()),
    )


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
