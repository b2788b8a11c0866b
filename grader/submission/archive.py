"""A zip file -> its source files, in memory: nothing is unpacked to disk, no name is trusted."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path, PurePosixPath

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
    Skipped,
    too_large,
    unreadable,
)

MAX_MEMBERS = 5_000
MAX_PROBLEMS = 10
MAX_DIRECTORY_BYTES = 2 * 1024 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # any other may take any memory


def read_archive(path: Path) -> tuple[list[File], list[Message]]:
    """Read a zip's source files; messages name what could not be read."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_ARCHIVE_BYTES:
            return [], [too_large(clean_name(path.name), MAX_ARCHIVE_BYTES)]
        data = path.read_bytes()
    except OSError as error:
        return [], [unreadable(clean_name(path.name), error)]
    return read_archive_bytes(data, clean_name(path.name))


def read_archive_bytes(data: bytes, archive: str) -> tuple[list[File], list[Message]]:
    """Read the source files in a zip's bytes; `archive` is its name in messages."""
    # zipfile makes an object for each member before it can be asked how many there are
    if _directory_bytes(data) > MAX_DIRECTORY_BYTES:
        text = N_("{name} holds far too many entries; only your own files belong in it.")
        return [], [message(text, name=archive)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return _read_members(opened, archive)
    except Exception:  # noqa: BLE001 - a damaged zip raises errors of many libraries
        text = N_(
            "{name} is not a zip file that can be opened. Make a new one and hand it in again."
        )
        return [], [message(text, name=archive)]


def _directory_bytes(data: bytes) -> int:
    """The size that a zip claims for its directory; 0 without one."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if end < 0 or len(data) < end + 22:
        return 0
    if data[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
        return len(data)  # a record of Zip64 counts instead, which may say anything
    return int.from_bytes(data[end + 12 : end + 16], "little")


def _read_members(opened: zipfile.ZipFile, archive: str) -> tuple[list[File], list[Message]]:
    members = opened.infolist()
    if len(members) > MAX_MEMBERS:
        text = N_("{name} holds {count} entries; only your own files belong in it.")
        return [], [message(text, name=archive, count=len(members))]
    files: list[File] = []
    problems: list[Message] = []
    skipped = Skipped()
    seen: set[str] = set()
    room = MAX_TOTAL_BYTES
    for member in members:
        name = _source_name(member, skipped)
        if name is None:
            continue
        if len(problems) >= MAX_PROBLEMS or len(files) >= MAX_FILES or room <= 0:
            text = N_("{name} and what comes after it was not read: {archive} holds too much.")
            problems.append(message(text, name=name, archive=archive))
            break
        data = None
        if name.casefold() not in seen and member.compress_type in METHODS:
            data, read = _read_capped(opened, member, min(MAX_FILE_BYTES, room))
            room -= read  # even if it is not taken: inflating is the cost
        if data is None:
            problems.append(_refused(member, name, is_duplicate=name.casefold() in seen))
            continue
        seen.add(name.casefold())
        files.append(File(name=name, data=data))
    return files, [*problems, *skipped.messages(files)]


def _source_name(member: zipfile.ZipInfo, skipped: Skipped) -> str | None:
    """The member's name if it is a source file; else None, with the name noted in `skipped`."""
    path = PurePosixPath(decoded_name(member).replace("\\", "/"))
    if member.is_dir() or not path.parts:
        return None
    name = clean_name(str(path))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        skipped.outside.append(name)
    elif any(part.startswith(".") or part in {"__MACOSX", "__pycache__"} for part in path.parts):
        pass  # made by tools: no student misses it
    elif len(path.parts) > MAX_DEPTH or len(str(path)) > MAX_NAME_CHARS:
        skipped.deep.append(name)
    elif is_plain_file(member) and path.suffix.lower() in SOURCE_ENDINGS:
        return name
    else:
        skipped.other.append(name)
    return None


def is_plain_file(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file, not a folder, link or device."""
    mode = member.external_attr >> 16
    return not member.is_dir() and stat.S_IFMT(mode) in (0, stat.S_IFREG)


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
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int
) -> tuple[bytes | None, int]:
    """The member's bytes, None if there are more than `limit`, and how many were read."""
    try:
        with opened.open(member) as file:
            data = file.read(limit + 1)  # a stream: the size that a member claims may be a lie
    except Exception:  # noqa: BLE001 - damaged, protected or packed in a way of its own
        return None, 0  # each such member is a problem, and there may be few of these
    return (data if len(data) <= limit else None), len(data)


def _refused(member: zipfile.ZipInfo, name: str, *, is_duplicate: bool) -> Message:
    if is_duplicate:
        return message("{name} is in the zip twice; the first was taken.", name=name)
    if member.flag_bits & 1:
        text = N_("{name} is protected by a password; hand in a zip without one.")
        return message(text, name=name)
    return too_large(name)
