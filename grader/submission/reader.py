"""Paths of strangers' files -> their content, read by a process of its own within bounds.

A file can harm its reader (time, memory, a crash): only that process suffers, is named as the
reason, and replaced. `reader_process` is the other end.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from grader.errors import GraderError, SubmissionError
from grader.i18n import N_
from grader.model import Message, Submission, Value, message
from grader.text import clean_name

from .loading import demand_there, load_submission
from .notebooks import may_be_ipython
from .reader_messages import (
    CLASS_ZIP,
    FAULT,
    METADATA,
    NEEDS_IPYTHON,
    OUT_OF_MEMORY,
    REFUSAL,
    SUBMISSION,
    Asked,
    Bounds,
    Metadata,
    ReadAttempts,
    ReadMetadata,
    ReadPath,
    Request,
    Scope,
    UnpackClass,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .class_folder import Attempt

MAX_ANSWER_BYTES = 64 * 1024 * 1024
_GRACE_SECONDS = 5  # for the process to end by itself
_START_SECONDS = 60
_MARK_FILES = 1_000
_MARK_BYTES = 64 * 1024
# how it ends because of the files, and not from outside
_OWN_ENDS = {OUT_OF_MEMORY, -getattr(signal, "SIGXCPU", 0)}
_OPTIONS = ("-I", "-B", "-X", "utf8")
_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
_MAIN = "from grader.submission.reader_process import main; main()"


def read_submission(
    path: Path,
    student: str = "",
    wanted: Sequence[str] = (),
    leave_out: Callable[[Submission], Submission] = lambda submission: submission,
) -> Submission:
    """Read somebody's own submission: here, but for notebooks that only IPython understands.

    Args:
        wanted: modules of the exercises; see `load_submission`.
        leave_out: removes files that are no answers.

    Raises:
        SubmissionError: there is none at that path.
    """
    # before the next line: the course's own notebooks are no reason to start a process with IPython
    submission = leave_out(load_submission(path, student, wanted))
    if not any(map(may_be_ipython, submission.files)):
        return submission
    with Reader([path], wanted=wanted) as reader:
        return leave_out(reader.read_path(path, student))


class Unread(Value, frozen=True):
    """Why a student's files were not read.

    Attributes:
        mark: a hash of the names, sizes and beginnings of the files, which are not tried again
            while it is the same; empty if something else may have been the cause.
    """

    mark: str
    reason: Message


class Reading(NamedTuple):
    """A student's submissions; without files where `unread` says why."""

    submissions: tuple[Submission, ...]
    unread: Unread | None = None


class OutOfBoundsError(Exception):
    """The reader ended before it answered.

    Attributes:
        is_own: whether the files made it reach its bounds; else it was ended from outside.
    """

    def __init__(self, bounds: Bounds, *, is_own: bool) -> None:
        super().__init__(bounds)
        self.is_own = is_own
        text = N_(
            "This could not be read within {seconds} seconds and {memory} MB of memory. Hand in "
            "your .py and .ipynb files, and nothing else."
        )
        self.reason = message(text, seconds=bounds.cpu_seconds, memory=bounds.memory_mb)


class Reader:
    """A process that reads; a context manager, used for one request after the other.

    It starts in the background. If it ends before it has answered, another takes its place.
    Windows has no limits on memory and processor time: there, only wall time is bounded.

    Args:
        readable: files and folders that it is to read, with all that is below them.
        writable: folders that it is to fill.

    Attributes:
        wanted: modules of the exercises: files with such a name are read first.
    """

    boot = "import sys; sys.path.insert(0, sys.argv[1])"  # tests that prove the bounds add to it

    def __init__(
        self, readable: Sequence[Path], writable: Sequence[Path] = (), wanted: Iterable[str] = ()
    ) -> None:
        self.wanted = tuple(wanted)
        self._scope = Scope(tuple(map(_absolute, readable)), tuple(map(_absolute, writable)))
        self._is_ready = False
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(
        self, student: str, attempts: Sequence[Attempt], known: Unread | None = None
    ) -> Reading:
        """Read a student's attempts.

        Args:
            known: notes of an earlier run; files that are still the same are left alone.

        Raises:
            SubmissionError: an attempt is no longer there.
        """
        paths = [item.path for attempt in attempts for item in attempt.items]
        if not paths:
            return _without_files(student, attempts)
        if known is not None and known.mark == _mark(paths):
            return _without_files(student, attempts, known)
        places = tuple(
            tuple((_absolute(item.path), clean_name(item.name)) for item in attempt.items)
            for attempt in attempts
        )
        try:
            answer = self._ask(ReadAttempts(clean_name(student), places, self.wanted), SUBMISSION)
        except OutOfBoundsError as error:
            mark = _mark(paths) if error.is_own else ""
            return _without_files(student, attempts, Unread(mark=mark, reason=error.reason))
        submissions = msgspec.msgpack.decode(answer, type=list[Submission])
        return Reading(tuple(map(_with_time, submissions, attempts)))

    def read_path(self, path: Path, student: str = "") -> Submission:
        """Read the submission at a path, as `load_submission` does.

        Raises:
            SubmissionError: there is none.
        """
        demand_there(path)  # here, where the names beside it can be told
        try:
            request = ReadPath(_absolute(path), clean_name(student), self.wanted)
            answer = self._ask(request, SUBMISSION)
        except OutOfBoundsError as error:
            name = clean_name(student or path.resolve().stem)
            return Submission(student=name, files=(), problems=(error.reason,))
        return msgspec.msgpack.decode(answer, type=Submission)

    def unpack_class(self, archive: Path, folder: Path) -> list[str]:
        """Unpack a class's zip into an empty folder; give the names left out.

        Raises:
            SubmissionError: the zip cannot be opened.
            OutOfBoundsError: it takes too much.
        """
        answer = self._ask(UnpackClass(_absolute(archive), _absolute(folder)), CLASS_ZIP)
        return msgspec.msgpack.decode(answer, type=list[str])

    def read_metadata(self, path: Path) -> list[Metadata]:
        """Read Gradescope's metadata.

        Raises:
            SubmissionError: they cannot be read.
            OutOfBoundsError: they take too much.
        """
        answer = self._ask(ReadMetadata(_absolute(path)), METADATA)
        return msgspec.msgpack.decode(answer, type=list[Metadata])

    def _ask(self, request: Request, bounds: Bounds) -> bytes:
        """The answer to a request."""
        asked = msgspec.msgpack.encode(Asked(request, bounds))
        is_own = False
        for _ in range(2):  # what ends it from outside, such as a lack of memory, may be over soon
            answer = self._exchange(asked, bounds.wall_seconds + _GRACE_SECONDS)
            if answer == NEEDS_IPYTHON:
                self._restart_with_ipython()
                answer = self._exchange(asked, bounds.wall_seconds + _GRACE_SECONDS)
            if answer is not None:
                return _opened(answer)
            is_own = self._end() in _OWN_ENDS
            self._start()
            if is_own:
                break
        raise OutOfBoundsError(bounds, is_own=is_own)

    def _restart_with_ipython(self) -> None:
        # most classes need none; once it is confined, a process can load nothing more
        self._end()
        self._scope = msgspec.structs.replace(self._scope, ipython=True)
        self._start()

    def _exchange(self, asked: bytes, seconds: float) -> bytes | None:
        """Send a request and receive the answer; None if the process ended, or had to be ended."""
        self._await_start()
        with self._ended_after(seconds):
            try:
                self._send(asked)
                return self._receive()
            except (OSError, EOFError):
                return None

    def _await_start(self) -> None:
        """Receive the empty answer with which it says that it is ready.

        Raises:
            GraderError: it cannot be started, which is nobody's submission's fault.
        """
        if self._is_ready:
            return
        with self._ended_after(_START_SECONDS):
            try:
                self._send(msgspec.msgpack.encode(self._scope))
                self._receive()
            except (OSError, EOFError) as error:
                raise GraderError(
                    message("The process that reads submissions ended before it began."),
                    message("Run `grade doctor` to see what this machine offers."),
                ) from error
        self._is_ready = True

    @contextlib.contextmanager
    def _ended_after(self, seconds: float) -> Iterator[None]:
        watch = threading.Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            yield
        except BaseException:  # half an answer would be taken for the next one's
            self._process.kill()
            raise
        finally:
            watch.cancel()

    def _send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(len(data).to_bytes(4, "big") + data)
        self._process.stdin.flush()

    def _receive(self) -> bytes:
        """The next answer; raises `EOFError` where there is none, or one that is too large."""
        assert self._process.stdout is not None
        head = self._process.stdout.read(4)
        size = int.from_bytes(head, "big")
        if size > MAX_ANSWER_BYTES:
            self._process.kill()
        elif len(head) == 4:
            data = self._process.stdout.read(size)
            if len(data) == size:
                return data
        raise EOFError

    def _start(self) -> None:
        self._is_ready = False
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, *_OPTIONS, "-c", f"{self.boot}; {_MAIN}", _PACKAGE_ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=None if sys.platform == "win32" else {},  # which starts nothing without its own
            start_new_session=True,  # ^C in the terminal is for the controller
        )

    def _end(self) -> int:
        """End the process, which a closed pipe asks it to do by itself; give its exit code."""
        process = self._process
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):  # unsent requests are lost with it
                pipe.close()
        try:
            return process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _absolute(path: Path) -> bytes:
    return os.fsencode(path.absolute())


def _opened(answer: bytes) -> bytes:
    kind, data = answer[:1], answer[1:]
    if kind == REFUSAL:
        sentence, tip = msgspec.msgpack.decode(data, type=tuple[Message, Message])
        raise SubmissionError(sentence, tip)
    if kind == FAULT:  # of ours: raised as it is
        raise RuntimeError(data.decode("utf-8", "replace"))
    return data


def _with_time(submission: Submission, attempt: Attempt) -> Submission:
    """The submission with the time that the platform says, else that of its first file."""
    received = attempt.received or submission.received
    return msgspec.structs.replace(submission, received=received)


def _without_files(
    student: str, attempts: Sequence[Attempt], unread: Unread | None = None
) -> Reading:
    problems = (unread.reason,) if unread else ()
    name = clean_name(student)
    submissions = (
        Submission(student=name, files=(), received=attempt.received, problems=problems)
        for attempt in attempts
    )
    return Reading(tuple(submissions), unread)


def _mark(paths: Iterable[Path]) -> str:
    """A hash by which files are known again, of bytes that nothing is made of.

    No times are in it: those of an unpacked zip change with each run.
    """
    digest = hashlib.sha256()
    for path in paths:
        for file in itertools.islice(_everything_at(path), _MARK_FILES):
            name = os.fsencode(file.relative_to(path.parent))
            digest.update(name + b"\0" + (b"" if file.is_dir() else _beginning(file)))
    return digest.hexdigest()


def _everything_at(path: Path) -> Iterator[Path]:
    """A file, or a folder and all below it, in each folder as many entries as are looked at."""
    waiting = [path]
    while waiting:
        here = waiting.pop()
        yield here
        if here.is_dir() and not here.is_symlink():
            with contextlib.suppress(OSError), os.scandir(here) as entries:
                names = [entry.name for entry in itertools.islice(entries, _MARK_FILES)]
                waiting += (here / name for name in sorted(names))


def _beginning(path: Path) -> bytes:
    """A file's size and first bytes."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            return os.fstat(file.fileno()).st_size.to_bytes(8, "big") + (
                file.read(_MARK_BYTES) or b""
            )
    except OSError:
        return b""
