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

from .entries import Entry, Item, LazySequence, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read(listing: Listing) -> Sequence[Entry]:
    """Make an entry for each name."""
    by_name: dict[str, str] = {}  # names of their files, joined: lists would take twice the memory
    # a student who handed in `kim.rar` is in the class, and will be told that it was not read
    packed = [path for path in listing.other_files if path.name.lower().endswith(OTHER_ARCHIVES)]
    for path in itertools.chain(listing.candidates, packed):
        name = composed(path.name if path.is_dir() else _stem(path))
        by_name[name] = f"{by_name[name]}/{path.name}" if name in by_name else path.name
    return LazySequence(list(by_name.items()), functools.partial(_entry, listing.folder))


def _entry(folder: Path, found: tuple[str, str]) -> Entry:
    name, files = found
    return Entry(
        label=name,
        identifiers=(Identifier("any", name),),
        items=tuple(Item(folder / file, file) for file in files.split("/")),
    )


def _stem(path: Path) -> str:
    endings = [e for e in (*SUBMISSION_ENDINGS, *OTHER_ARCHIVES) if path.name.lower().endswith(e)]
    return path.name[: -len(max(endings, key=len))]
