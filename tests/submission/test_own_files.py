"""A student's own notebook, looked at again and again."""

from __future__ import annotations

import json

import pytest

from grader.submission import own_files
from grader.submission.own_files import OwnFiles
from grader.submission.reader import Reader, read_submission

DOUBLE = "def double(x):\n    return 2 * x\n"


def write(folder, *cells: str) -> None:
    found = {"cells": [{"cell_type": "code", "source": cell} for cell in cells]}
    (folder / "doubling.ipynb").write_bytes(json.dumps(found).encode())


@pytest.fixture
def readers(monkeypatch):
    """Each process that was started, and what it was asked."""
    begun, asked = [], []

    class Counted(Reader):
        def __init__(self, *args, **options):
            begun.append(self)
            super().__init__(*args, **options)

        def read_path(self, *args):
            asked.append(args)
            return super().read_path(*args)

    monkeypatch.setattr(own_files, "Reader", Counted)
    return begun, asked


def test_a_notebook_that_needs_ipython_is_read_once_until_it_changes(tmp_path, readers):
    begun, asked = readers
    write(tmp_path, DOUBLE, "!ls")
    with OwnFiles() as own:
        first = own.read(tmp_path)
        assert own.read(tmp_path) == first
        assert (len(begun), len(asked)) == (1, 1)

        write(tmp_path, DOUBLE, "!ls", "x = 1")
        second = own.read(tmp_path)

    assert second != first
    assert (len(begun), len(asked)) == (1, 2)


def test_it_is_read_as_for_a_single_look(tmp_path):
    write(tmp_path, DOUBLE, "%time double(2)")

    with OwnFiles() as own:
        assert own.read(tmp_path) == read_submission(tmp_path)


def test_python_alone_starts_no_process(tmp_path, readers):
    begun, _ = readers
    write(tmp_path, DOUBLE)

    with OwnFiles() as own:
        own.read(tmp_path)

    assert begun == []


def test_what_is_saved_while_it_is_read_is_read_again(tmp_path, readers, monkeypatch):
    _, asked = readers
    write(tmp_path, DOUBLE, "!ls")
    with OwnFiles() as own:
        real = own_files.load_submission
        looks = []

        def load(*args):
            looks.append(1)
            if len(looks) == 2:  # just after the reading
                write(tmp_path, DOUBLE, "!ls", "x = 1")
            return real(*args)

        monkeypatch.setattr(own_files, "load_submission", load)
        own.read(tmp_path)
        write(tmp_path, DOUBLE, "!ls")
        own.read(tmp_path)

    assert len(asked) == 2
