"""Every attack earns nothing, changes nothing and disturbs nobody; and without a wall it works.

What an attack is and what its controls mean stands in `attack.py`.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from grader.results.grade_file import render_json
from grader.reports.formats.markdown import render_markdown
from grader.worker.confinement.apply import LAYERS
from tests.attacks.attack import ATTACKS, HERE, Attack, each
from tests.attacks.conftest import may_be_looked_into

WALLS = frozenset(LAYERS)
WALLS_NEEDED = ("rlimits", "landlock", "seccomp", "clean")  # what an attack is judged behind
PARTIAL = [frozenset({"landlock", "namespaces"}), frozenset({"seccomp", "namespaces"})]

pytestmark = pytest.mark.attack


def statuses(grade) -> list[str]:
    return [outcome.status for outcome in grade.outcomes]


def same(one, other) -> bool:
    """Whether two grades differ in nothing but the time that it took."""
    first, second = (
        [msgspec.structs.replace(o, seconds=0.0) for o in grade.outcomes] for grade in (one, other)
    )
    return msgspec.structs.replace(one, outcomes=tuple(first)) == msgspec.structs.replace(
        other, outcomes=tuple(second)
    )


def require(sandbox, confinement, attack=None) -> None:
    """Skips where one of the walls cannot stand on this machine as it does for an administrator."""
    looks_in = attack is not None and attack.expected.get("looks_in")
    layers = sandbox.isolation().layers
    missing = {name: layers[name] for name in confinement if not layers[name].startswith("on")}
    if "privileges" in confinement and os.geteuid() != 0 and not looks_in:
        missing["privileges"] = "nothing to lose"
    if "namespaces" in confinement and "pid" not in layers["namespaces"]:
        missing["namespaces"] = layers["namespaces"]
    if missing:
        pytest.skip(f"no such walls here: {missing}")


def children_of(pid: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue  # it has ended since
        if int(parent) == pid:
            found.add(int(path.parent.name))
    return found


@contextlib.contextmanager
def neighbour(grader, files, hand_in):
    """Grades the files again and again, in a thread, by a grader of its own, while others work."""
    grades, is_over = [], threading.Event()

    def work():
        while not (is_over.is_set() and grades):
            grades.append(hand_in(grader, files))
            is_over.wait(0.05)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield grades
    finally:
        is_over.set()
        thread.join()


def test_every_kind_of_attack_that_is_known_is_tried():
    """Row 13 is Keras: its attacks lie with the tests of its evaluator."""
    rows = {attack.expected["row"] for attack in ATTACKS}

    assert rows >= set(range(1, 29)) - {13}
    assert len(ATTACKS) >= 120


@pytest.fixture(scope="module")
def beside(grader_without):
    """A second grader, as a second process of a batch has."""
    from grader.course import load_course
    from grader.pipeline import Grader
    from grader.sandbox.forked import ForkedSandbox

    course = load_course(HERE / "course")
    sandbox = ForkedSandbox(course.exercises[0].packages)
    with Grader(course, course.exercises, sandbox) as grader:
        yield grader


@pytest.fixture(scope="module")
def usual(beside, hand_in, honest):
    """The honest submission's grade when nothing else has been graded."""
    grade = hand_in(beside, honest)
    assert statuses(grade) == ["passed", "passed"]
    return grade


@pytest.mark.parametrize("attack", each())
def test_the_attack_is_judged_as_expected_and_disturbs_nobody(
    attack, bait, grader_without, beside, usual, hand_in, honest
):
    """An honest submission before, beside and after it gets its usual grade.

    What comes after one attack comes before the next: one grader judges them all.
    """
    attack.skip_elsewhere()
    grader = grader_without(hurried=attack.expected.get("slow", False))
    require(grader.sandbox, WALLS_NEEDED)
    before = bait.state()

    with neighbour(beside, honest, hand_in) as neighbours:
        grade = hand_in(grader, attack.files(bait))
    after = hand_in(grader, honest)

    assert statuses(grade) == attack.expected["statuses"]
    assert len(neighbours) >= 1
    assert all(same(one, usual) for one in (*neighbours, after))
    assert bait.state() == before
    assert children_of(grader.sandbox._server.process.pid) == set()


@pytest.mark.parametrize("attack", each("walls_off"))
def test_with_every_wall_left_out_the_attack_works(attack, bait, grader_without, hand_in):
    attack.skip_elsewhere()
    if attack.expected.get("needs_root") and os.geteuid() != 0:
        pytest.skip("only an administrator has what this attack uses")
    grader = grader_without(WALLS)

    grade = hand_in(grader, attack.files(bait))

    assert statuses(grade) == ["passed", "passed"]


@pytest.mark.parametrize(
    ("attack", "confinement"),
    [
        pytest.param(attack, confinement, id=f"{attack.name}-{'+'.join(sorted(confinement))}")
        for attack in ATTACKS
        for confinement in attack.confinement
    ],
)
def test_each_wall_that_should_stop_the_attack_stops_it_alone(
    attack, confinement, bait, grader_without, hand_in
):
    attack.skip_elsewhere()
    grader = grader_without(WALLS - confinement)
    require(grader.sandbox, confinement, attack)

    grade = hand_in(grader, attack.files(bait))

    assert "passed" not in statuses(grade)[1:]


@pytest.mark.parametrize(
    ("attack", "off"),
    [
        pytest.param(attack, off, id=f"{attack.name}-without-{'-'.join(sorted(off))}")
        for attack in ATTACKS
        for off in PARTIAL
        if not attack.expected.get("slow") and not attack.is_hand_in
        # what does not depend on a wall is shown once, what does where one of its walls is left
        if (attack.control != "walls_off" and off == PARTIAL[0])
        or any(not confinement & off for confinement in attack.confinement)
    ],
)
def test_at_level_partial_the_walls_that_are_left_hold_what_their_files_say(
    attack, off, bait, grader_without, hand_in
):
    attack.skip_elsewhere()
    grader = grader_without(off)
    require(grader.sandbox, {"seccomp", "landlock", "rlimits"} - off)
    left = [confinement for confinement in attack.confinement if not confinement & off]
    if attack.control == "walls_off" and left == [{"privileges"}]:
        require(grader.sandbox, {"privileges"}, attack)
    assert grader.sandbox.isolation().level == "partial"

    grade = hand_in(grader, attack.files(bait))

    if attack.control == "walls_off":
        assert "passed" not in statuses(grade)[1:]
    else:
        assert statuses(grade) == attack.expected["statuses"]


@pytest.mark.skipif("os.geteuid() == 0", reason="no worker is the administrator")
@pytest.mark.parametrize(
    "attack", [a for a in ATTACKS if a.expected.get("looks_in")], ids=lambda attack: attack.name
)
def test_a_grading_process_that_may_be_looked_into_is_looked_into(
    attack, bait, grader_without, hand_in
):
    """Where neither Landlock nor namespaces stand, nothing else is in the way."""
    grader = grader_without(PARTIAL[0])
    may_be_looked_into(True)

    grade = hand_in(grader, attack.files(bait))

    assert statuses(grade) == ["passed", "passed"]


def test_what_an_attack_leaves_running_ends_with_its_process_namespace(
    bait, grader_without, hand_in
):
    """Even where nothing kept it from forking and from leaving its group."""
    (daemon,) = (attack for attack in ATTACKS if attack.name == "daemon")
    grader = grader_without(WALLS - {"namespaces"})
    require(grader.sandbox, ["namespaces"])
    calm = bait.state()

    grade = hand_in(grader, daemon.files(bait))
    time.sleep(0.5)

    assert statuses(grade) == ["passed", "passed"]  # it got out, for as long as it was looked at
    assert bait.state() == calm


def test_without_it_what_an_attack_leaves_running_disturbs_the_next(bait, grader_without, hand_in):
    (daemon,) = (attack for attack in ATTACKS if attack.name == "daemon")
    calm = bait.state()

    hand_in(grader_without(WALLS), daemon.files(bait))
    time.sleep(0.8)

    assert bait.state() != calm


def test_every_wall_is_the_only_one_in_the_way_of_some_attack():
    """But for namespaces, which many machines do not offer and which stop much that others do."""
    alone = [
        [confinement for confinement in a.confinement if "namespaces" not in confinement]
        for a in ATTACKS
    ]

    needed = {wall for confinement in alone if len(confinement) == 1 for wall in confinement[0]}

    assert needed | {"privileges", "namespaces"} >= WALLS  # the first is a lock behind others


# -- the controls


class Naive:
    """A naive program at work on a submission; ended on leaving."""

    def __init__(self, server: socket.socket, script: str, attack: Attack, bait, folder: Path):
        handed_in = folder / "handed_in"
        handed_in.mkdir()
        for name, text in attack.files(bait).items():
            (handed_in / name).write_text(text)
        self._server = server
        output, errors = os.pipe(), os.pipe()
        environment = os.environ | {"GITHUB_TOKEN": bait.names["TOKEN"], "PYTHONUTF8": "1"}
        request = {
            "run": [str(HERE / script), str(handed_in)],
            "environment": environment,
            "cold": attack.expected.get("cold", False),
        }
        socket.send_fds(server, [json.dumps(request).encode()], [output[1], errors[1]])
        self._pid = int(server.recv(100))
        assert self._pid > 1  # or ending its group would end another
        self._code = None
        self._handle = os.pidfd_open(self._pid)
        for writing in (output[1], errors[1]):
            os.close(writing)
        self.stdout, self.stderr = (os.fdopen(pipe[0], "rb") for pipe in (output, errors))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stdout.close()
        self.stderr.close()
        if self._code is None:
            for end in (os.killpg, os.kill):  # it may not have made its own group yet
                with contextlib.suppress(ProcessLookupError):
                    end(self._pid, signal.SIGKILL)
        self._reap()
        os.close(self._handle)

    def run(self) -> tuple[int, bytes, bytes]:
        """Exit code, output, errors."""
        with ThreadPoolExecutor(1) as pool:
            errors = pool.submit(self.stderr.read)
            output = self.stdout.read()
        return self._reap(), output, errors.result()

    def terminate(self) -> None:
        os.kill(self._pid, signal.SIGTERM)

    def is_silent(self, seconds: float) -> bool:
        """Whether it does not end within the time."""
        return not select.select([self._handle], [], [], seconds)[0]

    def _reap(self) -> int:
        if self._code is None:
            self._server.sendall(json.dumps({"reap": self._pid}).encode())
            self._code = int(self._server.recv(100))
        return self._code


@pytest.fixture(scope="module")
def naive_server():
    """An interpreter that forks naive programs."""
    ours, theirs = socket.socketpair()
    script = [sys.executable, "-B", str(HERE / "naive_server.py")]
    with ours, theirs, subprocess.Popen(script, stdin=theirs):
        theirs.close()
        yield ours
        ours.close()


@pytest.fixture
def naive(naive_server, bait, tmp_path):
    """Starts the naive grader on an attack."""
    return lambda attack: Naive(naive_server, "naive_grader.py", attack, bait, tmp_path)


@pytest.fixture
def channel(naive_server, bait, tmp_path):
    """Starts the naive channel on an attack."""
    return lambda attack: Naive(naive_server, "naive_channel.py", attack, bait, tmp_path)


@pytest.mark.parametrize("attack", each("passes"))
def test_a_naive_grader_gives_the_attack_full_marks(attack, naive):
    with naive(attack) as started:
        assert started.run()[0] == 0


@pytest.mark.parametrize("attack", each("breaks"))
def test_a_naive_grader_does_not_know_what_went_wrong(attack, naive):
    with naive(attack) as started:
        assert started.run()[0] == 70


@pytest.mark.parametrize("attack", each("dies"))
def test_a_naive_grader_is_killed_by_the_attack(attack, naive):
    with naive(attack) as started:
        assert started.run()[0] < 0


@pytest.mark.parametrize("attack", each("hangs", "ignores_sigterm"))
def test_a_naive_grader_does_not_end_by_itself(attack, naive):
    with naive(attack) as started:
        assert started.stdout.readline() == b"testing\n"
        if attack.control == "ignores_sigterm":
            started.terminate()
        assert started.is_silent(0.5)


@pytest.mark.parametrize("attack", each("never_starts"))
def test_a_naive_grader_does_not_begin(attack, naive):
    with naive(attack) as started:
        assert started.is_silent(1.5)


@pytest.mark.parametrize("attack", each("prints"))
def test_a_naive_grader_lets_it_through_and_our_reports_do_not(
    attack, naive, bait, grader_without, hand_in
):
    raw = attack.expected["raw"]
    grade = hand_in(grader_without(), attack.files(bait))

    with naive(attack) as started:
        _code, output, errors = started.run()

    said = b"\n" + output + errors
    assert raw.encode() in said or raw.encode("latin-1", "ignore") in said
    for language in ("ko", "en"):
        reports = [render_markdown([grade], language), printed(grade, language)]
        for report in [render_json([grade], language), *reports]:
            assert raw not in "\n" + "".join(line.lstrip() for line in report.splitlines(True))


def printed(grade, language) -> str:
    import io

    from grader.reports.terminal.grades import make_console, print_grades

    file = io.StringIO()
    print_grades(make_console(file, width=80), [grade], language)
    return file.getvalue()


@pytest.mark.parametrize("attack", each("floods", "floods_errors"))
def test_a_naive_grader_is_flooded_and_our_grade_stays_small(
    attack, naive, bait, grader_without, hand_in
):
    grade = hand_in(grader_without(hurried=attack.expected.get("slow", False)), attack.files(bait))

    with naive(attack) as started:
        stream = started.stderr if attack.control == "floods_errors" else started.stdout
        flood = stream.read(2**20)

    assert len(flood) == 2**20
    assert len(render_json([grade])) < 200_000


@pytest.mark.parametrize("attack", each("pytest_passes"))
def test_pytest_in_the_students_folder_gives_the_attack_full_marks(attack, bait, tmp_path):
    for name, text in attack.files(bait).items():
        (tmp_path / name).write_text(text)
    test = "import submission\ndef test_twice(): assert submission.twice(3) == 6\n"
    (tmp_path / "test_submission.py").write_text(test)

    script = [sys.executable, "-B", "-m", "pytest", "-q", "-pno:cacheprovider"]
    ran = subprocess.run([*script, "."], cwd=tmp_path, capture_output=True, check=False)

    # 5 is "no tests ran" of pytest, which a script that looks for failures takes for none
    assert ran.returncode in (0, 5)


@pytest.mark.parametrize("attack", each("channel_breaks"))
def test_a_naive_channel_is_upset(attack, channel):
    with channel(attack) as started:
        assert started.run()[0] == 70


@pytest.mark.parametrize("attack", each("channel_hangs"))
def test_a_naive_channel_waits_for_ever(attack, channel):
    with channel(attack) as started:
        assert started.stdout.readline() == b"testing\n"
        assert started.is_silent(0.5)


@pytest.mark.parametrize("attack", each("channel_unpickles"))
def test_a_naive_channel_runs_what_it_unpickles(attack, channel, bait):
    with channel(attack) as started:
        started.run()

    assert (bait.folder / "unpickled").is_dir()


@pytest.mark.parametrize("attack", each("unchecked"))
def test_where_numbers_are_not_checked_the_forgery_is_believed(
    attack, bait, grader_without, hand_in, monkeypatch
):
    from grader.sandbox import exchange

    assert attack.expected["unchecked"] == "number"
    monkeypatch.setattr(exchange, "new_number", lambda: 0)

    grade = hand_in(grader_without(), attack.files(bait))

    assert statuses(grade)[0] == "passed"


@pytest.mark.parametrize("attack", each("tells"))
def test_a_student_reads_the_words_of_a_public_check_and_not_of_a_hidden_one(
    attack, bait, grader_without, hand_in
):
    grade = hand_in(grader_without(), attack.files(bait))

    public, hidden = (msgspec.json.encode(o).decode() for o in grade.for_student().outcomes)
    kept = msgspec.json.encode(grade.outcomes[1]).decode()

    assert "input3" in public
    assert "input" in kept
    assert "input" not in hidden.replace(attack.name, "")


@pytest.mark.parametrize("attack", each("tells_by_time"))
def test_a_student_reads_the_time_of_a_public_check_and_not_of_a_hidden_one(
    attack, bait, grader_without, hand_in
):
    grade = hand_in(grader_without(), attack.files(bait))

    public, hidden = grade.for_student().outcomes

    assert grade.outcomes[1].seconds > 0
    assert public.seconds > 0
    assert hidden.seconds == 0


def test_a_naive_grader_passes_honest_work_and_fails_wrong_work(bait, tmp_path):
    """Or the attacks on it would prove nothing."""
    codes = []
    for name, text in {"right": "2.0", "wrong": "3.0"}.items():
        folder = tmp_path / name
        folder.mkdir()
        source = (HERE / "honest.py").read_text().replace("2.0 *", f"{text} *")
        (folder / "submission.py").write_text(source)
        script = [sys.executable, "-B", str(HERE / "naive_grader.py"), str(folder)]
        codes.append(subprocess.run(script, capture_output=True, check=False).returncode)

    assert codes == [0, 1]
