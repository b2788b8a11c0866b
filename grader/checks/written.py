r"""`files` in a check: files that a student's code wrote, and files for it to read.

    files["names.txt"] = "Kim\nLee\n"
    student.count_lines("names.txt", "out.txt")
    assert_equal(files["out.txt"], "2\n")

Files stay until the submission has been graded: a later check finds what an earlier one left.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.i18n import N_
from grader.model import Cause, Message, message
from grader.sandbox.exchange import Kind
from grader.sandbox.faults import StudentFault
from grader.worker.files import MAX_FILE_BYTES

from .api.printed import FileText
from .api.wrong_answer import WrongAnswerError

if TYPE_CHECKING:
    from .proxies import Respondent


class Files:
    """The folder where the student's code works, by the names of its files."""

    def __init__(self, respondent: Respondent) -> None:
        self._respondent = respondent

    def __getitem__(self, name: str) -> str:
        r"""A file's text, with `\n` at the ends of lines.

        Raises:
            WrongAnswerError: there is no such file, or it is no text.
        """
        data = self.read_bytes(name)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _wrong(message("{name} is no text in UTF-8.", name=name)) from error
        return FileText.of(text.replace("\r\n", "\n"), data)

    def __setitem__(self, name: str, content: str | bytes) -> None:
        """Put a file there, in place of one of that name.

        Raises:
            StudentFault: the student's code has put something else there.
        """
        data = content.encode("utf-8") if isinstance(content, str) else content
        (end,) = self._respondent.ends(_kind(name, "write"), [(data,)], {})
        if isinstance(end, StudentFault):
            raise end
        if end.value is not True:
            text = N_("Something that your code made is in the way of a file for it to read.")
            raise StudentFault(Cause.WRONG_ANSWER, message(text), (_named(name),))

    def __contains__(self, name: str) -> bool:
        """Whether there is such a file."""
        return self._read(name)[0] == "file"

    def read_bytes(self, name: str) -> bytes:
        """A file's content.

        Raises:
            WrongAnswerError: there is no such file, or it is too large.
        """
        state, data = self._read(name)
        if state == "file":
            return data
        if state == "too large":
            text = N_("{name} is larger than {mb} MB.")
            raise _wrong(message(text, name=name, mb=MAX_FILE_BYTES // 2**20))
        text = N_("There is no file {name} after your code has run.")
        if state == "no file":
            text = N_("{name} is no plain file.")
        raise _wrong(message(text, name=name))

    def _read(self, name: str) -> tuple[str, bytes]:
        (end,) = self._respondent.ends(_kind(name, "read"), [()], {})
        if isinstance(end, StudentFault):
            raise end
        match end.value:
            case (str(state), bytes(data)) if len(data) <= MAX_FILE_BYTES:
                return state, data
        return "no file", b""  # a worker that was tampered with


def _kind(name: str, how: str) -> Kind:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.name or "\\" in name:
        raise ValueError(f"files[{name!r}]: write the name of a file below the working folder")
    return Kind(name, how="read" if how == "read" else "write")


def _wrong(reason: Message) -> WrongAnswerError:
    sentence = message("Your code did not write the file that is asked for.")
    return WrongAnswerError(Cause.WRONG_ANSWER, sentence, (reason,))


def _named(name: str) -> Message:
    return message("It is {name}.", name=name)
