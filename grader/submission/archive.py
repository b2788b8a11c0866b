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
from .skipped import (
    COPIES_FOLDER,
    ENVIRONMENT_FOLDERS,
    ENVIRONMENT_MARKS,
    IGNORED_FOLDERS,
    MAX_DEPTH,
    MAX_NAMES,
    SOURCE_ENDINGS,
    SUBMISSION_ENDINGS,
    Skipped,
    is_copy,
    most_bytes,
    taken_copy,
    too_large,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

_Named = tuple[str, zipfile.ZipInfo]
MAX_MEMBERS = 20_000
MAX_DIRECTORY_BYTES = 2 * 1024 * 1024
_BLOCK = 256 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # any other may take any memory
_METHOD_NAMES = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd"}


class DirectoryTooLargeError(Exception):
    """A zip with more entries than are looked at."""


class Metered:
    """A zip's file that counts every read before zipfile makes anything of it.

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


def take_archive(
    file: IO[bytes], archive: str, intake: Intake, folder: str = "", *, is_inner: bool = False
) -> None:
    """Take the source files in a zip, and in the zips that it holds.

    Args:
        file: the zip, opened.
        archive: its name in messages.
        intake: takes the files, and messages about the others.
        folder: put in front of their names.
        is_inner: whether it lies in another zip; those in it are not opened.

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
            endings = SOURCE_ENDINGS if is_inner else SUBMISSION_ENDINGS
            named = _named_sources(members, endings, intake.skipped)
            archives = [each for each in named if _is_archive(each)]
            sources = [each for each in named if not _is_archive(each)]
            _take_members(opened, sources, intake, folder)
            _take_inner(opened, archives, intake, folder)
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


def _is_archive(named: _Named) -> bool:
    return named[0].lower().endswith(".zip")


def _named_sources(
    members: list[zipfile.ZipInfo], endings: tuple[str, ...], skipped: Skipped
) -> list[_Named]:
    named = [(name, m) for m in members if (name := _source_name(m, endings, skipped))]
    environments = _environments(members)
    return [each for each in named if not _is_installed(PurePosixPath(each[0]), environments)]


def _take_members(
    opened: zipfile.ZipFile, named: list[_Named], intake: Intake, folder: str
) -> None:
    copies = [name for name, _ in named if is_copy(name)]
    if len(copies) < len(named):
        named = [each for each in named if not is_copy(each[0])]
        for name in copies:
            intake.skipped.add("copies", name)
    else:
        intake.problems += [taken_copy(name) for name in copies[:MAX_NAMES]]
    seen: set[str] = set()
    # of two of one name the first one in the zip stays the first
    for name, member in sorted(named, key=lambda each: intake.order(each[0])):
        kept_as = str(PurePosixPath(folder, name))
        intake.open(kept_as)
        if name.casefold() in seen:
            text = N_("{name} is in the zip twice; the first was taken.")
            intake.problems.append(message(text, name=name))
            continue
        data = _read_capped(opened, member, name, intake.allowance)
        if isinstance(data, bytes):
            seen.add(name.casefold())
            intake.keep(kept_as, data, member.date_time)
        else:
            intake.problems.append(data)


def _take_inner(
    opened: zipfile.ZipFile, archives: list[_Named], intake: Intake, folder: str
) -> None:
    for name, member in archives:
        kept_as = str(PurePosixPath(folder, name))
        intake.open(kept_as)
        data = _read_capped(opened, member, name, intake.allowance)
        if isinstance(data, bytes):
            inside = str(PurePosixPath(kept_as).with_suffix(""))
            take_archive(io.BytesIO(data), name, intake, inside, is_inner=True)
        else:
            intake.problems.append(data)


def _environments(members: list[zipfile.ZipInfo]) -> set[PurePosixPath]:
    """The folders of virtual environments in a zip."""
    names = (m.filename.replace("\\", "/") for m in members if len(m.filename) < MAX_NAME_CHARS)
    marks = {mark: f"/{mark}" for mark in ENVIRONMENT_MARKS}
    return {
        PurePosixPath(name.partition(mark)[0])
        for name in names
        for mark, inner in marks.items()
        if name.startswith(mark) or inner in name
    }


def _is_installed(path: PurePosixPath, environments: set[PurePosixPath]) -> bool:
    """Whether a source belongs to a virtual environment."""
    return any(
        folder in environments and path.relative_to(folder).parts[0].lower() in ENVIRONMENT_FOLDERS
        for folder in (path.parents if environments else ())
    )


def _source_name(member: zipfile.ZipInfo, endings: tuple[str, ...], skipped: Skipped) -> str | None:
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
    elif any(_is_of_tools(part) for part in path.parts):
        pass  # made by tools: no student misses it
    elif len(path.parts) > MAX_DEPTH or len(str(path)) > MAX_NAME_CHARS:
        skipped.add("deep", str(path))
    elif is_plain_file(member) and path.suffix.lower() in endings:
        return clean_name(str(path))
    else:
        skipped.add("other", str(path))
    return None


def _is_of_tools(part: str) -> bool:
    return part in IGNORED_FOLDERS or (part.startswith(".") and part != COPIES_FOLDER)


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
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, allowance: Allowance
) -> bytes | Message:
    """The member's bytes, or why they are not taken."""
    if member.flag_bits & 1:
        text = N_("{name} is protected by a password; hand in a zip without one.")
        return message(text, name=name)
    if member.compress_type not in METHODS:
        text = N_(
            "{name} could not be read: the zip packs it in an unusual way ({method}). Make the zip "
            "with your system's own command."
        )
        method = _METHOD_NAMES.get(member.compress_type, str(member.compress_type))
        return message(text, name=name, method=method)
    blocks: list[bytes] = []
    size, most = 0, most_bytes(name)
    try:
        with opened.open(member) as file:
            while block := file.read(_BLOCK):  # the size that a member claims may be a lie
                size += len(block)
                allowance.spend(read=len(block))
                if size > most:
                    return too_large(name, most)
                blocks.append(block)
    except (TooMuchError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a damaged member raises errors of many libraries
        text = N_("{name} could not be read: it is damaged in the zip. Make a new zip.")
        return message(text, name=name)
    return b"".join(blocks)
