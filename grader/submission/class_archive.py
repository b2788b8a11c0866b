"""A class's hand-ins in one zip, as an LMS packs them -> a folder of our own to read them from.

Students chose the names inside, so no name is trusted: what would lie outside the folder, and
links, are left behind and named. Of files that nobody reads only the name is kept, so that a zip is
read as the folder that it was.
"""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.errors import SubmissionError
from grader.model import message
from grader.text import clean_name

from .archive import METHODS, decoded_name, is_plain_file
from .layouts import list_folder
from .layouts.entries import composed
from .skipped import MAX_ARCHIVE_BYTES, SOURCE_ENDINGS

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
    if path.suffix.lower() != ".zip" or not path.is_file():
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
        yield _meant(folder, composed(path.stem)), left_out


def _meant(folder: Path, name: str) -> Path:
    """The folder itself, or the only one in it, where a whole folder was packed.

    It is taken for one student's where sources lie in it, unless the zip is called as it is.
    """
    listing = list_folder(folder)
    if len(listing.hand_ins) != 1 or not listing.hand_ins[0].is_dir():
        return folder
    (only,) = listing.hand_ins
    inner = list_folder(only).hand_ins
    is_class = bool(inner) and not any(path.suffix.lower() in SOURCE_ENDINGS for path in inner)
    return only if is_class or composed(only.name) == name else folder


def _unpack(archive: zipfile.ZipFile, folder: Path) -> list[str]:
    """Writes what may be needed; gives the names of the rest, each once."""
    left_out: dict[str, None] = {}
    room = MAX_BYTES
    for entry in archive.infolist()[:MAX_ENTRIES]:
        name = decoded_name(entry)
        path = _inside(name)
        if path is None or not (entry.is_dir() or is_plain_file(entry)):
            left_out[clean_name(name)] = None
        elif any(map(_is_hidden, path.parts)):
            left_out |= _pass_over(folder, path)
        elif entry.is_dir():
            _make_folder(folder / path)  # of a student who handed in nothing, too
        else:
            written = _take(archive, entry, folder / path, min(room, MAX_ARCHIVE_BYTES))
            room -= written or 0
            if written is None:
                left_out[clean_name(name)] = None
    return [*left_out, *(clean_name(decoded_name(e)) for e in archive.infolist()[MAX_ENTRIES:])]


def _inside(name: str) -> PurePosixPath | None:
    """Where an entry goes; None for what would lie elsewhere, or too deep."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(":" in part for part in path.parts):
        return None
    return path if len(path.parts) <= MAX_DEPTH else None


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "__MACOSX"))


def _pass_over(folder: Path, path: PurePosixPath) -> dict[str, None]:
    """What to name of a hidden entry, as of a folder's; of a clone is kept that it is one."""
    first = next(number for number, part in enumerate(path.parts) if _is_hidden(part))
    if first and path.parts[first] == ".git":
        _make_folder(folder.joinpath(*path.parts[: first + 1]))
    return {} if first else {clean_name(path.parts[0]): None}


def _make_folder(path: Path) -> None:
    with contextlib.suppress(OSError):  # a file lies there; what is below is named when it comes
        path.mkdir(parents=True, exist_ok=True)


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, limit: int) -> int | None:
    """Writes an entry, of other kinds only its name; how many bytes, None where it is no good."""
    is_needed = target.suffix.lower() in _ENDINGS
    written = 0
    try:
        if target.exists() or entry.compress_type not in METHODS:
            return None  # what came first stays
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as file:
            while is_needed and (block := source.read(_BLOCK)):
                written += len(block)
                if written > limit:
                    break
                file.write(block)
    except Exception:  # noqa: BLE001 - damaged, protected, or of a name that cannot be written
        written = limit + 1
    if written <= limit:
        return written
    with contextlib.suppress(OSError):
        target.unlink(missing_ok=True)
    return None
