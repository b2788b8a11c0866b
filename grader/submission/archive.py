"""A zip file -> its source files, in memory: nothing is unpacked to disk, no name is trusted."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import File, Message, message
from grader.text import MAX_NAME_CHARS, clean_name

from .skipped import (
    MAX_ARCHIVE_BYTES,
    MAX_DEPTH,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_TOTAL_BYTES,
    SOURCE_ENDINGS,
    name_skipped,
    nothing_skipped,
    too_large,
    unreadable,
)

if TYPE_CHECKING:
    from .skipped import Skipped

MAX_ENTRIES = 5_000
MAX_PROBLEMS = 10
MAX_DIRECTORY_BYTES = 2 * 1024 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # any other may take any memory


def read_archive(path: Path) -> tuple[list[File], list[Message]]:
    """The source files in a zip, and what could not be taken."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_ARCHIVE_BYTES:
            return [], [too_large(clean_name(path.name), MAX_ARCHIVE_BYTES)]
        data = path.read_bytes()
    except OSError as error:
        return [], [unreadable(clean_name(path.name), error)]
    return read_archive_bytes(data, clean_name(path.name))


def read_archive_bytes(data: bytes, archive: str) -> tuple[list[File], list[Message]]:
    """The source files in a zip's bytes, and what could not be taken."""
    if _directory_bytes(data) > MAX_DIRECTORY_BYTES:
        text = N_("{name} holds far too many entries; only your own files belong in it.")
        return [], [message(text, name=archive)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return _read_entries(opened, archive)
    except Exception:  # noqa: BLE001 - damaged in any of the ways that its formats can be
        text = N_(
            "{name} is not a zip file that can be opened. Make a new one and hand it in again."
        )
        return [], [message(text, name=archive)]


def _directory_bytes(data: bytes) -> int:
    """How large the zip says that its directory is, before anything reads it; 0 without one."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if end < 0 or len(data) < end + 22:
        return 0
    if data[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
        return len(data)  # a record of Zip64 counts instead, which may say anything
    return int.from_bytes(data[end + 12 : end + 16], "little")


def _read_entries(opened: zipfile.ZipFile, archive: str) -> tuple[list[File], list[Message]]:
    entries = opened.infolist()
    if len(entries) > MAX_ENTRIES:
        text = N_("{name} holds {count} entries; only your own files belong in it.")
        return [], [message(text, name=archive, count=len(entries))]
    files: list[File] = []
    problems: list[Message] = []
    seen: set[str] = set()
    left = nothing_skipped()
    room = MAX_TOTAL_BYTES
    for entry in entries:
        name = _safe_name(entry)
        if name is None:
            _note(entry, left)
            continue
        if len(problems) >= MAX_PROBLEMS or len(files) >= MAX_FILES or room <= 0:
            text = N_("{name} and what comes after it was not read: {archive} holds too much.")
            problems.append(message(text, name=name, archive=archive))
            break
        data = None
        if name.casefold() not in seen and entry.compress_type in METHODS:
            data, read = _read_capped(opened, entry, min(MAX_FILE_BYTES, room))
            room -= read  # whether it is taken or not: inflating is what costs
        if data is None:
            problems.append(_refused(entry, name, is_duplicate=name.casefold() in seen))
            continue
        seen.add(name.casefold())
        files.append(File(name=name, data=data))
    return files, [*problems, *name_skipped(left, files)]


def _safe_name(entry: zipfile.ZipInfo) -> str | None:
    """The entry's name where it is a source file's and leads nowhere else; None for all others."""
    path = _path(entry)
    if not is_plain_file(entry) or not path.parts:
        return None
    if _is_of_tools(path) or _leads_outside(path) or _is_deep(path):
        return None
    return clean_name(str(path)) if path.suffix.lower() in SOURCE_ENDINGS else None


def _note(entry: zipfile.ZipInfo, left: Skipped) -> None:
    """Notes an entry that is not taken, under its reason; folders and tools' own files are none."""
    path = _path(entry)
    if entry.is_dir() or not path.parts:
        return
    if _leads_outside(path):
        left.outside.append(clean_name(str(path)))
    elif _is_of_tools(path):
        return
    elif _is_deep(path):
        left.deep.append(clean_name(str(path)))
    else:
        left.other.append(clean_name(str(path)))


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(decoded_name(entry).replace("\\", "/"))


def _is_of_tools(path: PurePosixPath) -> bool:
    return any(part.startswith(".") or part in {"__MACOSX", "__pycache__"} for part in path.parts)


def _leads_outside(path: PurePosixPath) -> bool:
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


def _is_deep(path: PurePosixPath) -> bool:
    return len(path.parts) > MAX_DEPTH or len(str(path)) > MAX_NAME_CHARS


def is_plain_file(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file, and no folder, link or device."""
    mode = entry.external_attr >> 16
    return not entry.is_dir() and stat.S_IFMT(mode) in (0, stat.S_IFREG)


def decoded_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; without the flag for UTF-8, Korean Windows writes cp949, macOS UTF-8."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")  # what zipfile decoded it with
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _read_capped(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int
) -> tuple[bytes | None, int]:
    """The entry's bytes, if they are within the limit, and how many were read.

    Read as a stream, because the size it claims may be a lie.
    """
    try:
        with opened.open(entry) as file:
            data = file.read(limit + 1)
    except Exception:  # noqa: BLE001 - damaged, protected or packed in a way of its own
        return None, 0  # each such entry is a problem, and there may be few of these
    return (data if len(data) <= limit else None), len(data)


def _refused(entry: zipfile.ZipInfo, name: str, is_duplicate: bool) -> Message:  # noqa: FBT001
    if is_duplicate:
        return message("{name} is in the zip twice; the first was taken.", name=name)
    if entry.flag_bits & 1:
        text = N_("{name} is protected by a password; hand in a zip without one.")
        return message(text, name=name)
    return too_large(name)
