"""A list on disk is read like a list, short or long, whatever is in the values."""

from __future__ import annotations

import gc
import os
import tracemalloc

import pytest

from grader.spool import MAX_BYTES_IN_MEMORY, Spool

LONG = MAX_BYTES_IN_MEMORY // 100


@pytest.mark.parametrize("count", [0, 1, 10, LONG])
def test_a_spool_is_read_like_a_list(count):
    wanted = [f"{number:0200}" for number in range(count)]

    spool = Spool(wanted)

    assert len(spool) == count
    assert list(spool) == wanted
    assert spool[-3:] == wanted[-3:]
    assert spool[:2] == wanted[:2]
    assert bool(spool) == bool(wanted)
    if wanted:
        assert (spool[0], spool[-1]) == (wanted[0], wanted[-1])
    with pytest.raises(IndexError):
        spool[count]


def test_two_readers_and_a_writer_do_not_disturb_each_other():
    spool = Spool([1, 2, 3])
    one, other = iter(spool), iter(spool)

    read = [next(one), next(other), next(one)]
    spool.append(4)
    read += [next(other), next(one), next(one)]

    assert read == [1, 1, 2, 2, 3, 4]


def test_names_that_are_no_text_come_back_as_they_were():
    name = os.fsdecode(b"\xb1\xe8.py")  # not UTF-8

    assert list(Spool([(name, None)])) == [(name, None)]


def test_a_long_spool_lies_on_disk_and_ends_with_its_file():
    tracemalloc.start()
    try:
        spool = Spool(b"." * 1000 for _ in range(20_000))  # 20 MB
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    file = spool._file

    assert held < 1_000_000
    assert spool[19_999] == b"." * 1000
    del spool
    gc.collect()
    assert file.closed
