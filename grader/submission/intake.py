"""The files of one student -> sources that are kept, within limits over all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import File, Message, message

from . import skipped
from .skipped import Skipped
from .sources import condensed

if TYPE_CHECKING:
    from collections.abc import Sequence


class TooMuchError(Exception):
    """More than is read of one student."""


class Allowance:
    """The bytes and entries that may still be read of one student.

    One for all of their attempts, folders and archives, so that sixty archives cost no more than
    one. Refused files count as much as kept ones: reading them is the cost.

    Attributes:
        left_to_read: bytes, from the disk and out of archives.
        left_to_keep: bytes of sources.
        left_to_list: entries of folders and archives.
    """

    def __init__(self) -> None:
        self.left_to_read = skipped.MAX_READ_BYTES
        self.left_to_keep = skipped.MAX_KEPT_BYTES
        self.left_to_list = skipped.MAX_ENTRIES

    def spend(self, *, read: int = 0, kept: int = 0, entries: int = 0) -> None:
        """Take bytes that were read, bytes that are kept, and entries of a folder or archive.

        Raises:
            TooMuchError: one of them is used up.
        """
        self.left_to_read -= read
        self.left_to_keep -= kept
        self.left_to_list -= entries
        spent = (
            (read, self.left_to_read),
            (kept, self.left_to_keep),
            (entries, self.left_to_list),
        )
        # what has been listed before too much came is still read
        if any(size and left < 0 for size, left in spent):
            raise TooMuchError


class Intake:
    """The files taken from one attempt.

    Args:
        allowance: of the student.
        wanted: names of modules; files whose names contain one are read first.

    Attributes:
        allowance: of the student.
        files: those that were kept.
        problems: messages to the student.
        skipped: names of files that were not opened.
        at: the name of the file or folder that is being read.
    """

    def __init__(self, allowance: Allowance, wanted: Sequence[str] = ()) -> None:
        self.allowance = allowance
        self._wanted = [_letters(module) for module in wanted]
        self.files: list[File] = []
        self.problems: list[Message] = []
        self.skipped = Skipped()
        self.at = ""
        self._left = skipped.MAX_FILES

    def order(self, name: str) -> tuple[bool, int]:
        """Sort files that may be an exercise's before the rest, then by the number of folders."""
        stem = _letters(name.rpartition("/")[2].rpartition(".")[0]) if self._wanted else ""
        return not any(module in stem for module in self._wanted), name.count("/")

    def open(self, name: str) -> None:
        """Count a file before it is opened.

        Raises:
            TooMuchError: too many were opened.
        """
        self.at = name
        self._left -= 1
        if self._left < 0:
            raise TooMuchError

    def keep(self, name: str, data: bytes, modified: tuple[int, ...] = ()) -> None:
        """Keep a file's sources.

        Args:
            modified: see `File`.

        Raises:
            TooMuchError: too much is kept already.
        """
        file = condensed(File(name=name, data=data, modified=modified))
        self.allowance.spend(kept=len(file.data))
        self.files.append(file)

    def stop(self) -> None:
        """Note that nothing more is read."""
        text = N_("{name} and what comes after it was not read: there is too much here.")
        self.problems.insert(0, message(text, name=self.at))

    def messages(self) -> list[Message]:
        """The problems, and the skipped files by reason."""
        told = self.problems[: skipped.MAX_PROBLEMS]
        if more := len(self.problems) - len(told):
            told.append(message("and {count} more", count=more))
        return [*told, *self.skipped.messages(self.files)]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
