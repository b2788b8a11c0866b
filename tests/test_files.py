"""File names that no student's name can spoil; files that are written whole or not at all."""

from __future__ import annotations

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.files import file_name, write_atomically

ANY_NAME = st.text(st.characters(codec=None, exclude_characters="\0/"), min_size=1, max_size=255)


@pytest.mark.parametrize("name", ["kim", "김철수", "kim.chulsoo", "2026-1234_kim", "kim@uni.ac.kr"])
def test_a_harmless_name_stays_as_it_is(name):
    assert file_name(name) == name


@given(ANY_NAME)
@example("...")
@example("-rf")
@example(".")
@example("..")
@example(" ")
@example("𝒜" * 63)
@example("가" * 85)
@example("\ud800")
def test_any_name_becomes_a_valid_file_name(name):
    made = file_name(name)

    assert made
    assert not made.startswith((".", "-"))
    assert not set(made) & set('/\\:*?"<>|\n\r\t\0 ')
    assert len(os.fsencode(f"{made}.json")) <= 255


@given(st.lists(ANY_NAME, unique=True, max_size=5))
@example(["a b", "a_b", "a/b", "a:b"])
@example(["x" * 81, "x" * 82, "x" * 80])
@example([".kim", "kim", "-kim"])
@example(["Kim Chulsoo", file_name("Kim Chulsoo")])  # chosen to hit another's
def test_different_names_become_different_ones(names):
    assert len({file_name(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["../up", "/etc/passwd", "a/../../b", "..\\up", "C:\\x"])
def test_a_written_file_stays_in_its_folder(tmp_path, name):
    path = tmp_path / "out" / f"{file_name(name)}.json"

    write_atomically(path, "x")

    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]
    assert path.parent == tmp_path / "out"


# -- writing


def test_a_file_is_written_with_its_folders(tmp_path):
    write_atomically(tmp_path / "a" / "b" / "c.txt", "둘\r\n하나")

    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == "둘\r\n하나".encode()


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path):
    path = tmp_path / "c.txt"
    path.write_text("old")

    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")

    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["c.txt"]


@pytest.mark.attack
def test_a_link_in_place_of_the_file_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "target").write_text("precious")
    (tmp_path / "kim.json").symlink_to(tmp_path / "target")

    write_atomically(tmp_path / "kim.json", "new")

    assert (tmp_path / "target").read_text() == "precious"
    assert (tmp_path / "kim.json").read_text() == "new"
