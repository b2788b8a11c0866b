"""Canvas's "Download Submissions": `lastnamefirstname[_LATE]_<user>_<file>_<file name>`.

A file that was handed in again has `-1`, `-2` … before its ending. Students may choose both ends:
some may change their name, in which Canvas leaves `_` and digits, and all the name of the file. So
a name that can be read in several ways is nobody's until the rest of the download, or the roster,
rules out all but one.
"""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from grader.submission.roster import Identifier
from grader.text import composed

from .entries import Entry, Item, LazySequence, Listing, grouped, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_NUMBERS = re.compile(
    r"(?=(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<number>\d{1,18})_(?P<file>.+))",
    re.ASCII | re.DOTALL,
)
# Canvas takes everything else out of a name, and makes it small
_NAME = re.compile(r"[a-z0-9_\x80-\U0010ffff]*")
_MAX_DIGITS = 18
_FEWER_DIGITS = 3  # than the others' make a number that Canvas has not given in the same years
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})", re.DOTALL)


class Owner(NamedTuple):
    """A student as a file's name gives them: their name and user number."""

    name: str
    user: str

    @property
    def label(self) -> str:
        """Their name in the download."""
        return f"{self.name}_{self.user}"

    @property
    def identifiers(self) -> tuple[Identifier, Identifier]:
        """What a roster may know them by."""
        return Identifier("lms_id", self.user), Identifier("condensed", self.name)


class _Split(NamedTuple):
    """One way to read a file's name.

    Attributes:
        number: Canvas's number of the file, which no two files have.
        file: the name that the student gave it.
    """

    owner: Owner
    is_late: bool
    number: str
    file: str


class _Key(NamedTuple):
    """What a student's files have in common, even if each can be read in other ways.

    Attributes:
        first: the owner with the shortest name, which is all Canvas's, or all in the student's.
        is_sure: whether there is no other.
    """

    first: Owner
    is_sure: bool


class _Known(NamedTuple):
    """What the names say that can be read in only one way.

    Attributes:
        names: user number -> names.
        digits: how many digits the number of a file has at least; `_MAX_DIGITS` if none is known.
    """

    names: dict[str, set[str]]
    digits: int

    def allows(self, split: _Split) -> bool:
        """Whether a user has one name everywhere, and the number of a file is not far too small."""
        names = self.names.get(split.owner.user)
        if names is not None and split.owner.name not in names:
            return False
        # so `hw_1_2_final.py` keeps its numbers
        return len(split.number) > self.digits - _FEWER_DIGITS


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each user; None if no name has the form."""
    known = _known(joined(listing.candidates, listing.other_files))
    # a student of nothing but other files is in the class, too
    papers = _by_owner(listing.other_files, known)
    of_owners = {key: names for key, names in papers.items() if key.is_sure}
    of_owners |= _by_owner(listing.candidates, known)
    make = functools.partial(_entry, listing.folder, known)
    return LazySequence(list(of_owners.values()), make) if of_owners else None


def _known(paths: Sequence[Path]) -> _Known:
    every = (_splits(path) for path in paths)
    users = {split.owner.user for splits in every if len(splits) > 1 for split in splits}
    names: dict[str, set[str]] = {}
    digits = [_MAX_DIGITS]
    for path in paths if users else ():
        splits = _splits(path)
        if len(splits) == 1:
            digits.append(len(splits[0].number))
            if splits[0].owner.user in users:
                names.setdefault(splits[0].owner.user, set()).add(splits[0].owner.name)
    return _Known(names, min(digits))


def _by_owner(paths: Iterable[Path], known: _Known) -> dict[_Key, str]:
    """The names of each user's files, and of each one's that may be another's as well."""
    possible = ((path.name, _possible(path, known)) for path in paths)
    return grouped(
        (_Key(splits[0].owner, len(splits) == 1), name) for name, splits in possible if splits
    )


def _possible(path: Path, known: _Known) -> list[_Split]:
    splits = _splits(path)
    return [split for split in splits if known.allows(split)] or splits[:1]


def _splits(path: Path) -> list[_Split]:
    """Each way to read a file's name, the shortest name of a student first."""
    name = composed(path.name)
    splits = []
    for found in _NUMBERS.finditer(name):
        owner = Owner(name[: found.start()], found["user"])
        if owner.name.endswith("_LATE"):
            continue  # the mark is Canvas's, and was found with it
        if "_" not in owner.name or _NAME.fullmatch(owner.name):
            splits.append(_Split(owner, bool(found["late"]), found["number"], found["file"]))
    return splits if splits and not path.is_dir() else []


def _entry(folder: Path, known: _Known, files: str) -> Entry:
    splits = {folder / file: _possible(folder / file, known) for file in files.split("/")}
    # of several owners the last gives a name that nobody else's files have
    read = {path: possible[-1] for path, possible in splits.items()}
    owners = dict.fromkeys(split.owner for possible in splits.values() for split in possible)
    own = next(iter(read.values())).owner
    return Entry(
        label=own.label,
        identifiers=own.identifiers,
        items=_items({path: split.file for path, split in read.items()}),
        is_late=any(split.is_late for split in read.values()),
        is_sure=len(owners) == 1,
        others=tuple(owner.identifiers for owner in owners if owner != own),
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
