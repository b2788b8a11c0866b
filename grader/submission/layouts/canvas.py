"""Canvas's "Download Submissions": `lastnamefirstname[_LATE]_<user>_<submission>_<file name>`.

A file that was handed in again has `-1`, `-2` … before its ending.
"""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, LazySequence, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FORM = re.compile(
    r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<submission>\d{1,18})_(?P<file>.+)"
)
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})")


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each user; None if no name has the form."""
    # a student of nothing but other files is in the class, too
    of_user = _by_user(listing.other_files) | _by_user(listing.candidates)
    make = functools.partial(_entry, listing.folder)
    return LazySequence(list(of_user.values()), make) if of_user else None


def _by_user(paths: Sequence[Path]) -> dict[tuple[str, str], str]:
    """(name, number) -> the names of their paths, joined: lists would take twice the memory."""
    of_user: dict[tuple[str, str], str] = {}
    for path in paths:
        matched = None if path.is_dir() else _FORM.fullmatch(composed(path.name))
        if matched is not None:
            user = (matched["name"], matched["user"])
            of_user[user] = f"{of_user[user]}/{path.name}" if user in of_user else path.name
    return of_user


def _entry(folder: Path, names: str) -> Entry:
    parts = [(folder / name, _FORM.fullmatch(composed(name))) for name in names.split("/")]
    files = {path: matched for path, matched in parts if matched is not None}
    first = next(iter(files.values()))
    return Entry(
        label=f"{first['name']}_{first['user']}",
        identifiers=(Identifier("lms_id", first["user"]), Identifier("condensed", first["name"])),
        items=_items({path: matched["file"] for path, matched in files.items()}),
        is_late=any(matched["late"] for matched in files.values()),
    )


def _items(files: dict[Path, str]) -> tuple[Item, ...]:
    """Name a user's files so that the newest version of each is the one that is graded."""
    newest: dict[str, tuple[int, str]] = {}
    for file in files.values():
        base, number = _version(file)
        newest[base] = max(newest.get(base, (-1, "")), (number, file))
    # the newest gets the plain name; the others stay, as part-1.py and part-2.py may be two things
    plain_names = {file: base for base, (_, file) in newest.items()}
    oldest = {base: f"earlier/{base}" for base in newest}
    return tuple(
        Item(path, plain_names.get(file) or oldest.get(file, file)) for path, file in files.items()
    )


def _version(file: str) -> tuple[str, int]:
    """`convolution-2.py` -> `("convolution.py", 2)`."""
    path = PurePosixPath(file)
    matched = _AGAIN.fullmatch(path.stem)
    return (matched["stem"] + path.suffix, int(matched["number"])) if matched else (file, 0)
