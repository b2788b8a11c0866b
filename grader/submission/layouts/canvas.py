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

from .found import Claim, Found, Listing, Place, composed

if TYPE_CHECKING:
    from pathlib import Path

    Match = re.Match[str]

_FORM = re.compile(
    r"(?P<name>[^_]+)(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<submission>\d{1,18})_(?P<file>.+)"
)
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})")


def read(listing: Listing) -> list[Found] | None:
    """A hand-in for each user; None where no name has the form."""
    of_user = _by_user(listing.papers) | _by_user(listing.hand_ins)
    found = [
        Found(
            label=f"{name}_{user}",
            claims=(Claim("lms_id", user), Claim("condensed", name)),
            places=_places([(path, matched["file"]) for path, matched in files]),
            is_late=any(matched["late"] for _, matched in files),
        )
        for (name, user), files in of_user.items()
    ]
    return found or None


def _by_user(paths: list[Path]) -> dict[tuple[str, str], list[tuple[Path, Match]]]:
    of_user: dict[tuple[str, str], list[tuple[Path, Match]]] = {}
    for path in paths:
        matched = None if path.is_dir() else _FORM.fullmatch(composed(path.name))
        if matched is not None:
            user = (matched["name"], matched["user"])
            of_user.setdefault(user, []).append((path, matched))
    return of_user


def _places(files: list[tuple[Path, str]]) -> tuple[Place, ...]:
    newest: dict[str, tuple[int, str]] = {}
    for _, file in files:
        base, number = _again(file)
        newest[base] = max(newest.get(base, (-1, "")), (number, file))
    plain_names = {file: base for base, (_, file) in newest.items()}
    # what was not renamed gives way: it is the oldest
    old = {base: f"earlier/{base}" for base in newest}
    return tuple(Place(path, plain_names.get(file) or old.get(file, file)) for path, file in files)


def _again(file: str) -> tuple[str, int]:
    """`convolution-2.py` -> `("convolution.py", 2)`."""
    path = PurePosixPath(file)
    matched = _AGAIN.fullmatch(path.stem)
    return (matched["stem"] + path.suffix, int(matched["number"])) if matched else (file, 0)
