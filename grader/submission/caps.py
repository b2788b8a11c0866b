"""How much of a submission is read at most."""

from __future__ import annotations

from grader.model import Message, message

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
