"""What a student is told beyond that a call failed: where it hung, a slip, the limit."""

from __future__ import annotations

import pytest

from grader.model import Cause
from grader.sandbox.absence import renamed
from grader.sandbox.explain import functions_called
from grader.sandbox.faults import CodeRaised, FunctionMissing, NotAllowed, StudentFault, TimedOut


def fault_of(process, function="f", *args):
    process.begin_check()
    with pytest.raises(StudentFault) as caught:
        process.call(function, args, {})
    return caught.value


def test_the_line_of_an_endless_loop_is_told(process_sandbox, open_student):
    source = "def f():\n    x = 1\n    while x: pass\n"
    process = open_student(process_sandbox, source, check_seconds=1.5)

    fault = fault_of(process)

    assert isinstance(fault, TimedOut)
    assert [(frame.line, frame.source) for frame in fault.frames] == [(3, "while x: pass")]


def test_a_students_own_alarm_is_left_alone(process_sandbox, open_student):
    source = (
        "import signal, time\nrung = []\nsignal.signal(signal.SIGALRM, lambda *_: rung.append(1))\n"
        "def f():\n    signal.setitimer(signal.ITIMER_REAL, 0.01)\n"
        "    time.sleep(0.1)\n    return len(rung)\n"
    )
    process = open_student(process_sandbox, source)
    process.begin_check()

    assert process.call("f", (), {}).value == 1


def test_the_part_of_the_line_that_raised_is_marked(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(x):\n    return 1 + x[9] * 2\n")

    fault = fault_of(process, "f", [1])

    (frame,) = fault.frames
    assert isinstance(fault, CodeRaised)
    assert frame.source[frame.column - 1 : frame.end] == "x[9]"


def test_a_syntax_error_comes_with_its_line_and_column(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(x)\n    return x\n")

    fault = fault_of(process)

    (frame,) = fault.frames
    assert isinstance(fault, FunctionMissing)
    assert (frame.line, frame.source, frame.column) == (1, "def f(x)", 9)
    assert fault.details[0].values == {"text": "expected ':'"}


def test_a_slip_in_a_library_gets_the_right_name(any_sandbox, open_student):
    process = open_student(any_sandbox, "import nunpy as np\ndef f():\n    return np.pi\n")

    fault = fault_of(process)

    assert isinstance(fault, NotAllowed)
    assert fault.details[0].values == {"name": "numpy"}
    assert [(frame.line, frame.source) for frame in fault.frames] == [(1, "import nunpy as np")]


def test_a_memory_error_names_the_limit(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f():\n    raise MemoryError\n", memory_mb=300)

    assert {"memory": 300} in [detail.values for detail in fault_of(process).details]


# -- renames


@pytest.mark.parametrize(
    ("missing", "others", "found"),
    [
        (["conv2d"], ["conv_2d"], {"conv2d": "conv_2d"}),
        (["conv2d"], ["Conv2D"], {"conv2d": "Conv2D"}),
        (["conv1d"], ["conv2d"], {}),  # another function
        (["conv2d"], ["conv"], {}),
        (["max_pool", "min_pool"], ["maxpool"], {"max_pool": "maxpool"}),
        (["forward", "backward"], ["backwards", "forwards"],
         {"forward": "forwards", "backward": "backwards"}),
        (["zero_pad"], ["apply"], {}),
    ],
)  # fmt: skip
def test_each_stray_name_is_offered_once_to_its_best_match(missing, others, found):
    assert renamed(missing, others) == found


# -- what a driver calls

DRIVER = """
def watch_train(student, n):
    return student.train(n)

def both(student):
    return student.train(1), student.build()

def none(student):
    return getattr(student, "train")
"""


@pytest.mark.parametrize(
    ("name", "called"),
    [("watch_train", ("train",)), ("both", ("build", "train")), ("none", ()), ("absent", ())],
)
def test_the_functions_that_a_driver_calls_are_read_from_its_source(name, called):
    assert functions_called(DRIVER, name, ("build", "train")) == called


STRAY = "def f():\n    x = 1\n\nreturn x\n"


def test_a_return_without_its_margin_is_found_below_its_function(any_sandbox, open_student):
    process = open_student(any_sandbox, STRAY)

    fault = process.stray_return("f")

    (frame,) = fault.frames
    assert fault.cause is Cause.UNREADABLE
    assert fault.message.values == {"function": "f", "where": "answer.py", "line": 4}
    assert frame.source == "    x = 1\nreturn x"
    assert (frame.column, frame.end) == (1, 8)


def test_a_stray_return_is_not_to_blame_for_another_function(any_sandbox, open_student):
    process = open_student(any_sandbox, "def g():\n    pass\n" + STRAY)

    assert process.stray_return("g") is None


def test_a_stray_return_does_not_hide_the_functions_beside_it(any_sandbox, open_student):
    process = open_student(any_sandbox, STRAY + "def g():\n    return 2\n")
    process.begin_check()

    assert process.call("g", (), {}).value == 2
    assert fault_of(process, "h").cause is Cause.MISSING
