"""Data files and a scratch folder: none is written, left, or found before its time.

Each way out has a control: what it does is possible where the layers that stop it are left out.
"""

import sys
import textwrap
from pathlib import Path

import pytest

from grader.course import load_course
from grader.pipeline import Grader
from grader.worker.confinement.apply import LAYERS
from grader.worker.confinement.namespaces import SCRATCH_MB
from tests.attacks.conftest import may_be_looked_into
from tests.conftest import submission_of

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox with layers is for Linux"),
]

TOML = """
    [data]
    files = ["cities.csv"]
    hidden = ["secret.csv"]
    writes = true

    [limits]
    check_seconds = 20.0
"""
PUBLIC = """
    @check(points=1, ko="시도.")
    def test_works(student, files):
        '''It works.'''
        assert student.f("cities.csv") is True
"""
HONEST = "def f(name):\n    return open(name).read() == 'Seoul'\n"
KINDS = {"full": (), "without_namespaces": ("namespaces",)}


@pytest.fixture
def course(make_course):
    reference = "def f(name):\n    return True\n"
    folder = make_course(public=PUBLIC, points=1, reference=reference, toml=TOML)
    (folder / "exercises" / "01_f" / "cities.csv").write_text("Seoul", "utf-8")
    (folder / "reference" / "01_f" / "secret.csv").write_text("hidden-line", "utf-8")
    return load_course(folder)


@pytest.fixture
def opened(course):
    """Opens a grader whose sandbox lacks some layers."""
    from grader.sandbox.forked import ForkedSandbox

    return lambda off=(): Grader(course, course.exercises, ForkedSandbox(("numpy",), tuple(off)))


def status(grader, body: str) -> str:
    """The status of an answer that is right where the body gives True."""
    head = "import os, sys, glob\nfrom pathlib import Path\n"
    text = f"{head}\n\ndef f(name):\n    path = os.path.realpath(name)\n"
    text += textwrap.indent(body, "    ") + "\n"
    (grade,) = grader.grade(submission_of({"answer.py": text}))
    return grade.outcomes[0].status


ESCAPES = {
    "above": "open('../x', 'w')\nreturn True",
    "above the data": "open(path + '/../../x', 'w')\nreturn True",
    "beside the data": "Path(path).with_name('x').write_text('x')\nreturn True",
    "the machine's temporary files": "open('/tmp/typed-x', 'w')\nreturn True",
    "into the data": "open(name, 'w').write('x')\nreturn True",
    "behind the data": "open(name, 'a').write('x')\nreturn True",
    "the data itself": "open(path, 'r+').write('x')\nreturn True",
    "shorter data": "os.truncate(name, 0)\nreturn True",
    "data of another mode": "os.chmod(name, 0o777)\nreturn True",
    "data renamed over": "open('a', 'w').close()\nos.replace('a', path)\nreturn True",
    "data removed": "os.remove(path)\nreturn True",
    "a symbolic link": "os.symlink('/etc/passwd', 'out')\nreturn True",
    "a link to the data's folder": "os.symlink(os.path.dirname(path), 'd')\nreturn True",
    "a hard link": "os.link(name, 'out')\nreturn True",
    "a hard link to the data": "os.link(path, 'out')\nreturn True",
    "a pipe": "os.mkfifo('p')\nreturn True",
    "a socket": "import _socket\ns = _socket.socket(1, 1)\ns.bind('s')\nreturn True",
    "other data": "return bool(os.listdir(Path(path).parent.parent))",
    "hidden data": "found = [p for p in glob.glob('/tmp/grader-data-*/*/secret.csv')]\n"
    "found += glob.glob(path + '/../../*/secret.csv')\n"
    "return bool(found) and open(found[0]).read() == 'hidden-line'",
    "another's folder": "return bool(os.listdir('/tmp'))",
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_folder_is_not_left_and_no_data_file_is_written(opened, kind):
    with opened(KINDS[kind]) as grader:
        found = {name: status(grader, body) for name, body in ESCAPES.items()}
        honest = grader.grade(submission_of({"answer.py": HONEST}))

    assert {name for name, one in found.items() if one not in {"error", "failed"}} == set()
    assert honest[0].outcomes[0].status == "passed"
    assert not Path("/tmp/typed-x").exists()


# what works without layers: a control of the above (the folder on the disk needs Landlock)
CONTROLS = [
    *("beside the data", "into the data", "behind the data", "the data itself", "shorter data"),
    *("data of another mode", "data renamed over", "a symbolic link", "a hard link to the data"),
    *("a pipe", "other data", "another's folder"),
]


def test_without_layers_each_of_them_works(course):
    from grader.sandbox.unconfined import UnconfinedSandbox

    worked = set()
    for name in CONTROLS:
        with Grader(course, course.exercises, UnconfinedSandbox()) as grader:
            if status(grader, "os.chmod(name, 0o666)\n" + ESCAPES[name]) == "passed":
                worked.add(name)

    assert worked == set(CONTROLS)


def test_without_landlock_hidden_data_of_a_known_name_could_be_read(course):
    """A control: the hidden file lies where a worker without Landlock can look."""
    from grader.sandbox.places import DataStore, places_of

    store = DataStore()
    folder = store.folder_of(places_of(course, course.exercises[0]).hidden)

    assert (folder / "secret.csv").read_text("utf-8") == "hidden-line"
    assert store.root.stat().st_mode & 0o777 == 0o711
    store.close()
    assert not store.root.exists()


FLOODS = {
    "one large file": "with open('a', 'wb') as f:\n"
    "    for _ in range(400):\n        f.write(bytes(2**20))\nreturn True",
    "a file of holes": "with open('a', 'wb') as f:\n    f.truncate(2**33)\nreturn True",
    "large files": "for i in range(200):\n    Path(str(i)).write_bytes(bytes(2**22))\nreturn True",
    "many files": "for i in range(30_000):\n    Path(str(i)).write_bytes(b'x')\nreturn True",
    "many folders": "for i in range(30_000):\n    os.mkdir(str(i))\nreturn True",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("flood", FLOODS)
def test_the_folder_has_bounds(opened, kind, flood):
    with opened(KINDS[kind]) as grader:
        assert status(grader, FLOODS[flood]) in {"error", "crashed"}
        assert status(grader, "return os.listdir() == [name]") == "passed"


def test_without_layers_there_are_no_bounds(course):
    from grader.sandbox.unconfined import UnconfinedSandbox

    for flood in ("a file of holes", "many files"):
        with Grader(course, course.exercises, UnconfinedSandbox()) as grader:
            assert status(grader, FLOODS[flood]) == "passed"


@pytest.mark.parametrize("kind", KINDS)
def test_a_data_file_replaced_by_one_submission_is_as_it_was_for_the_next(opened, kind):
    tricks = [
        "os.rename(name, 'old')\nPath(name).write_text('Paris')\nreturn True",
        "os.remove(name)\nPath(name).write_text('Paris')\nreturn True",
        "os.mkdir('d')\nos.rename('d', name)\nreturn True",
    ]
    with opened(KINDS[kind]) as grader:
        for trick in tricks:
            status(grader, trick)  # in its own folder, it may
            reads = f"return open(name).read() == 'Seoul'  # {trick[:9]!r}"
            assert status(grader, reads) == "passed"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_on_the_disk(opened, kind, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to(tmp_path.parents[1]):
            folder.chmod(0o755)
    with opened(KINDS[kind]) as grader:
        assert status(grader, "Path('left').write_text('x')\nreturn True") == "passed"

    assert [path for path in tmp_path.iterdir() if path.name.startswith("grader-")] == []


READ_BACK = """
    @check(points=1, ko="읽어야 합니다.")
    def test_reads_back(student, files):
        '''It reads back.'''
        student.f("cities.csv")
        assert_equal(files["out.txt"], "mine")
"""
TRAPS = {
    "a folder": "os.mkdir('out.txt')",
    "a huge file": "open('out.txt', 'wb').write(bytes(2**25))",
    "bytes": "open('out.txt', 'wb').write(bytes(range(256)))",
    "nothing": "",
    "an unreadable file": "os.close(os.open('out.txt', os.O_CREAT | os.O_WRONLY, 0))",
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_to_read_fails_and_breaks_nothing(make_course, kind):
    from grader.sandbox.forked import ForkedSandbox

    reference = "def f(name):\n    with open('out.txt', 'w') as f:\n        f.write('mine')\n"
    folder = make_course(public=READ_BACK, points=1, reference=reference, toml=TOML)
    (folder / "exercises" / "01_f" / "cities.csv").write_text("Seoul", "utf-8")
    (folder / "reference" / "01_f" / "secret.csv").write_text("hidden-line", "utf-8")
    course = load_course(folder)
    with Grader(course, course.exercises, ForkedSandbox(("numpy",), KINDS[kind])) as grader:
        found = {name: status(grader, body or "pass") for name, body in TRAPS.items()}

    assert set(found.values()) <= {"failed", "error"}


def test_a_scratch_folder_without_anything_that_keeps_it_is_refused(opened):
    from grader.errors import SandboxError

    with opened(LAYERS) as grader, pytest.raises(SandboxError, match="keeps them in one folder"):
        grader.grade(submission_of({"answer.py": HONEST}))
    may_be_looked_into(False)


def test_the_bound_is_the_one_that_is_told(opened):
    with opened() as grader:
        body = f"open('a', 'wb').write(bytes({SCRATCH_MB // 2} * 2**20))\nreturn True"
        assert status(grader, body) == "passed"
