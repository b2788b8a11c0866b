"""What the course put into a checkout: changed, missing and added files are named."""

from __future__ import annotations

import os

import pytest

from grader.ci.protected import find_changes, hash_files, hash_lines


@pytest.fixture
def root(tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "grade.yml").write_text("on: push\n")
    (tmp_path / "test_public.py").write_text("checks\n")
    return tmp_path


@pytest.fixture
def protected(root):
    return hash_files(root, [root / "work" / "grade.yml", root / "test_public.py"])


def told(root, protected):
    return [f"{m.values['file']}: {m.text}" for m in find_changes(root, protected)]


def test_untouched_files_are_nothing_to_tell(root, protected):
    assert set(protected) == {"work/grade.yml", "test_public.py"}
    assert told(root, protected) == []


def test_a_changed_file_is_named(root, protected):
    (root / "test_public.py").write_text("nothing\n")

    (sentence,) = told(root, protected)
    assert sentence.startswith("test_public.py: ")
    assert "was changed" in sentence


def test_a_missing_file_is_named(root, protected):
    (root / "test_public.py").unlink()

    assert "is missing" in told(root, protected)[0]


def test_a_workflow_more_is_named(root, protected):
    (root / "work" / "mine.yaml").write_text("on: push\n")

    assert "was added" in told(root, protected)[0]
    assert "work/mine.yaml" in told(root, protected)[0]


@pytest.mark.attack
def test_a_link_or_a_pipe_in_its_place_is_no_file(root, protected):
    (root / "test_public.py").rename(root / "elsewhere")
    (root / "test_public.py").symlink_to("elsewhere")
    (root / "work" / "grade.yml").unlink()
    os.mkfifo(root / "work" / "grade.yml")

    assert len(told(root, protected)) == 2


@pytest.mark.attack
def test_a_list_that_somebody_made_up_is_told_shortly_and_cleanly(root):
    made_up = {f"\x1b[31m{n}\n::error::x": "0" * 64 for n in range(1000)} | {"../../etc": "0"}

    found = find_changes(root, made_up)

    assert len(found) == 21
    assert all(str(m.values.get("file", "")).isprintable() for m in found)


@pytest.mark.attack
def test_a_list_that_somebody_made_up_leads_nowhere_else(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "secret.yml").write_text("secret")
    climbing = f"../../{elsewhere.parent.name}/{elsewhere.name}/secret.yml"
    names = [str(elsewhere / "secret.yml"), climbing, "/etc/passwd", "work/../../x/a.yml"]

    sentences = told(root, dict.fromkeys(names, "0"))

    assert len(sentences) == len(names)
    assert all("is missing" in sentence for sentence in sentences)


TEXT = b"def f():\n    return 1\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.replace(b"\n", b"\r\n"),
        TEXT.replace(b"\n", b"\r\r\n"),
        TEXT.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + TEXT,
        TEXT + b"\r\n",
        TEXT.rstrip(),
        TEXT.replace(b"\n", b"\r\n", 1),
    ],
)
def test_other_ends_of_lines_are_no_change(tmp_path, data):
    (tmp_path / "test_public.py").write_bytes(TEXT)
    protected = hash_lines(tmp_path, [tmp_path / "test_public.py"])

    (tmp_path / "test_public.py").write_bytes(data)

    assert told(tmp_path, protected) == []


@pytest.mark.attack
@pytest.mark.parametrize(
    ("before", "after"),
    [(TEXT, TEXT.replace(b"1", b"2")), (TEXT, b"\n" + TEXT), (b"\0a\r\n", b"\0a\n")],
)
def test_another_text_or_other_bytes_of_no_text_are_a_change(tmp_path, before, after):
    (tmp_path / "conftest.py").write_bytes(before)
    protected = hash_lines(tmp_path, [tmp_path / "conftest.py"])

    (tmp_path / "conftest.py").write_bytes(after)

    assert "was changed" in told(tmp_path, protected)[0]
