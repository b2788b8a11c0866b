"""What layouts share: what lies in a folder, and what was found to be whose."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, overload

from grader.errors import SubmissionError
from grader.model import message

if TYPE_CHECKING:
    import datetime

HAND_IN_ENDINGS = (".zip", ".py", ".ipynb")


class Identifier(NamedTuple):
    """One thing that the channel says of a student: `field` is a column of a roster."""

    field: str
    value: str


class Item(NamedTuple):
    """A file or folder of a hand-in, and the name that the student gave it."""

    path: Path
    name: str


class Entry(NamedTuple):
    """One hand-in as a layout found it.

    Attributes:
        label: who handed it in, as the channel names them.
        claims: what is known of them, the surest first.
        places: what they handed in, taken together.
        received: when, where the channel says so.
        is_late: whether the channel marks it as late.
        attempt: the later of two attempts has the larger; equal ones are taken together.
    """

    label: str
    identifiers: tuple[Identifier, ...]
    places: tuple[Item, ...]
    received: datetime.datetime | None = None
    is_late: bool = False
    attempt: int = 0


class FolderNames(Sequence[Path]):
    """Some of a folder's entries, kept as names: there may be very many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names: list[str] = []

    def __len__(self) -> int:
        """How many there are."""
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> list[Path]: ...
    def __getitem__(self, place: int | slice) -> Path | list[Path]:
        """The entry at a place, or those of a slice."""
        if isinstance(place, slice):
            return [self._folder / name for name in self.names[place]]
        return self._folder / self.names[place]


class Listing(NamedTuple):
    """What lies directly in a folder, sorted by name.

    Attributes:
        hand_ins: folders and files that can be read.
        papers: other files: a hand-in where a layout knows whose, and then none that can be read.
        others: links and hidden files, which are nobody's.
    """

    folder: Path
    hand_ins: Sequence[Path]
    papers: Sequence[Path]
    others: Sequence[Path]


def list_folder(folder: Path) -> Listing:
    """The entries of a folder.

    Raises:
        SubmissionError: there is no such folder, or it may not be read.
    """
    if not folder.is_dir():
        raise SubmissionError(
            message("{path}: there is no such folder.", path=str(folder)),
            message("Name the folder of the hand-ins."),
        )
    try:
        return _sorted_out(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SubmissionError(
            message(
                "{path}: this folder cannot be read ({reason}).", path=str(folder), reason=reason
            ),
            message("See who may open it."),
        ) from error


def list_entries(folder: Path) -> Listing:
    """The same of a student's folder; nothing where it may not be read, as its loading will say."""
    try:
        return list_folder(folder)
    except SubmissionError:
        return Listing(folder, (), (), ())


def is_there(path: Path) -> bool:
    """Whether something lies at a path; not where its folder may not be opened."""
    try:
        return path.exists()
    except OSError:
        return False


def _sorted_out(folder: Path) -> Listing:
    hand_ins, papers, others = FolderNames(folder), FolderNames(folder), FolderNames(folder)
    for name in sorted(os.listdir(folder), key=composed):  # noqa: PTH208 - names are smaller
        path = folder / name
        if name.startswith((".", "__MACOSX")) or path.is_symlink():
            others.names.append(name)
        elif path.is_dir() or path.suffix.lower() in HAND_IN_ENDINGS:
            hand_ins.names.append(name)
        else:
            papers.names.append(name)
    return Listing(folder, hand_ins, papers, others)


def composed(name: str) -> str:
    """A file's name in composed letters: macOS writes Korean ones as separate letters.

    Names that are no UTF-8 are read as Korean Windows writes them, failing that byte by byte.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            name = raw.decode("cp949")
        except UnicodeDecodeError:
            name = raw.decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", name)
