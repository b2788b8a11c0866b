"""Plain: each folder, `.zip`, `.py` or `.ipynb` is one student's, named by it.

Files and folders of one name (`kim/` and `kim.zip`) belong to one student.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from grader.submission.roster import Identifier
from grader.submission.skipped import OTHER_ARCHIVES, SUBMISSION_ENDINGS
from grader.text import composed

from .entries import Entry, Item, LazySequence, Listing, grouped

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path


def read(listing: Listing) -> Sequence[Entry]:
    """Make an entry for each name."""
    # a student who handed in `kim.rar` is in the class, and will be told that it was not read
    packed = (path for path in listing.other_files if path.name.lower().endswith(OTHER_ARCHIVES))
    paths = itertools.chain(listing.candidates, packed)
    names = grouped(
        (composed(path.name if path.is_dir() else _stem(path)), path.name) for path in paths
    )
    return LazySequence(list(names.items()), functools.partial(_entry, listing.folder))


def read_rest(listing: Listing, names: Container[str]) -> Sequence[Entry]:
    """Make an entry for each candidate that is not of the form that most of them have.

    Args:
        names: of the files and folders that have it.
    """
    rest = [path for path in listing.candidates if path.name not in names]
    entries = read(Listing(listing.folder, rest, (), ()))
    return [entry._replace(fits=False, is_sure=False) for entry in entries]


def _entry(folder: Path, found: tuple[str, str]) -> Entry:
    name, files = found
    return Entry(
        label=name,
        identifiers=(Identifier("any", name),),
        items=tuple(Item(folder / file, file) for file in files.split("/")),
        is_free=True,
    )


def _stem(path: Path) -> str:
    endings = [e for e in (*SUBMISSION_ENDINGS, *OTHER_ARCHIVES) if path.name.lower().endswith(e)]
    return path.name[: -len(max(endings, key=len))]
