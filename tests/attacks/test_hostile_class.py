"""A batch of 120 in each layout with one hostile submission: for all others nothing changes."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import time
from typing import NamedTuple

import pytest

from tests.attacks.hostile_classes import ATTACKS, roster_of, write_class
from tests.conftest import TOY

pytestmark = [
    pytest.mark.attack,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="walls are for Linux"),
]

COUNT = 119
MORE_SECONDS = 10  # this machine may be busy with something else as well
MORE_MEMORY_MB = 50
COMMAND = [sys.executable, "-c", "from grader.cli import main; main()", "batch"]


class Ran(NamedTuple):
    """What a batch came to: the gradebook without the times, in its order; and what it took."""

    rows: dict[str, tuple[str, ...]]
    seconds: float
    memory_mb: float


@pytest.fixture
def batch(tmp_path, monkeypatch):
    """Grade a class as staff do, in processes of its own."""
    monkeypatch.setenv("GRADE_COURSE", str(TOY))

    def run(name: str, attack=None, layout: str = "") -> Ran:
        layout = layout or attack.layout
        write_class(tmp_path / name, layout, COUNT, attack)
        roster = tmp_path / "roster.csv"
        roster.write_text(roster_text(layout.split()[0]), "utf-8")
        out = tmp_path / f"{name}-out"
        options = ["--out", str(out), "--roster", str(roster), "-e", "01", "-j", "1"]
        command = [*COMMAND, str(tmp_path / name), *options]
        started = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        text = (out / "gradebook.csv").read_text("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        points = {row["student"]: (row["01_double"], row["total"]) for row in rows}
        return Ran(points, time.monotonic() - started, used.ru_maxrss / 1024)

    return run


def roster_text(layout: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["student", "name", "email", "id", "id number", "github"])
    for one in roster_of(layout, COUNT).people:
        known = (one.name, one.email, one.lms_id, one.idnumber, one.github)
        writer.writerow([one.student, *known])
    return text.getvalue()


WORST = [
    "moodle: a classmate's prefix",
    "moodle: folders, a classmate's name",
    "canvas: a name with a whole prefix",
    "gradescope: a classmate's number",
    "github: a time stamp",
    "nbgrader: a classmate's name in another case",
    "plain: nbgrader's folder",
]


@pytest.mark.parametrize("name", WORST)
def test_one_hostile_submission_changes_no_one_s_points_order_time_or_memory(name, batch):
    attack = ATTACKS[name]

    honest = batch("honest", layout=attack.layout)
    hostile = batch("hostile", attack)

    others = {student: row for student, row in honest.rows.items() if "allory" not in student}
    assert len(others) == COUNT
    assert len(set(others.values())) == 2  # right answers and wrong ones
    assert {student: hostile.rows.get(student) for student in others} == others
    assert [student for student in hostile.rows if student in others] == list(others)
    assert hostile.seconds < honest.seconds + MORE_SECONDS
    assert hostile.memory_mb < honest.memory_mb + MORE_MEMORY_MB


def test_every_layout_is_among_the_worst():
    layouts = {ATTACKS[name].layout.split()[0] for name in WORST}

    assert layouts == {attack.layout.split()[0] for attack in ATTACKS.values()}
