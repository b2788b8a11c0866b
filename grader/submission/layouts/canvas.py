"""Canvas's "Download Submissions": `lastnamefirstname[_LATE]_<user>_<file>_<file name>`.

Graded anonymously, `anon_<code>_<file>_<file name>`, with `LATE_` in front; text that was typed and
links are `<name>_<user>_text.html` and `…_link.html`.

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

from .entries import Entry, Item, LazySequence, Listing, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_NUMBERS = re.compile(
    r"(?=(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<number>\d{1,18})_(?P<file>.+))",
    re.ASCII | re.DOTALL,
)
_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?anon(?P<again>_LATE)?_(?P<code>(?=\d*[A-Za-z])[A-Za-z0-9]{5})"
    r"(?:_(?P<number>\d{1,18})_(?P<file>.+)|_(?P<typed>(?:text|link)\.html))",
    re.ASCII | re.DOTALL,
)
_TYPED = re.compile(
    r"(?P<name>.*?)(?P<late>_LATE)?_(?P<user>\d{1,18})_(?P<file>(?:text|link|url)\.html)",
    re.ASCII | re.DOTALL,
)
# Canvas takes everything else out of a name, and makes it small
_NAME = re.compile(r"[a-z0-9_\x80-\U0010ffff]*")
_ANON = "anon"
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
    def identifiers(self) -> tuple[Identifier, ...]:
        """The numbers and names by which a roster may know them."""
        if self.name == _ANON:
            return (Identifier("any", self.label),)
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
    """The owner that a student's files have in common, even if each can be read in other ways.

    Attributes:
        first: the owner with the shortest name, which is all Canvas's, or all in the student's.
        is_sure: whether there is no other.
    """

    first: Owner
    is_sure: bool


class _Known(NamedTuple):
    """The numbers and names in those file names that can be read in only one way.

    Attributes:
        names: user number -> names.
        digits: how many digits the number of a file has at least; `_MAX_DIGITS` if none is known.
        prefix: of a group's name, such as `team` in `team_3_101_…`; empty if there is none.
    """

    names: dict[str, set[str]]
    digits: int
    prefix: str = ""

    def allows(self, split: _Split) -> bool:
        """Whether a user has one name everywhere, and the number of a file is not far too small."""
        if self.prefix:
            return split.owner.name != self.prefix
        names = self.names.get(split.owner.user)
        if names is not None and split.owner.name not in names:
            return False
        # so `hw_1_2_final.py` keeps its numbers
        return len(split.number) > self.digits - _FEWER_DIGITS


def read(listing: Listing) -> Sequence[Entry] | None:
    """Make an entry for each user; None if no name has the form."""
    candidates = [path.name for path in listing.candidates if not path.is_dir()]
    other_files = [path.name for path in listing.other_files]
    known = _known([*candidates, *other_files])
    # a student of nothing but other files is in the class, too
    papers = _by_owner(other_files, known)
    of_owners = {key: names for key, names in papers.items() if key.is_sure}
    of_owners |= _by_owner(candidates, known)
    make = functools.partial(_entry, listing.folder, known)
    return LazySequence(list(of_owners.values()), make) if of_owners else None


def _known(names: Sequence[str]) -> _Known:
    every = map(_splits, names)
    users = {split.owner.user for splits in every if len(splits) > 1 for split in splits}
    if prefix := _group_prefix(names):
        return _Known({}, _MAX_DIGITS, prefix)
    of_user: dict[str, set[str]] = {}
    digits = [_MAX_DIGITS]
    for splits in map(_splits, names if users else ()):
        if len(splits) == 1 and splits[0].number:
            digits.append(len(splits[0].number))
            if splits[0].owner.user in users:
                of_user.setdefault(splits[0].owner.user, set()).add(splits[0].owner.name)
    return _Known(of_user, min(digits))


def _group_prefix(names: Sequence[str]) -> str:
    """The beginning of all names before a number that is no user's: `team` in `team_3_101_…`.

    All of a download: a few students of one name must not shift the numbers of their own files.
    """
    firsts: set[str] = set()
    for name in names:
        splits = _splits(name)
        if len(splits) < 2 or (firsts and splits[0].owner.name not in firsts):
            return ""
        firsts.add(splits[0].owner.name)
    users = {_splits(name)[0].owner.user for name in names}
    return firsts.pop() if len(users) > 1 else ""


def _by_owner(names: Iterable[str], known: _Known) -> dict[_Key, str]:
    """The names of each user's files, and of each one's that may be another's as well."""
    possible = ((name, _possible(name, known)) for name in names)
    return grouped(
        (_Key(splits[0].owner, len(splits) == 1), name) for name, splits in possible if splits
    )


def _possible(name: str, known: _Known) -> list[_Split]:
    splits = _splits(name)
    if len(splits) == 1:
        return splits
    return [split for split in splits if known.allows(split)] or splits[:1]


def _splits(name: str) -> list[_Split]:
    """Each way to read a file's name, the shortest name of a student first."""
    name = composed(name)
    if anonymous := _ANONYMOUS.fullmatch(name):
        own_name = anonymous["file"] or anonymous["typed"]
        is_late = bool(anonymous["late"] or anonymous["again"])
        number = anonymous["number"] or ""
        return [_Split(Owner(_ANON, anonymous["code"]), is_late, number, own_name)]
    splits = []
    for found in _NUMBERS.finditer(name):
        owner = Owner(name[: found.start()], found["user"])
        if owner.name.endswith("_LATE"):
            continue  # the mark is Canvas's, and was found with it
        if "_" not in owner.name or _NAME.fullmatch(owner.name):
            splits.append(_Split(owner, bool(found["late"]), found["number"], found["file"]))
    if not splits and (typed := _TYPED.fullmatch(name)):
        owner = Owner(typed["name"], typed["user"])
        splits.append(_Split(owner, bool(typed["late"]), "", typed["file"]))
    return splits


def _entry(folder: Path, known: _Known, files: str) -> Entry:
    splits = {name: _possible(name, known) for name in files.split("/")}
    # of several owners the last gives a name that nobody else's files have
    read = {name: possible[-1] for name, possible in splits.items()}
    owners = dict.fromkeys(split.owner for possible in splits.values() for split in possible)
    own = next(iter(read.values())).owner
    return Entry(
        label=own.label,
        identifiers=own.identifiers,
        items=_items({folder / name: split.file for name, split in read.items()}),
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
