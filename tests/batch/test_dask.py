"""What travels to a cluster's workers: the course as bytes, and versions that have to be the same.

Grading on a real scheduler and real workers is in `test_mixed_class.py`.
"""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import msgspec
import pytest

from grader.batch.job import Job
from grader.batch.work import StudentResult, Work
from grader.course import load_course
from grader.errors import GraderError, SandboxError
from grader.fingerprint import hash_exercise, versions
from grader.model import File, Isolation, Submission
from grader.results.grade_file import parse_grades

cluster = pytest.importorskip("grader.batch.dask", reason="the extra `cluster` is not installed")


def test_a_course_arrives_as_it_was_sent(toy_course, tmp_path):
    course = load_course(toy_course)

    folder = cluster.unpack_course(cluster.pack_course(course), tmp_path / "there")

    arrived = load_course(folder)
    assert arrived.secret == course.secret
    assert [e.slug for e in arrived.exercises] == [e.slug for e in course.exercises]
    for exercise in course.exercises:
        assert hash_exercise(arrived, exercise) == hash_exercise(course, exercise)


def test_the_same_course_is_the_same_bytes_wherever_it_lies(toy_course, tmp_path):
    copy = tmp_path / "elsewhere"
    toy_course.rename(copy)
    (copy / "reference" / "__pycache__").mkdir()
    (copy / "reference" / "__pycache__" / "x.pyc").write_bytes(b"x")
    first = cluster.pack_course(load_course(copy))
    (copy / "reference" / "__pycache__" / "x.pyc").write_bytes(b"y")

    assert cluster.pack_course(load_course(copy)) == first


def test_a_kit_without_solutions_can_travel_too(toy_course, tmp_path):
    (toy_course / "reference").rename(tmp_path / "kept")

    folder = cluster.unpack_course(cluster.pack_course(load_course(toy_course)), tmp_path / "there")

    assert load_course(folder).reference is None


@pytest.fixture
def scratch(tmp_path):
    """Where a worker keeps its files."""
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


@pytest.fixture
def plugin(toy_course, scratch):
    """A plugin as it is in a worker."""
    course = load_course(toy_course)
    job = Job(course.folder, ("01_double",))
    made = cluster.CoursePlugin(job, cluster.pack_course(course))
    made.setup(SimpleNamespace(local_directory=str(scratch)))
    yield made
    made.teardown(None)


WORK = msgspec.msgpack.encode(
    Work(
        student="kim",
        slugs=("01_double",),
        attempts=(
            Submission(
                student="kim",
                files=(File(name="doubling.py", data=b"def double(x):\n    return 2 * x\n"),),
            ),
        ),
    )
)


@pytest.mark.slow
def test_a_worker_grades_from_the_bytes_alone_and_leaves_nothing(plugin, toy_course, scratch):
    """The course's own folder is gone: what is graded with is what travelled."""
    shutil.rmtree(toy_course)

    graded = msgspec.msgpack.decode(plugin.grade(WORK), type=StudentResult)
    modes = [path.stat().st_mode & 0o777 for path in scratch.glob("cnn-grader-*")]
    plugin.teardown(None)
    plugin.closing.join()

    assert parse_grades(graded.grades)[0].score.earned == 4
    assert modes == [0o700]
    assert not list(scratch.glob("cnn-grader-*"))


def test_a_worker_that_came_later_with_another_version_does_not_grade(plugin, monkeypatch):
    other = msgspec.structs.replace(versions(), numpy="other")
    monkeypatch.setattr(cluster, "versions", lambda: other)

    with pytest.raises(GraderError, match="NumPy other"):
        plugin.grade(WORK)


@pytest.mark.parametrize("field", ["grader", "code", "python", "numpy"])
def test_workers_with_other_versions_are_refused(field):
    other = msgspec.structs.replace(versions(), **{field: "other"})

    with pytest.raises(GraderError, match="tcp://there has"):
        cluster._demand_fit("tcp://there", other, Isolation(level="full"), "partial")


def test_workers_with_too_weak_walls_are_refused():
    with pytest.raises(SandboxError, match="tcp://there: Isolation here is process"):
        cluster._demand_fit("tcp://there", versions(), Isolation(level="process"), "partial")


def test_workers_as_they_should_be_are_taken():
    cluster._demand_fit("tcp://there", versions(), Isolation(level="full"), "partial")


def test_another_course_has_another_plugin(toy_course):
    course = load_course(toy_course)
    packed = cluster.pack_course(course)
    names = {
        cluster.CoursePlugin(Job(course.folder, ("01_double",)), packed).name,
        cluster.CoursePlugin(Job(course.folder, ("02_mean",)), packed).name,
        cluster.CoursePlugin(Job(course.folder, ("01_double",), "ko"), packed).name,
        cluster.CoursePlugin(Job(course.folder, ("01_double",)), packed + b"x").name,
    }

    assert len(names) == 4
