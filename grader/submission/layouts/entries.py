"""What layouts share: what lies in a folder, and what was found to be whose."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from grader.errors import SubmissionError
from grader.model import message

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from pathlib import Path

HAND_IN_ENDINGS = (".zip", ".py", ".ipynb")

K = TypeVar("K")
T = TypeVar("T")


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


class LazySequence(Sequence[T]):
    """Values that are made whenever they are asked for, from what is smaller: a class has many.

    Args:
        keys: from which they are made; may grow.
        make: makes one; always the same from the same.
    """

    def __init__(self, keys: Sequence[K], make: Callable[[K], T]) -> None:
        self._keys = keys
        self._make = make

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> list[T]: ...
    def __getitem__(self, place: int | slice) -> T | list[T]:
        """The value at a place, or those of a slice."""
        if isinstance(place, slice):
            return list(map(self._make, self._keys[place]))
        return self._make(self._keys[place])


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
    hand_ins: list[str] = []
    papers: list[str] = []
    others: list[str] = []
    for name in sorted(os.listdir(folder), key=composed):  # noqa: PTH208 - names are smaller
        path = folder / name
        if name.startswith((".", "__MACOSX")) or path.is_symlink():
            others.append(name)
        elif path.is_dir() or path.suffix.lower() in HAND_IN_ENDINGS:
            hand_ins.append(name)
        else:
            papers.append(name)
    return Listing(
        folder, *(LazySequence(names, folder.joinpath) for names in (hand_ins, papers, others))
    )


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
