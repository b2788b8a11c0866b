"""The listing of a folder, and the entries that a layout makes of it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from grader.errors import SubmissionError
from grader.model import message
from grader.submission.skipped import SUBMISSION_ENDINGS
from grader.text import composed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

    from grader.submission.roster import Identifier

_MADE = frozenset({"__pycache__", "node_modules", "site-packages", "__pypackages__"})
MAX_ENTRIES = 10_000  # of a student's folder
K = TypeVar("K")
T = TypeVar("T")


class Item(NamedTuple):
    """A file or folder of a submission, and the name that the student gave it."""

    path: Path
    name: str


class Entry(NamedTuple):
    """One submission as a layout found it.

    Attributes:
        label: the student's name in the download.
        identifiers: names and numbers of the student, the surest first.
        items: the files and folders handed in; empty if there are none.
        received: when, if the download says so.
        is_late: whether the download marks it as late.
        attempt: larger for a later attempt; entries of equal ones belong together.
        fits: whether it has the layout's form.
        is_sure: whether the platform alone wrote where the student stands; such an entry goes
            before one that is not.
        is_free: whether people chose the whole name, as no platform made it.
        others: other students whom the name may mean as well, each by their identifiers.
    """

    label: str
    identifiers: tuple[Identifier, ...]
    items: tuple[Item, ...]
    received: datetime.datetime | None = None
    is_late: bool = False
    attempt: int = 0
    fits: bool = True
    is_sure: bool = True
    others: tuple[tuple[Identifier, ...], ...] = ()
    is_free: bool = False


class LazySequence(Sequence[T]):
    """Values that are made each time they are asked for: a class may have very many.

    Args:
        keys: smaller values, from which they are made.
        make: gives the same value for the same key.
    """

    def __init__(self, keys: Sequence[K], make: Callable[[K], T]) -> None:
        self._keys = keys
        self._make = make

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return list(map(self._make, self._keys[index]))
        return self._make(self._keys[index])


def grouped(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Key -> the names of its files, joined by `/`: lists would take twice the memory."""
    groups: dict[K, str] = {}
    for key, name in pairs:
        groups[key] = f"{groups[key]}/{name}" if key in groups else name
    return groups


def joined(first: Sequence[T], second: Sequence[T]) -> Sequence[T]:
    """Two sequences as one, without a copy."""
    count = len(first)
    return LazySequence(
        range(count + len(second)), lambda at: first[at] if at < count else second[at - count]
    )


class Listing(NamedTuple):
    """The contents of a folder, sorted by name.

    Attributes:
        candidates: folders, and files that can be a submission by their ending.
        other_files: files of other kinds.
        ignored: links and hidden files.
    """

    folder: Path
    candidates: Sequence[Path]
    other_files: Sequence[Path]
    ignored: Sequence[Path]


def list_folder(folder: Path) -> Listing:
    """List a folder.

    Raises:
        SubmissionError: it does not exist or may not be read.
    """
    if not folder.is_dir():
        raise SubmissionError(
            message("{path}: there is no such folder.", path=str(folder)),
            message("Name the folder of the submissions."),
        )
    try:
        return _list(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SubmissionError(
            message(
                "{path}: this folder cannot be read ({reason}).", path=str(folder), reason=reason
            ),
            message("See who may open it."),
        ) from error


def list_if_readable(folder: Path) -> Listing:
    """List a student's folder; empty if it may not be read, which loading it will report.

    Empty, too, if it holds more than anybody hands in: a million names cost seconds and memory.
    """
    nothing = Listing(folder, (), (), ())
    try:
        return nothing if _holds_more_than(MAX_ENTRIES, folder) else list_folder(folder)
    except (OSError, SubmissionError):
        return nothing


def _holds_more_than(count: int, folder: Path) -> bool:
    with os.scandir(folder) as entries:
        return next(itertools.islice(entries, count, None), None) is not None


def _is_made(entry: os.DirEntry[str]) -> bool:
    """Whether a folder was made by Python or a tool, such as an environment: it is nobody's."""
    if entry.name in _MADE:
        return True
    if not entry.is_dir():
        return False
    path = Path(entry.path)
    return (path / "pyvenv.cfg").is_file() or (path / "conda-meta").is_dir()


def _list(folder: Path) -> Listing:
    candidates: list[str] = []
    other_files: list[str] = []
    ignored: list[str] = []
    with os.scandir(folder) as found:  # it knows which are folders without another look
        for entry in found:
            name = entry.name  # smaller than the entry, or a path
            if name.startswith((".", "__MACOSX")) or entry.is_symlink() or _is_made(entry):
                ignored.append(name)
            elif entry.is_dir() or name.lower().endswith(SUBMISSION_ENDINGS):
                candidates.append(name)
            else:
                other_files.append(name)
    kinds = (candidates, other_files, ignored)
    for names in kinds:
        names.sort(key=lambda name: (composed(name), name))
    return Listing(folder, *(LazySequence(names, folder.joinpath) for names in kinds))
