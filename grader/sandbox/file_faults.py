"""A file that a student's code could not open -> the files that are there, and the likely one."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import message
from grader.worker.confinement.namespaces import SCRATCH_MB

if TYPE_CHECKING:
    from collections.abc import Collection

    from grader.model import Exercise, Message

MAX_NAMED = 12
_NAMED_FILE = re.compile(r"'([^']{1,300})'(?: -> '[^']*')?$|\"([^\"]{1,300})\"$")
_OWN_PATH = re.compile(r"[A-Za-z]:|[/~]|.*\\")
_NO_ROOM = re.compile(r"^\[Errno (?:27|28|122)\]")  # EFBIG, ENOSPC, EDQUOT
_READ_ONLY = re.compile(r"^\[Errno 30\]")  # EROFS
FILE_FAULTS = frozenset({"FileNotFoundError", "PermissionError", "IsADirectoryError", "OSError"})


def file_details(bases: Collection[str], text: str, exercise: Exercise) -> tuple[Message, ...]:
    """Details about an exception about a file; none for another exception.

    Args:
        bases: the names of its classes.
        text: its own words.
        exercise: with the files that are there.
    """
    if FILE_FAULTS.isdisjoint(bases):
        return ()
    if _NO_ROOM.match(text):
        return (message("There is room for {mb} MB of files.", mb=SCRATCH_MB),)
    found = _NAMED_FILE.search(text)
    name = (found.group(1) or found.group(2)).replace("\\\\", "\\") if found else ""
    if not name.isprintable() or not name:
        return ()
    there = exercise.data.files
    if "FileNotFoundError" in bases or _OWN_PATH.match(name):
        return (*_whats_there(there), *_meant(name, there))
    if "PermissionError" not in bases and not _READ_ONLY.match(text):
        return ()
    if name in there:
        return (message("{name} can be read, and not written.", name=name),)
    if not exercise.data.writes:
        return (message("Your code cannot write files in this exercise."), *_whats_there(there))
    return (message("Your code can write files beside your own file, and nowhere else."),)


def _whats_there(there: tuple[str, ...]) -> tuple[Message, ...]:
    if not there:
        return (message("No files are there when your code is graded."),)
    names = ", ".join(there[:MAX_NAMED]) + (", …" if len(there) > MAX_NAMED else "")
    text = N_("When your code is graded, these files are there: {names}")
    return (message(text, names=names),)


def _meant(name: str, there: tuple[str, ...]) -> tuple[Message, ...]:
    """The file that a beginner may have meant by a name."""
    last = re.split(r"[\\/]", name)[-1]
    by_last = {re.split("/", one)[-1].casefold(): one for one in there}
    near = by_last.get(last.casefold(), "")
    if _OWN_PATH.match(name):
        text = N_("A path such as {path} leads to a place on your own computer. Write {name}.")
        if near:
            return (message(text, path=name, name=repr(near)),)
        text = N_("A path such as {path} leads to a place on your own computer.")
        return (message(text, path=name),)
    if near and near.casefold() == name.casefold():
        text = N_("Capital and small letters count: write {name}.")
        return (message(text, name=repr(near)),)
    close = [near] if near else difflib.get_close_matches(name, there, n=1)
    return (message("Did you mean {name}?", name=close[0]),) if close else ()
