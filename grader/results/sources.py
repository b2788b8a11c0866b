"""The files that were graded of each student, kept compressed beside their grades."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import msgspec

from grader.files import write_bytes_atomically
from grader.model import File, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SOURCES = "sources"
SOURCE_ENDING = ".gz"
MAX_BYTES = 64 * 1024 * 1024


class KeptSources(Value, frozen=True, omit_defaults=True):
    """The content of a student's file in `sources/`.

    Attributes:
        answers: exercise -> index of the file that was graded.
    """

    files: tuple[File, ...] = ()
    answers: dict[str, int] = msgspec.field(default_factory=dict)

    def file(self, slug: str) -> File | None:
        """The file that was graded in an exercise, if it is kept."""
        place = self.answers.get(slug)
        return self.files[place] if place is not None and place < len(self.files) else None


def keep_sources(path: Path, graded: Mapping[str, File | None]) -> None:
    """Keep the files that were graded in some exercises; those of the others stay.

    Args:
        path: of the student's file.
        graded: exercise -> file; None if nothing was handed in.

    Raises:
        GraderError: it cannot be written.
    """
    old = load_sources(path)
    answers = {slug: old.file(slug) for slug in old.answers} | dict(graded)
    files: list[File] = []
    places: dict[str, int] = {}
    for slug, file in sorted(answers.items()):
        if file is None:
            continue
        if file not in files:  # a notebook may answer all exercises
            files.append(file)
        places[slug] = files.index(file)
    kept = KeptSources(tuple(files), places)
    # no time in it: the same files give the same bytes
    write_bytes_atomically(path, [gzip.compress(msgspec.json.encode(kept), 6, mtime=0)])


def load_sources(path: Path) -> KeptSources:
    """Read a student's file; without one, or if it is damaged, nothing is kept."""
    try:
        with gzip.open(path) as file:
            data = file.read(MAX_BYTES)
        return msgspec.json.decode(data, type=KeptSources)
    except (OSError, EOFError, zlib.error, msgspec.DecodeError, UnicodeDecodeError):
        return KeptSources()


def sources_path(out: Path, name: str) -> Path:
    """The path of a student's kept files."""
    return out / SOURCES / f"{name}{SOURCE_ENDING}"
