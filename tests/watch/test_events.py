"""Events from real files and keys; waits are bounded, and nothing depends on how long they last."""

import io
import os
import sys
import threading

import pytest
from watchfiles import Change

from grader.submission.loading import load_submission, work_folders
from grader.watch import Events, Key, Saved, read_keys, watch_files
from grader.watch.events import letters_in


def saved_within(events: Events, seconds: float = 20.0) -> bool:
    """Whether something is saved before the time is over."""
    timer = threading.Timer(seconds, events.put, [Key("late")])
    timer.start()
    try:
        return next(iter(events)) == Saved()
    finally:
        timer.cancel()


@pytest.fixture
def watched(tmp_path):
    events = Events()
    with watch_files(tmp_path, events):
        assert saved_within(events)  # the first look, once the watch stands
        yield tmp_path, events


def test_a_written_source_is_seen(watched):
    folder, events = watched

    (folder / "answer.py").write_text("x = 1\n")

    assert saved_within(events)


def test_a_source_that_is_renamed_over_the_old_one_is_seen(watched):
    folder, events = watched
    (folder / ".answer.tmp").write_text("x = 1\n")

    (folder / ".answer.tmp").rename(folder / "answer.py")

    assert saved_within(events)


def test_a_source_in_a_folder_made_later_is_seen(watched):
    folder, events = watched
    (folder / "week2").mkdir()
    assert saved_within(events)
    assert saved_within(events)  # the watch that knows the folder stands

    (folder / "week2" / "answer.py").write_text("x = 1\n")

    assert saved_within(events)


def test_files_of_tools_are_not_seen(watched):
    folder, events = watched
    for name in ("notes.txt", ".answer.py.swp", "answer.py~"):
        (folder / name).write_text("x")

    (folder / "answer.py").write_text("x = 1\n")

    assert saved_within(events)
    assert not saved_within(events, seconds=0.5)


def test_the_folders_watched_are_those_that_are_loaded_from(tmp_path):
    for name in ("a/b", ".venv/lib", "__pycache__", "node_modules/x", "1/2/3/4/5/6/7/8/9"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "answer.py").write_text("x = 1\n")
    loaded = {tmp_path / file.name for file in load_submission(tmp_path).files}

    folders = work_folders(tmp_path)

    assert {path.parent for path in loaded} <= set(folders)
    beyond = set(folders) - {path.parent for path in loaded}
    assert not any((folder / "answer.py").exists() for folder in beyond)


def test_an_error_of_the_watch_is_raised_where_events_are_read(tmp_path, monkeypatch):
    def fail(folder):
        raise RuntimeError("no watch")

    monkeypatch.setattr("grader.watch.events.work_folders", fail)
    events = Events()

    with watch_files(tmp_path, events), pytest.raises(RuntimeError, match="no watch"):
        next(iter(events))


def test_where_the_kernel_gives_no_watch_the_folder_is_polled(tmp_path, monkeypatch):
    def watch(*folders, force_polling, **settings):
        if not force_polling:
            raise OSError("no space left on device")
        yield set()
        yield {(Change.modified, str(tmp_path / "answer.py"))}

    monkeypatch.setattr("grader.watch.events.watch", watch)
    events = Events()

    with watch_files(tmp_path, events):
        assert saved_within(events)
        assert saved_within(events)


@pytest.mark.parametrize(
    ("typed", "letters"),
    [(b"h", "h"), (b"Q", "q"), ("ㅗ".encode(), "h"), (b"\x1b[A", ""), (b"\xff", ""), (b"nn", "nn")],
)
def test_letters_are_read_whatever_the_keyboard(typed, letters):
    assert letters_in(typed) == letters


def test_without_a_terminal_there_are_no_keys(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("q"))

    with read_keys(Events()) as has_keys:
        assert not has_keys


def test_without_termios_there_are_no_keys(monkeypatch):
    monkeypatch.setitem(sys.modules, "termios", None)

    with read_keys(Events()) as has_keys:
        assert not has_keys


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_keys_are_read_without_enter_and_the_terminal_is_left_as_it_was(monkeypatch):
    import pty
    import termios

    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with os.fdopen(theirs) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        events = Events()
        with read_keys(events) as has_keys:
            os.write(ours, b"n")
            assert has_keys
            assert next(iter(events)) == Key("n")
        assert termios.tcgetattr(theirs) == before
    os.close(ours)
