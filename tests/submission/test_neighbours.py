"""One hostile entry in a class of 120, in each layout: everybody else's files stay theirs."""

from __future__ import annotations

import sys
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest

from grader.submission.class_folder import load_class
from grader.submission.reader import Reader
from tests.submission import costly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.attack,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are Linux's"),
]

COUNT = 120
HOSTILE, VICTIM = 60, 7
ROOM = 50 << 20
FULL_NAMES = [f"Student{chr(65 + n // 26)}{chr(65 + n % 26)} Kim" for n in range(COUNT)]
NAMES = [name.split()[0].lower() for name in FULL_NAMES]
GRADESCOPE = "".join(
    f"submission_{1000 + n}:\n  :submitters:\n  - :name: {FULL_NAMES[n]}\n    :sid: '{n:04}'\n"
    for n in range(COUNT)
)


def into_folder(folder: Path, files: dict[str, bytes]) -> None:
    """A student's files in a folder of their own."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def into_zip(path: Path, files: dict[str, bytes]) -> None:
    """A student's files in a zip of their own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def flat(folder: Path, before: str, files: dict[str, bytes]) -> None:
    """A student's files side by side with the others', each with what the LMS puts before it."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / (before + name.replace("/", "_"))).write_bytes(data)


def moodle_folders(folder: Path, n: int, files: dict[str, bytes]) -> None:
    into_folder(folder / f"{FULL_NAMES[n]}_{1000 + n}_assignsubmission_file_", files)


def moodle_files(folder: Path, n: int, files: dict[str, bytes]) -> None:
    flat(folder, f"{FULL_NAMES[n]}_{1000 + n}_assignsubmission_file_", files)


def canvas(folder: Path, n: int, files: dict[str, bytes]) -> None:
    flat(folder, f"{NAMES[n]}_{1000 + n}_{5000 + n}_", files)


def gradescope(folder: Path, n: int, files: dict[str, bytes]) -> None:
    into_folder(folder / f"submission_{1000 + n}", files)
    (folder / "submission_metadata.yml").write_text(GRADESCOPE)


def nbgrader(folder: Path, n: int, files: dict[str, bytes]) -> None:
    stamp = {"timestamp.txt": b"2026-11-20 10:00:00 UTC"}
    into_folder(folder / NAMES[n] / "hw1", stamp | files)


def github(folder: Path, n: int, files: dict[str, bytes]) -> None:
    into_folder(folder / f"hw1-{NAMES[n]}", {".git/HEAD": b"ref: refs/heads/main\n"} | files)


def plain_folders(folder: Path, n: int, files: dict[str, bytes]) -> None:
    into_folder(folder / NAMES[n], files)


def plain_zips(folder: Path, n: int, files: dict[str, bytes]) -> None:
    into_zip(folder / f"{NAMES[n]}.zip", files)


LAYOUTS: dict[str, Callable[[Path, int, dict[str, bytes]], None]] = {
    "moodle": moodle_folders,
    "moodle, files": moodle_files,
    "canvas": canvas,
    "gradescope": gradescope,
    "nbgrader": nbgrader,
    "github": github,
    "plain": plain_folders,
    "plain, zips": plain_zips,
}


def honest(n: int) -> dict[str, bytes]:
    return {"doubling.py": f"def double(x):\n    return 2 * x + {n}\n".encode()}


@pytest.fixture(scope="module")
def hostile_files(tmp_path_factory) -> dict[str, bytes]:
    """Costly archives and notebooks, other layouts' marks, and a classmate's names."""
    made = tmp_path_factory.mktemp("hostile")
    costly.equal_archives(made)
    costly.doubled_end_record(made)
    costly.deep_json(made)
    files = {path.name: path.read_bytes() for path in made.iterdir()}
    name, number = FULL_NAMES[VICTIM], 1000 + VICTIM
    files |= {
        f"{name}_{number}_assignsubmission_file_doubling.py": b"mine = 0\n",
        f"{NAMES[VICTIM]}_{number}_{5000 + VICTIM}_doubling.py": b"mine = 0\n",
        "notes/timestamp.txt": b"2026-11-20 10:00:00 UTC\n",
        "submission_metadata.yml": GRADESCOPE.encode(),
        ".git/HEAD": b"ref: refs/heads/main\n",
        "onlinetext.html": b"<p>mine</p>",
    }
    return files


def read_class(folder: Path) -> tuple[str, list[str], dict[str, list[tuple[str, bytes]]], int]:
    """The layout, students in order, their sources by name, and the most memory that it took."""
    tracemalloc.start()
    try:
        found = load_class(folder)
        files = {}
        with Reader([folder]) as reader:
            for student in found.students:
                (submission,), _ = reader.read(student.name, student.attempts)
                files[student.name] = [(file.name, file.data) for file in submission.files]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return found.layout, [student.name for student in found.students], files, peak


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hostile_entry_changes_nobody_else(layout, tmp_path, hostile_files):
    put = LAYOUTS[layout]
    for kind in ("clean", "attacked"):
        for n in range(COUNT):
            hostile = kind == "attacked" and n == HOSTILE
            put(tmp_path / kind, n, hostile_files if hostile else honest(n))

    before, order, files, usual = read_class(tmp_path / "clean")
    after, attacked_order, attacked, peak = read_class(tmp_path / "attacked")

    own = order[HOSTILE]
    assert before == after == layout.partition(",")[0]
    assert len(order) == COUNT
    assert sorted(files.values()) == sorted([*honest(n).items()] for n in range(COUNT))
    # files that were handed in as a classmate's may stand beside theirs, named; they are no answer
    assert attacked_order == order
    assert {n: f for n, f in attacked.items() if n != own} == {
        n: f for n, f in files.items() if n != own
    }
    assert peak < usual + ROOM
