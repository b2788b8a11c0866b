"""Code that is measured gains nothing by slowing what it is compared with, or by a false clock."""

from __future__ import annotations

import sys

import pytest

if sys.platform != "linux":
    pytest.skip("processor time of others is told on Linux", allow_module_level=True)
from grader.sandbox.forked import ForkedSandbox


@pytest.fixture(scope="module")
def sandbox():
    """Workers of their own: this code spins and patches."""
    with ForkedSandbox() as opened:
        yield opened


CHECKS = """
@check(points=1, ko="반복문보다 두 배 빠릅니다.")
def test_speed(student, {opponent}):
    \"\"\"It is twice as fast as the loops.\"\"\"
    yours = answer_of(student.f, 2_000_000).seconds
    loops = answer_of({opponent}.loops, 2_000_000).seconds
    assert_true(2 * yours <= loops, en="Too slow.", ko="너무 느립니다.")
"""

LOOPS = """
def loops(_student, count):
    total = 0
    for number in range(count):
        total += number * number % 7
    return total
"""

# As fast as the loops, and no faster; but where the loops share its worker, four threads are in
# their way.
SPINNING = """
import threading

idle = threading.Event()

def spin():
    while idle.wait():
        while idle.is_set():
            pass

def f(count):
    idle.clear()
    if threading.active_count() < 4:
        for _ in range(4):
            threading.Thread(target=spin, daemon=True).start()
    total = 0
    for number in range(count):
        total += number * number % 7
    idle.set()
    return total
"""


@pytest.mark.parametrize(
    ("opponent", "status"),
    [("baseline", "failed"), ("driver", "passed")],
    ids=["in a worker of its own", "control: beside the spinning threads"],
)
def test_spinning_threads_slow_nobody_else(make_course, grade_course, sandbox, opponent, status):
    root = make_course(public=CHECKS.format(opponent=opponent), points=1)
    (root / "exercises" / "01_f" / "driver.py").write_text(LOOPS, "utf-8")

    (grade,) = grade_course(root, {"answer.py": SPINNING}, sandbox)

    assert grade.outcomes[0].status == status


TOTAL = """
@check(points=1, ko="{opponent}의 합입니다.")
def test_total({opponent}):
    \"\"\"The driver's sum.\"\"\"
    assert_number({opponent}.total(), 6)
"""

PATCHED = """
import numpy as np
def f(x):
    np.sum = lambda _values: 99
    return 2 * x
"""


@pytest.mark.parametrize(
    ("opponent", "status"),
    [("baseline", "passed"), ("driver", "failed")],
    ids=["in a worker of its own", "control: beside the code that patches"],
)
def test_a_patched_library_slows_nobody_else(make_course, grade_course, sandbox, opponent, status):
    root = make_course(public=TOTAL.format(opponent=opponent), points=1)
    driver = (
        "import numpy as np\ndef total(student):\n"
        "    getattr(student, 'f', abs)(1)\n    return np.sum(np.ones(6))\n"
    )
    (root / "exercises" / "01_f" / "driver.py").write_text(driver, "utf-8")

    (grade,) = grade_course(root, {"answer.py": PATCHED}, sandbox)

    assert grade.outcomes[0].status == status


FALSE_CLOCK = """
import time
clock = time.process_time
time.process_time = time.thread_time = time.monotonic = time.perf_counter = lambda: 0.0
def f(x):
    started = clock()
    while clock() < started + 0.1:
        pass
    return x
"""


def test_a_false_clock_deceives_nobody_else(make_course, grade_course, sandbox):
    public = """
    @check(points=1, ko="시간을 잽니다.")
    def test_slow(student):
        \"\"\"It takes a moment.\"\"\"
        assert_true(answer_of(student.f, 1).seconds >= 0.1, en="Too quick.", ko="너무 빠릅니다.")
    """
    root = make_course(public=public, points=1)

    (grade,) = grade_course(root, {"answer.py": FALSE_CLOCK}, sandbox)

    assert grade.outcomes[0].status == "passed"
