"""Limits on reading a submission, and messages that name the skipped files."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
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
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_NOTEBOOK_BYTES = 100 * 1024 * 1024  # nearly all of it pictures, which are passed over
MAX_SOURCE_CHARS = 1024 * 1024  # in one file, outputs not counted
MAX_SEARCHED_CHARS = 4 * 1024 * 1024  # for functions, in files not named after an exercise
MAX_HELPER_CHARS = 2 * 1024 * 1024  # of all files but the answer itself
MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024  # of which only the list and the sources are read
MAX_FILES = 200  # of one attempt
MAX_DEPTH = 8
MAX_CELLS = 2_000
MAX_NAMES = 5
MAX_PROBLEMS = 10
# of one student, over all attempts, folders and archives; refused files count as well
MAX_READ_BYTES = 200 * 1024 * 1024  # from the disk, and out of archives
MAX_KEPT_BYTES = 8 * 1024 * 1024  # notebooks without their outputs
MAX_ENTRIES = 100_000  # of folders and archives
# folders of tools and installed libraries
IGNORED_FOLDERS = frozenset(
    "__pycache__ __MACOSX __pypackages__ node_modules bower_components site-packages dist-packages"
    " $RECYCLE.BIN".split()
)
COPIES_FOLDER = ".ipynb_checkpoints"  # Jupyter keeps a copy of each notebook there
ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")  # a virtual environment has one of them
# a virtual environment's own files; beside them there may be work
ENVIRONMENT_FOLDERS = frozenset(
    "lib lib64 bin scripts include share etc conda-meta pkgs dlls library tools tcl man".split()
)
_TEXT_ENDINGS = frozenset(
    " .doc .docx .htm .html .hwp .json .md .pdf .pyw .rtf .text .txt".split(" ")
)
# these are no sources under another name, as `a.ipynb.pdf`
_DOCUMENTS = (".doc", ".docx", ".htm", ".html", ".hwp", ".jpeg", ".jpg", ".pdf", ".png")
_STAND_INS = tuple(
    ".url .webloc .lnk .gdoc .desktop .crdownload .part .partial .download .opdownload".split()
)
_MAY_HOLD_SOURCES = (*SUBMISSION_ENDINGS, *OTHER_ARCHIVES)
# Windows hides `.txt`, browsers add `.json`, and a copy's mark may come last: `a.ipynb의 사본`
_SOURCE_WITHIN = re.compile(r".+?\.(?:ipynb|py)(?![a-z0-9_])", re.IGNORECASE)
_BACKUPS = tuple(f".bak{ending}.txt" for ending in SOURCE_ENDINGS)  # made by `grade reset`


class Skipped(msgspec.Struct):
    """Cleaned names of files that were not read.

    Attributes:
        other: files that are not sources, and archives in an archive.
        outside: names that lead out of their archive.
        deep: files and folders below more than `MAX_DEPTH` folders, or with too long a name.
        closed: folders without permission to open them.
        copies: copies of notebooks that Jupyter made.
    """

    other: list[str] = []
    outside: list[str] = []
    deep: list[str] = []
    closed: list[str] = []
    copies: list[str] = []

    def add(self, reason: str, name: str) -> None:
        """Note a name, which need not be clean, for one of the reasons above."""
        names: list[str] = getattr(self, reason)
        is_telling = name.lower().endswith(_MAY_HOLD_SOURCES) or bool(source_within(name[-300:]))
        if len(names) < (2 * MAX_FILES if is_telling else MAX_FILES):
            names.append(clean_name(name[-2 * MAX_NAME_CHARS :]))

    def messages(self, files: Sequence[File]) -> list[Message]:
        """One message for each reason, given the files that were read."""
        if not (self.other or self.outside or self.deep or self.closed or self.copies):
            return []
        wanted = {name: source_within(name) for name in self.other}
        read = {PurePosixPath(file.name).name for file in files}
        renamed = {n: w for n, w in wanted.items() if w and PurePosixPath(w).name not in read}
        messages = [looks_like(name, renamed[name]) for name in [*renamed][:MAX_NAMES]]
        empty = [name for name in self.other if name.lower().endswith(_STAND_INS)]
        if empty:
            text = N_(
                "Not read: {names}. This is only a link or an unfinished download. Hand in the "
                "file itself."
            )
            messages.append(message(text, names=listed(empty)))
        # beside a file of that name it may be the work, and the file an untouched starter
        twins = [name for name, meant in wanted.items() if meant and name not in renamed]
        others = [name for name in self.other if not wanted[name] and name not in empty]
        if other := [*_worth_naming(others, files), *twins]:
            messages.append(not_read(other))
        if outside := _worth_naming(self.outside, files):
            text = N_(
                "Not read, as the name leads out of the zip: {names}. Zip the files themselves."
            )
            messages.append(message(text, names=listed(outside)))
        if deep := _worth_naming(self.deep, files):
            text = N_("Not read, as it lies below more than {depth} folders: {names}.")
            messages.append(message(text, depth=MAX_DEPTH, names=listed(deep)))
        if copies := [name for name in self.copies if original_name(name) not in read]:
            text = N_(
                "Not read: {names}. Jupyter makes such copies by itself, and they may be older "
                "than your work. Hand in the notebook itself."
            )
            messages.append(message(text, names=listed(copies)))
        if self.closed:
            text = N_("Not read, as these folders may not be opened: {names}.")
            messages.append(message(text, names=listed(self.closed)))
        return messages


def is_copy(name: str) -> bool:
    """Whether a file lies where Jupyter keeps its copies."""
    return COPIES_FOLDER in PurePosixPath(name).parts[:-1]


def original_name(copy: str) -> str:
    """The name, without folders, of the notebook that Jupyter has copied."""
    path = PurePosixPath(copy)
    return path.stem.removesuffix("-checkpoint") + path.suffix


def taken_copy(name: str) -> Message:
    """The message for a copy that is graded, because the notebook itself is not there."""
    text = N_(
        "{name} is a copy that Jupyter made by itself, and it may be older than your work. It was "
        "taken, because nothing else is there. Hand in the notebook itself."
    )
    return message(text, name=name)


def not_read(names: Sequence[str]) -> Message:
    """The message for files that are not sources."""
    text = N_("Not read: {names}. Hand in .py and .ipynb files, or one .zip of them.")
    return message(text, names=listed(names))


def most_bytes(name: str) -> int:
    """The largest size of a source."""
    return MAX_NOTEBOOK_BYTES if name.lower().endswith(".ipynb") else MAX_FILE_BYTES


def source_within(name: str) -> str:
    """The name of the source that another ending hides; empty if there is none."""
    if name.lower().endswith((*SUBMISSION_ENDINGS, *_BACKUPS, *_DOCUMENTS, *_STAND_INS)):
        return ""
    found = _SOURCE_WITHIN.match(name)
    return found.group() if found else ""


def looks_like(name: str, wanted: str) -> Message:
    """The message for a source that another ending hides."""
    return message("{name} looks like {wanted}: rename it.", name=name, wanted=wanted)


def too_large(name: str, limit: int) -> Message:
    """The message for a file above `limit` bytes."""
    text = N_("{name} could not be read: it is larger than {limit} MB.")
    return message(text, name=name, limit=limit // 2**20)


def no_plain_file(name: str) -> Message:
    """The message for a link, a pipe or a device."""
    text = N_("{name} could not be read: it is not a plain file. Hand in the file itself.")
    return message(text, name=name)


def unreadable(name: str, error: OSError) -> Message:
    """The message for a file that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    return message("{name} could not be read: {reason}.", name=name, reason=reason)


def _worth_naming(names: list[str], files: Sequence[File]) -> list[str]:
    # beside sources, skipped pictures and data are no loss; without any, each name may explain it
    if not files:
        return names
    read = {PurePosixPath(file.name).stem.lower() for file in files}
    return [n for n in names if n.lower().endswith(_MAY_HOLD_SOURCES) or _is_twin(n, read)]


def _is_twin(name: str, stems: set[str]) -> bool:
    # an untouched starter may have been read, and the work lie in this one
    path = PurePosixPath(name.lower())
    return path.stem.partition(".")[0] in stems and path.suffix in _TEXT_ENDINGS


def listed(names: Sequence[str], most: int = MAX_NAMES) -> str:
    """The first of some names; a sign for the others."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
