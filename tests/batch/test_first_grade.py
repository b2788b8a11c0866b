"""The first grade comes soon: a process gets ready while the class is read."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.batch import job as job_module
from grader.batch.job import Job, local_graders, warm_up

JOB = Job(Path("exercises"), ("01_double",))
HEAVY = ("pytest", "numpy", "grader.pipeline", "grader.checks", "rich")


class Recorder:
    """An executor that only remembers."""

    def __init__(self, processes: int) -> None:
        self.submitted = []

    def submit(self, function, *arguments):
        self.submitted.append((function, *arguments))

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass


@pytest.mark.parametrize(("at_once", "submitted"), [(True, [(warm_up, JOB)]), (False, [])])
def test_the_first_process_can_get_ready_before_there_is_work(monkeypatch, at_once, submitted):
    monkeypatch.setattr(job_module, "ProcessExecutor", Recorder)

    with local_graders(JOB, 2, at_once=at_once) as graders:
        assert graders.executor.submitted == submitted


@pytest.mark.parametrize("there_are_results", [False, True])
def test_it_does_so_where_nothing_was_graded_before(tmp_path, monkeypatch, there_are_results):
    from grader.cli import run

    asked = []

    def instead(_job, _processes, *, at_once):
        asked.append(at_once)
        raise KeyboardInterrupt

    monkeypatch.setattr(job_module, "local_graders", instead)
    out = tmp_path / "out"
    if there_are_results:
        out.mkdir()
    course = Path(__file__).resolve().parents[2]

    assert run(["batch", str(tmp_path), "--out", str(out), "--course", str(course)]) == 130
    assert asked == [not there_are_results]


def test_the_controller_loads_nothing_that_only_grading_needs():
    code = "import sys, grader.batch.class_run, grader.batch.job; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not set(HEAVY) & set(done.stdout.split())
    assert "grader.batch.scheduler" in done.stdout.split()
