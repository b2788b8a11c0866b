"""Caps on what is read of a submission, and the sentences that name what was skipped.

Pictures and data are nobody's loss and pass in silence, as long as there are sources. Where there
are none everything is named, and what may hold some (an archive that is not read) always is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from grader.i18n import N_
from grader.model import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model import File, Message

SOURCE_ENDINGS = (".py", ".ipynb")
# that students pack their work into, and that are not read; the last two are Korean ones
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".tar.gz", ".tgz", ".alz", ".egg")
MAX_FILE_BYTES = 20 * 1024 * 1024  # a notebook full of pictures; its source is a small part
MAX_SOURCE_CHARS = 1024 * 1024  # of one file, outputs not counted
MAX_SEARCHED_CHARS = 4 * 1024 * 1024  # for functions, in files that are named after no exercise
MAX_HELPER_CHARS = 2 * 1024 * 1024  # of all files that are not the answer itself
MAX_TOTAL_BYTES = 100 * 1024 * 1024
MAX_ARCHIVE_BYTES = 100 * 1024 * 1024
MAX_FILES = 200
MAX_DEPTH = 8
MAX_CELLS = 2_000
MAX_NAMES = 5
_RENAMED = tuple(f"{ending}{more}" for ending in SOURCE_ENDINGS for more in (".txt", ".json"))
_TELLING = (*SOURCE_ENDINGS, ".zip", *OTHER_ARCHIVES, *_RENAMED)
_KEPT = tuple(f".bak{ending}.txt" for ending in SOURCE_ENDINGS)  # by `grade reset`


class Skipped(NamedTuple):
    """Names of files that were not read, cleaned.

    Attributes:
        other: those of another kind, and archives in an archive.
        outside: those whose names lead out of their archive.
        deep: those below more folders than are looked into.
        closed: folders that may not be opened.
    """

    other: list[str]
    outside: list[str]
    deep: list[str]
    closed: list[str]


def nothing_skipped() -> Skipped:
    """To be filled."""
    return Skipped([], [], [], [])


def name_skipped(left: Skipped, files: Sequence[File]) -> list[Message]:
    """A sentence for each reason, beside the files that were read."""
    said = []
    if other := _worth_naming(left.other, files):
        said.append(not_read(other))
    if outside := _worth_naming(left.outside, files):
        text = N_("Not read, as the name leads out of the zip: {names}. Zip the files themselves.")
        said.append(message(text, names=_listed(outside)))
    if deep := _worth_naming(left.deep, files):
        text = N_("Not read, as it lies below more than {depth} folders: {names}.")
        said.append(message(text, depth=MAX_DEPTH, names=_listed(deep)))
    if left.closed:
        text = N_("Not read, as these folders may not be opened: {names}.")
        said.append(message(text, names=_listed(left.closed)))
    return said


def not_read(names: Sequence[str]) -> Message:
    """The sentence for files of another kind."""
    text = N_("Not read: {names}. Hand in .py and .ipynb files, or one .zip of them.")
    return message(text, names=_listed(names))


def _worth_naming(names: list[str], files: Sequence[File]) -> list[str]:
    telling = [name for name in names if name.lower().endswith(_TELLING)]
    return [name for name in telling if not name.endswith(_KEPT)] if files else names


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MAX_NAMES]) + (" …" if len(names) > MAX_NAMES else "")


def too_large(name: str, limit: int = MAX_FILE_BYTES) -> Message:
    """The sentence for a file that was not read; `limit` in bytes."""
    return message(
        "{name} could not be read: it is larger than {limit} MB, or not a plain file.",
        name=name,
        limit=limit // 2**20,
    )


def unreadable(name: str, error: OSError) -> Message:
    """The sentence for a file that the system would not let be read."""
    reason = error.strerror or type(error).__name__
    return message("{name} could not be read: {reason}.", name=name, reason=reason)
