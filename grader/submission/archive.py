"""A zip file -> its source files, in memory: nothing is unpacked to disk, no name is trusted."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Message, message
from grader.text import MAX_NAME_CHARS, clean_name

from .intake import Allowance, Intake, TooMuchError
from .skipped import MAX_DEPTH, MAX_FILE_BYTES, SOURCE_ENDINGS, Skipped, too_large

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

MAX_MEMBERS = 5_000
MAX_DIRECTORY_BYTES = 1024 * 1024
_BLOCK = 256 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # any other may take any memory


class DirectoryTooLargeError(Exception):
    """A zip with more entries than are looked at."""


class Metered:
    """A zip's file, of which every read is counted before zipfile makes anything of it.

    zipfile reads the whole directory at once and makes an object for each entry before it can be
    asked how many there are; which of several end records it follows differs by version. So the
    size that counts is the one that it asks for.

    Args:
        most: the largest read that is let through, that of the directory.
        spend: called with the size of each read.
    """

    def __init__(self, file: IO[bytes], most: int, spend: Callable[[int], None]) -> None:
        self._file = file
        self._most = most
        self._spend = spend

    def read(self, size: int = -1) -> bytes:
        """Read as usual.

        Raises:
            DirectoryTooLargeError: more was asked for than is let through.
        """
        if size > self._most:
            raise DirectoryTooLargeError
        data = self._file.read(size if size >= 0 else self._most + 1)
        self._spend(len(data))
        if len(data) > self._most:  # the file grew while it was read to its end
            raise DirectoryTooLargeError
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Seek as usual."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Tell as usual."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Say yes."""
        return True


def take_archive(file: IO[bytes], archive: str, intake: Intake, folder: str = "") -> None:
    """Take the source files in a zip.

    Args:
        file: the zip, opened.
        archive: its name in messages.
        intake: takes the files and what is to be said of the others.
        folder: put in front of their names.

    Raises:
        TooMuchError: the student's allowance is used up.
    """
    allowance = intake.allowance
    try:
        counted = Metered(file, MAX_DIRECTORY_BYTES, lambda size: allowance.spend(read=size))
        with zipfile.ZipFile(counted) as opened:
            members = opened.infolist()
            allowance.spend(entries=len(members))
            if len(members) > MAX_MEMBERS:
                text = N_("{name} holds {count} entries; only your own files belong in it.")
                intake.problems.append(message(text, name=archive, count=len(members)))
                return
            _take_members(opened, members, intake, folder)
    except (TooMuchError, MemoryError):
        raise
    except DirectoryTooLargeError:
        text = N_("{name} holds far too many entries; only your own files belong in it.")
        intake.problems.append(message(text, name=archive))
    except Exception:  # noqa: BLE001 - a damaged zip raises errors of many libraries
        text = N_(
            "{name} is not a zip file that can be opened. Make a new one and hand it in again."
        )
        intake.problems.append(message(text, name=archive))


def _take_members(
    opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], intake: Intake, folder: str
) -> None:
    seen: set[str] = set()
    for member in members:
        name = _source_name(member, intake.skipped)
        if name is None:
            continue
        kept_as = str(PurePosixPath(folder, name))
        intake.open(kept_as)
        data = None
        if name.casefold() not in seen and member.compress_type in METHODS:
            data = _read_capped(opened, member, intake.allowance)
        if data is None:
            refused = _refused(member, name, is_duplicate=name.casefold() in seen)
            intake.problems.append(refused)
            continue
        seen.add(name.casefold())
        intake.keep(kept_as, data)


def _source_name(member: zipfile.ZipInfo, skipped: Skipped) -> str | None:
    """The member's name if it is a source file; else None, with the name noted in `skipped`."""
    name = decoded_name(member).replace("\\", "/")
    if len(name) > 2 * MAX_NAME_CHARS:  # cut before any work is done on it: it may have 64 kB
        skipped.add("deep", name)
        return None
    path = PurePosixPath(name)
    if member.is_dir() or not path.parts:
        return None
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        skipped.add("outside", str(path))
    elif any(part.startswith(".") or part in {"__MACOSX", "__pycache__"} for part in path.parts):
        pass  # made by tools: no student misses it
    elif len(path.parts) > MAX_DEPTH or len(str(path)) > MAX_NAME_CHARS:
        skipped.add("deep", str(path))
    elif is_plain_file(member) and path.suffix.lower() in SOURCE_ENDINGS:
        return clean_name(str(path))
    else:
        skipped.add("other", str(path))
    return None


def is_plain_file(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file, not a folder, link or device."""
    mode = member.external_attr >> 16
    return not member.is_dir() and (not mode or stat.S_IFMT(mode) in (0, stat.S_IFREG))


def decoded_name(member: zipfile.ZipInfo) -> str:
    """Decode a member's name, whichever system packed it."""
    if member.flag_bits & 0x800:  # marked as UTF-8
        return member.filename
    try:
        raw = member.filename.encode("cp437")  # undoes zipfile's own decoding
    except UnicodeEncodeError:
        return member.filename
    # without the mark, macOS writes UTF-8 all the same and Korean Windows cp949
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _read_capped(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: Allowance
) -> bytes | None:
    """The member's bytes; None if there are too many for a file, or they are damaged."""
    blocks: list[bytes] = []
    size = 0
    try:
        with opened.open(member) as file:
            while block := file.read(_BLOCK):  # the size that a member claims may be a lie
                size += len(block)
                allowance.spend(read=len(block))
                if size > MAX_FILE_BYTES:
                    return None
                blocks.append(block)
    except (TooMuchError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - damaged, protected or packed in a way of its own
        return None
    return b"".join(blocks)


def _refused(member: zipfile.ZipInfo, name: str, *, is_duplicate: bool) -> Message:
    if is_duplicate:
        return message("{name} is in the zip twice; the first was taken.", name=name)
    if member.flag_bits & 1:
        text = N_("{name} is protected by a password; hand in a zip without one.")
        return message(text, name=name)
    return too_large(name)
