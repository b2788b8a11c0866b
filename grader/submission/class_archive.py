"""A class's hand-ins in one zip, as an LMS packs them -> a folder of our own to read them from.

Students chose the names inside, so no name is trusted: what would lie outside the folder, links
and files that can be no hand-in are left behind and named.
"""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.errors import SubmissionError
from grader.model import message
from grader.text import clean_name

from .archive import MAX_ARCHIVE_BYTES, decoded_name, is_plain_file
from .caps import SOURCE_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ENTRIES = 200_000
MAX_DEPTH = 12
MAX_BYTES = 20 * 1024**3
_BLOCK = 1 << 20
_ENDINGS = (*SOURCE_ENDINGS, ".zip", ".yml", ".txt", ".csv")  # hand-ins, and what layouts read


@contextlib.contextmanager
def opened_class(path: Path) -> Iterator[tuple[Path, list[str]]]:
    """The folder to read a class from, and the names of what was left behind.

    A folder is given back as it is; a zip is unpacked into a folder that only we can enter, and
    that is gone afterwards.

    Raises:
        SubmissionError: the zip cannot be opened.
    """
    if path.is_dir() or path.suffix.lower() != ".zip" or not path.is_file():
        yield path, []
        return
    with tempfile.TemporaryDirectory(prefix="cnn-grader-class-") as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(path) as archive:
                left_out = _unpack(archive, folder)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise SubmissionError(
                message(
                    "{path}: this zip cannot be opened ({reason}).",
                    path=str(path),
                    reason=str(error),
                ),
                message("Download the hand-ins again, or unpack them and name the folder."),
            ) from error
        yield folder, left_out


def _unpack(archive: zipfile.ZipFile, folder: Path) -> list[str]:
    """Writes what may be needed; gives the names of the rest."""
    left_out = []
    room = MAX_BYTES
    for entry in archive.infolist()[:MAX_ENTRIES]:
        target = _target(folder, entry)
        if target is None or target.exists():
            if not entry.is_dir():
                left_out.append(clean_name(decoded_name(entry)))
            continue
        written = _write(archive, entry, target, min(room, MAX_ARCHIVE_BYTES))
        room -= written
        if not written and entry.file_size:
            left_out.append(clean_name(decoded_name(entry)))
    left_out += [clean_name(decoded_name(e)) for e in archive.infolist()[MAX_ENTRIES:]]
    return left_out


def _target(folder: Path, entry: zipfile.ZipInfo) -> Path | None:
    """Where an entry goes; None for what would lie elsewhere, or is no hand-in."""
    path = PurePosixPath(decoded_name(entry).replace("\\", "/"))
    parts = path.parts
    if not parts or path.is_absolute() or len(parts) > MAX_DEPTH or not is_plain_file(entry):
        return None
    if any(part == ".." or part.startswith((".", "__MACOSX")) for part in parts):
        return None
    if any(len(part.encode()) > 255 or "\0" in part or ":" in part for part in parts):
        return None
    return folder.joinpath(*parts) if path.suffix.lower() in _ENDINGS else None


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, limit: int) -> int:
    """Writes an entry and tells how many bytes; 0 and nothing written where it is no good."""
    written = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as file:
            while block := source.read(_BLOCK):
                written += len(block)
                if written > limit:
                    break
                file.write(block)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        written = limit + 1
    if written <= limit:
        return written
    with contextlib.suppress(OSError):
        target.unlink(missing_ok=True)
    return 0
