"""A class in one zip, as an LMS packs it -> a private folder to read it from.

Students chose the names inside, so none is trusted: links and names that lead out of the folder
are left out.
"""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from grader.errors import SubmissionError
from grader.model import message
from grader.text import clean_name, composed

from .archive import METHODS, DirectoryTooLargeError, Metered, decoded_name, is_plain_file
from .layouts.entries import list_folder
from .reader import OutOfBoundsError, Reader
from .skipped import SOURCE_ENDINGS, SUBMISSION_ENDINGS, most_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 200_000
MAX_DIRECTORY_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 12
MAX_BYTES = 20 * 1024**3
MAX_MEMBER_BYTES = 100 * 1024**2
MAX_RATIO = 10  # of a member that is larger than a source may be: packed data shrinks no more
MAX_TOLD = 1_000
_BLOCK = 1 << 20
_NOT_OPENED = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
_ENDINGS = (*SUBMISSION_ENDINGS, ".yml", ".txt", ".csv")  # the last three are read by layouts


@contextlib.contextmanager
def opened_class(path: Path) -> Iterator[tuple[Path, list[str]]]:
    """Open a class folder, or unpack a zip into a temporary one; give the names left out, too.

    Raises:
        SubmissionError: the zip cannot be opened.
    """
    if path.is_dir() or path.suffix.lower() != ".zip" or not path.is_file():
        yield path, []
        return
    # only its owner may enter a temporary directory, and it is gone afterwards
    with tempfile.TemporaryDirectory(prefix="cnn-grader-class-") as name:
        folder = Path(name)
        try:
            with Reader([path], writable=[folder]) as reader:
                left_out = reader.unpack_class(path, folder)
        except OutOfBoundsError as error:
            raise SubmissionError(
                message("{path}: reading this takes too much time or memory.", path=str(path)),
                message("Unpack it, and name the folder."),
            ) from error
        yield _class_root(folder, composed(path.stem)), left_out


def unpack(path: Path, folder: Path) -> list[str]:
    """Unpack all of a class's zip that may be read later; give the names of the rest, each once.

    Raises:
        SubmissionError: the zip cannot be opened.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(_metered(file)) as archive:
            left_out = _unpack(archive, folder)
    except (*_NOT_OPENED, DirectoryTooLargeError) as error:
        raise SubmissionError(
            message(
                "{path}: this zip cannot be opened ({reason}).",
                path=str(path),
                reason=str(error) or "too many entries",
            ),
            message("Download the submissions again, or unpack them and name the folder."),
        ) from error
    if len(left_out) <= MAX_TOLD:
        return left_out
    return [*left_out[:MAX_TOLD], f"… (+{len(left_out) - MAX_TOLD})"]


def _metered(file: BinaryIO) -> Metered:
    return Metered(file, MAX_DIRECTORY_BYTES, lambda _size: None)


def _class_root(folder: Path, zip_stem: str) -> Path:
    """The unpacked folder, or the only folder in it if that one holds the class."""
    listing = list_folder(folder)
    if len(listing.candidates) != 1 or not listing.candidates[0].is_dir():
        return folder
    (only,) = listing.candidates
    inner = list_folder(only).candidates
    # a folder with sources in it is one student's, unless it has the name of the zip
    is_class = bool(inner) and not any(path.suffix.lower() in SOURCE_ENDINGS for path in inner)
    return only if is_class or composed(only.name) == zip_stem else folder


def _unpack(archive: zipfile.ZipFile, folder: Path) -> list[str]:
    left_out: dict[str, None] = {}
    room = MAX_BYTES
    members = archive.infolist()
    for member in members[:MAX_MEMBERS]:
        name = decoded_name(member)
        path = _safe_path(name)
        if path is None or not (member.is_dir() or is_plain_file(member)):
            left_out[clean_name(name)] = None
        elif any(map(_is_hidden, path.parts)):
            left_out |= _skip_hidden(folder, path)
        elif member.is_dir():
            _make_folder(folder / path)  # even an empty one is a student's, who handed in nothing
        else:
            is_kept, written = _write_member(
                archive, member, folder / path, min(room, _most(member))
            )
            room = max(0, room - written)
            if not is_kept:
                left_out[clean_name(name)] = None
    return [*left_out, *(clean_name(decoded_name(member)) for member in members[MAX_MEMBERS:])]


def _most(member: zipfile.ZipInfo) -> int:
    """Bytes that a member may have; only an archive may be larger than a source."""
    least = most_bytes(member.filename)
    return min(max(least, MAX_RATIO * member.compress_size), MAX_MEMBER_BYTES)


def _safe_path(name: str) -> PurePosixPath | None:
    """A member's path below the folder; None if it leads out or cannot be written."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if not parts or path.is_absolute() or len(parts) > MAX_DEPTH or ".." in parts:
        return None
    if any(len(part.encode()) > 255 or "\0" in part or ":" in part for part in parts):
        return None
    return path


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "__MACOSX"))


def _skip_hidden(folder: Path, path: PurePosixPath) -> dict[str, None]:
    """Skip a hidden member; give its name if it lies at the top, as a folder's listing would."""
    first = next(number for number, part in enumerate(path.parts) if _is_hidden(part))
    if first and path.parts[first] == ".git":
        _make_folder(folder.joinpath(*path.parts[: first + 1]))  # marks a clone for its layout
    return {} if first else {clean_name(path.parts[0]): None}


def _make_folder(path: Path) -> None:
    with contextlib.suppress(OSError):  # a file has that name; what lies below will be named
        path.mkdir(parents=True, exist_ok=True)


def _write_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, limit: int
) -> tuple[bool, int]:
    """Write a member; say whether it is there, not too large or damaged, and how much it took."""
    # a file that no layout reads stays empty: its name is enough to list it
    is_needed = target.suffix.lower() in _ENDINGS
    written = 0
    try:
        if target.exists() or member.compress_type not in METHODS:
            return False, 0  # the first of two members of one name stays
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("xb") as file:
            while is_needed and (block := source.read(_BLOCK)):
                written += len(block)
                if written > limit:
                    break
                file.write(block)
        is_kept = written <= limit
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged, protected, or of a name that cannot be written
        is_kept = False
    if not is_kept:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
    return is_kept, written
