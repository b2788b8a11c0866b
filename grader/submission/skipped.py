"""Limits on what is read of a submission, and messages that name the skipped files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.i18n import N_
from grader.model import Message, message
from grader.text import MAX_NAME_CHARS, clean_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import File

SOURCE_ENDINGS = (".py", ".ipynb")
SUBMISSION_ENDINGS = (*SOURCE_ENDINGS, ".zip")
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".tar.gz", ".tgz", ".alz", ".egg")  # the last two: Korean
MAX_FILE_BYTES = 20 * 1024 * 1024  # notebooks with many pictures; their source is a small part
MAX_SOURCE_CHARS = 1024 * 1024  # in one file, outputs not counted
MAX_SEARCHED_CHARS = 4 * 1024 * 1024  # for functions, in files not named after an exercise
MAX_HELPER_CHARS = 2 * 1024 * 1024  # of all files but the answer itself
MAX_ARCHIVE_BYTES = 100 * 1024 * 1024
MAX_FILES = 200  # of one attempt
MAX_DEPTH = 8
MAX_CELLS = 2_000
MAX_NAMES = 5
MAX_PROBLEMS = 10
# of one student, over all attempts, folders and archives; what is refused counts as well
MAX_READ_BYTES = 200 * 1024 * 1024  # from the disk, and out of archives
MAX_KEPT_BYTES = 8 * 1024 * 1024  # notebooks without their outputs
MAX_ENTRIES = 100_000  # of folders and archives
_RENAMED = tuple(f"{ending}{more}" for ending in SOURCE_ENDINGS for more in (".txt", ".json"))
_MAY_HOLD_SOURCES = (*SUBMISSION_ENDINGS, *OTHER_ARCHIVES, *_RENAMED)
_BACKUPS = tuple(f".bak{ending}.txt" for ending in SOURCE_ENDINGS)  # made by `grade reset`


class Skipped(msgspec.Struct):
    """Cleaned names of files that were not read.

    Attributes:
        other: files that are not sources, and archives in an archive.
        outside: names that lead out of their archive.
        deep: files and folders below more than `MAX_DEPTH` folders, or with too long a name.
        closed: folders without permission to open them.
    """

    other: list[str] = []
    outside: list[str] = []
    deep: list[str] = []
    closed: list[str] = []

    def add(self, reason: str, name: str) -> None:
        """Note a name, which need not be clean, for one of the reasons above."""
        names: list[str] = getattr(self, reason)
        if len(names) < MAX_FILES:
            names.append(clean_name(name[-2 * MAX_NAME_CHARS :]))

    def messages(self, files: Sequence[File]) -> list[Message]:
        """One message for each reason, given the files that were read."""
        messages = []
        if other := _worth_naming(self.other, files):
            messages.append(not_read(other))
        if outside := _worth_naming(self.outside, files):
            text = N_(
                "Not read, as the name leads out of the zip: {names}. Zip the files themselves."
            )
            messages.append(message(text, names=_listed(outside)))
        if deep := _worth_naming(self.deep, files):
            text = N_("Not read, as it lies below more than {depth} folders: {names}.")
            messages.append(message(text, depth=MAX_DEPTH, names=_listed(deep)))
        if self.closed:
            text = N_("Not read, as these folders may not be opened: {names}.")
            messages.append(message(text, names=_listed(self.closed)))
        return messages


def not_read(names: Sequence[str]) -> Message:
    """The message for files that are not sources."""
    text = N_("Not read: {names}. Hand in .py and .ipynb files, or one .zip of them.")
    return message(text, names=_listed(names))


def too_large(name: str, limit: int = MAX_FILE_BYTES) -> Message:
    """The message for a file above `limit` bytes, or not a regular file."""
    return message(
        "{name} could not be read: it is larger than {limit} MB, or not a plain file.",
        name=name,
        limit=limit // 2**20,
    )


def unreadable(name: str, error: OSError) -> Message:
    """The message for a file that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    return message("{name} could not be read: {reason}.", name=name, reason=reason)


def _worth_naming(names: list[str], files: Sequence[File]) -> list[str]:
    # beside sources, skipped pictures and data are no loss; without any, each name may explain it
    if not files:
        return names
    telling = [name for name in names if name.lower().endswith(_MAY_HOLD_SOURCES)]
    return [name for name in telling if not name.endswith(_BACKUPS)]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MAX_NAMES]) + (" …" if len(names) > MAX_NAMES else "")
