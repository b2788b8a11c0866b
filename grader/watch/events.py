"""Saved files and pressed keys -> events, in the order in which they come."""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from watchfiles import Change, watch

from grader.submission.loading import work_folders
from grader.submission.skipped import SUBMISSION_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUIET_MS = 5  # after the last change, before a file counts as saved
LONGEST_MS = 400  # changes without a pause are looked at all the same
POLL_SECONDS = 0.2  # between looks at whether the watching is over
# the keys of a Korean keyboard where an input method is on
_KOREAN = str.maketrans("ㅗㅜㅁㅂ", "hnaq")


class Saved(NamedTuple):
    """A source below the watched folder was written, renamed or removed."""


class Key(NamedTuple):
    """A key was pressed."""

    letter: str


@dataclass(frozen=True)
class Failed:
    """A thread has ended; its error is raised where the events are read."""

    error: Exception


class Events:
    """A queue of events; iterating waits for the next one, and ^C ends that.

    Attributes:
        stop: set when no more events are wanted; a context manager sets it.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Saved | Key | Failed] = queue.SimpleQueue()
        self.stop = threading.Event()

    def put(self, event: Saved | Key | Failed) -> None:
        """Add an event; from any thread."""
        self._queue.put(event)

    def __iter__(self) -> Iterator[Saved | Key]:
        while True:
            with contextlib.suppress(queue.Empty):
                # Windows delivers no ^C to a thread that waits without an end
                event = self._queue.get(timeout=POLL_SECONDS if sys.platform == "win32" else None)
                if isinstance(event, Failed):
                    raise event.error
                yield event


@contextlib.contextmanager
def watch_files(folder: Path, events: Events) -> Iterator[None]:
    """Report saved sources below a folder, until the context ends.

    The folder is watched and not the file in it: many editors write a new file and rename it, and
    the watch of the old one would see nothing more.
    """
    thread = threading.Thread(target=_report_changes, args=(folder, events), daemon=True)
    thread.start()
    try:
        yield
    finally:
        events.stop.set()
        thread.join(timeout=5)


def _report_changes(folder: Path, events: Events) -> None:
    try:
        while not events.stop.is_set():
            _watch_until_new_folder(folder, events)
    except Exception as error:  # noqa: BLE001 - it belongs to the thread that reads the events
        events.put(Failed(error))


def _watch_until_new_folder(folder: Path, events: Events, *, is_polling: bool = False) -> None:
    """Report changes in today's folders; a new one among them needs another watch."""
    # one by one: a watch of everything below would take in `.venv` and `node_modules`
    folders = work_folders(folder)
    was_late = True  # a file may have been written before the watch stood
    try:
        changes = watch(
            *folders,
            watch_filter=lambda _, path: _may_matter(path),
            step=QUIET_MS,
            debounce=LONGEST_MS,
            stop_event=events.stop,
            rust_timeout=int(1000 * POLL_SECONDS),
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=is_polling or None,
            recursive=False,
            ignore_permission_denied=True,
        )
        for found in changes:
            if found or was_late:
                events.put(Saved())
            was_late = False
            is_new = any(kind != Change.modified for kind, _ in found)
            if is_new and work_folders(folder) != folders:
                return
    except OSError:
        if is_polling:
            raise
        # the kernel's watches may be used up, or the drive may have none
        _watch_until_new_folder(folder, events, is_polling=True)


def _may_matter(path: str) -> bool:
    """Whether a path is a source, or may be a folder."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return not name.startswith(".") and (
        "." not in name or name.lower().endswith(SUBMISSION_ENDINGS)
    )


@contextlib.contextmanager
def read_keys(events: Events) -> Iterator[bool]:
    """Report pressed keys without waiting for Enter; gives whether this terminal can do that."""
    try:
        import termios  # noqa: PLC0415 - Windows has none
        import tty  # noqa: PLC0415
    except ImportError:
        yield False
        return
    try:
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)  # ^C stays a signal
    except (OSError, ValueError, AttributeError, termios.error):  # a pipe, closed, or none at all
        yield False
        return
    thread = threading.Thread(target=_report_keys, args=(descriptor, events), daemon=True)
    thread.start()
    try:
        yield True
    finally:
        events.stop.set()
        thread.join(timeout=5)
        with contextlib.suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _report_keys(descriptor: int, events: Events) -> None:
    import os  # noqa: PLC0415
    import select  # noqa: PLC0415

    with contextlib.suppress(OSError):  # the terminal is gone
        while not events.stop.is_set():
            if not select.select([descriptor], [], [], POLL_SECONDS)[0]:
                continue
            typed = os.read(descriptor, 64)
            if not typed:
                return
            for letter in letters_in(typed):
                events.put(Key(letter))


def letters_in(typed: bytes) -> str:
    """The letters that were typed; none of an arrow key, which sends letters after an escape."""
    text = "" if typed.startswith(b"\x1b") else typed.decode("utf-8", "ignore")
    return text.translate(_KOREAN).lower()
