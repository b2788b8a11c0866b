"""However much a worker answers, the grading process holds no more than a little of it."""

from __future__ import annotations

import resource
import subprocess
import sys

import msgspec
import pytest

from grader.checks.student import LEAST_ROOM, Interview
from grader.sandbox.exchange import Kind
from grader.sandbox.faults import Crashed, StudentFault
from grader.sandbox.student_process import StudentProcess

if sys.platform != "linux":
    pytest.skip("the sandbox with walls is for Linux", allow_module_level=True)

pytestmark = pytest.mark.attack
ONCE_RIGHT = """
import numpy as np

count = 0


def double(image):
    return 2.0 * image


def twice(number):
    global count
    count += 1
    return 2 * number if count <= 21 else np.zeros(2_000_000)
"""


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_giants_behind_right_answers_are_not_all_kept(grader_without):
    """Calls travel together once a few were right: 64 answers of 16 MB each would be a gigabyte."""
    grader = grader_without()
    (exercise,) = grader.exercises
    limits = msgspec.structs.replace(exercise.limits, check_seconds=15.0)
    exercise = msgspec.structs.replace(exercise, limits=limits)
    sources = {"answer": [("answer.py", ONCE_RIGHT)]}
    before = peak_mb()

    with StudentProcess(grader.sandbox, exercise, sources) as process:
        process.load()
        ends = Interview(process).ends(Kind("twice"), ((n,) for n in range(85)), {})
        right = [next(ends).value for _ in range(21)]
        first_fault = next(end for end in ends if isinstance(end, StudentFault))

    assert right == [2 * n for n in range(21)]
    assert isinstance(first_fault, Crashed)
    assert peak_mb() - before < 200


def test_floods_of_every_kind_leave_the_grading_process_as_small_as_it_was(
    grader_without, hand_in, bait
):
    from tests.attacks.attack import ATTACKS

    floods = "giant_answer giant_exception output_flood million_cells deep_answer huge_strides"
    grader = grader_without()
    files = [a.files(bait) for a in ATTACKS if a.name in floods.split()]
    for each in files:
        hand_in(grader, each)
    before = resident_mb()

    for _ in range(3):
        for each in files:
            hand_in(grader, each)

    assert len(files) == 6
    assert resident_mb() - before < 30


def resident_mb() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


ODD = (
    """
np.full((2, 3), np.nan) np.full((2,3),np.inf) np.ones((2,3),complex) np.ones((2,3),bool)
np.array(5.0) np.zeros((0,3)) np.zeros((1,)*8) np.full((2,3),2**63,'u8') np.zeros((0,2**31))
np.full((2,3),5e-324) 'x'*10**6 {1:2} 10**400 (1,)*10000 complex(1,float('nan')) np.zeros((900,900))
""".replace("(2, 3)", "(2,3)")
    .replace(", np", ",np")
    .split()
)


@pytest.mark.parametrize("answer", ODD)
def test_an_odd_answer_is_wrong_and_can_be_reported(answer, grader_without, hand_in):
    from tests.attacks.test_attacks import printed
    from tests.reports.parsers import READERS
    from grader.reports.formats import REPORTS

    source = f"import numpy as np\ndef double(image): return {answer}\ntwice = double\n"
    grade = hand_in(grader_without(), {"submission.py": source})

    assert [outcome.status for outcome in grade.outcomes] == ["failed", "failed"]
    assert printed(grade, "ko")
    for form, read in READERS.items():
        text = REPORTS[form]([grade], "en")
        read(text)
        assert len(text) < 200_000


# -- just below every cap

PEAK = """
import resource, sys
from pathlib import Path
from grader.checks import student
from grader.course import load_course
from grader.model import File, Submission
from grader.pipeline import Grader

student.LEAST_ROOM = int(sys.argv[1]) or student.LEAST_ROOM
course = load_course(Path(sys.argv[2]))
with Grader(course, course.exercises) as grader:
    grader.grade(Submission(student="kim", files=(File("answer.py", sys.argv[3].encode()),)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
# as checks of the shipped course do: an array of no shape that was asked, compared with another
CHECK = """
@check(points=1, ko="가")
def test_{n}(student, rng):
    once = array_of(student.f(rng.normal(size=(4, 4))))
    assert_close(student.f(np.ones((2, 2))), 3.0 * once)
"""
# as many bytes as the check is given
JUST_BELOW = {
    "narrow numbers": "np.ones(ROOM // 2 - 1000, 'i1')",
    "narrow numbers in many axes": "np.ones((1,) * 7 + (ROOM // 2 - 1000,), '?')",
    "empty arrays": "[np.zeros(0, 'i1')] * (ROOM // 16)",
    "empty lists": "[[]] * (ROOM // 12)",
    "a dictionary": "dict.fromkeys(range(ROOM // 24))",
    "text": "'\\uffff' * (ROOM // 7)",
}


@pytest.fixture
def peak_of(make_course):
    """Gives the most that a grading process holds, in MB, where each call returns an answer."""
    checks = "".join(CHECK.format(n=n).replace("rng):", 'rng):\n    """A."""') for n in range(8))
    reference = "import numpy as np\n\n\ndef f(x):\n    return x * 0 + np.ones(x.shape)\n"
    hidden = "import numpy as np\n" + checks
    course = make_course(hidden=hidden, public="", reference=reference, points=8)

    def call(answer: str, *, room: int = 0) -> int:
        """`room`: bytes of answers that a check is given; 0 for those that it is given."""
        source = f"import numpy as np\nROOM = {room or LEAST_ROOM}\ndef f(x): return {answer}\n"
        script = [sys.executable, "-c", PEAK, str(room), str(course / "exercises"), source]
        ran = subprocess.run(script, capture_output=True, text=True, check=True)
        return int(ran.stdout)

    return call


@pytest.mark.slow
@pytest.mark.parametrize("answer", JUST_BELOW)
def test_answers_just_below_every_cap_take_little_more_than_usual(answer, peak_of):
    assert peak_of(JUST_BELOW[answer]) - peak_of("1.0") < 50


@pytest.mark.slow
def test_with_room_for_all_that_crosses_they_would_take_hundreds_of_megabytes(peak_of):
    assert peak_of(JUST_BELOW["narrow numbers"], room=30 << 20) - peak_of("1.0") > 200
