"""Plain: each folder, `.zip`, `.py` or `.ipynb` is one student's, by its name.

Several of one name (`kim/` and `kim.zip`) belong to one student and are taken together. An archive
of another kind (`kim.rar`) is a student's, too, who is told that it was not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.spool import Spool
from grader.submission.skipped import OTHER_ARCHIVES

from .entries import HAND_IN_ENDINGS, Entry, Identifier, Item, Listing, composed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read(listing: Listing) -> Sequence[Entry]:
    """A hand-in for each name."""
    by_name: dict[str, str] = {}  # their files' names, joined: lists would take twice as much
    packed = [path for path in listing.papers if path.name.lower().endswith(OTHER_ARCHIVES)]
    for path in [*listing.hand_ins, *packed]:
        name = composed(path.name if path.is_dir() else _stem(path))
        by_name[name] = f"{by_name[name]}/{path.name}" if name in by_name else path.name
    return Spool(
        Entry(
            label=name,
            identifiers=(Identifier("any", name),),
            places=tuple(Item(listing.folder / file, file) for file in files.split("/")),
        )
        for name, files in by_name.items()
    )


def _stem(path: Path) -> str:
    endings = [e for e in (*HAND_IN_ENDINGS, *OTHER_ARCHIVES) if path.name.lower().endswith(e)]
    return path.name[: -len(max(endings, key=len))]
