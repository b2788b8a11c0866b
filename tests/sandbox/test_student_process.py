"""A student's module behind the seam: the same answers whatever it runs in."""

from __future__ import annotations

import numpy as np
import pytest

from grader.sandbox.exchange import Kind, Question, encode_arguments, in_batches
from grader.sandbox.faults import CannotCross, CodeRaised, FunctionMissing
from grader.worker.wire import Handle


def call(process, function="f", *args, **kwargs):
    process.begin_check()
    return process.call(function, args, kwargs)


def test_a_call_returns_what_the_function_returns(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(x, *, by=2): return by * x")

    assert call(process, "f", 3).value == 6
    assert call(process, "f", 3, by=5).value == 15


def test_an_array_comes_back_as_an_array(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(x): return x.T + 0.5")

    value = call(process, "f", np.arange(6).reshape(2, 3)).value

    assert type(value) is np.ndarray
    assert value.shape == (3, 2)
    assert value.dtype == np.float64


def test_an_object_of_the_students_stays_in_the_worker(any_sandbox, open_student):
    process = open_student(any_sandbox, "class Mine: pass\ndef f(): return Mine()")

    value = call(process).value

    assert type(value) is Handle
    assert value.type_name == "Mine"


def test_an_exception_is_told_with_its_line(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f():\n    raise KeyError('no')")

    with pytest.raises(CodeRaised) as caught:
        call(process)

    assert caught.value.message.values["type"] == "KeyError"
    assert caught.value.frames[-1].line == 2
    assert {"KeyError", "LookupError", "Exception"} <= caught.value.bases


@pytest.mark.parametrize("kind", ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_an_exception_that_ends_programs_ends_nothing_here(any_sandbox, open_student, kind):
    process = open_student(any_sandbox, f"def f(): raise {kind}\ndef g(): return 1")

    with pytest.raises(CodeRaised):
        call(process)

    assert call(process, "g").value == 1


def test_a_function_that_is_only_a_stub_is_called_not_written(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(): raise NotImplementedError")

    with pytest.raises(CodeRaised) as caught:
        call(process)

    assert "not written yet" in caught.value.message.text


def test_a_missing_function_is_named_with_the_nearest_one(any_sandbox, open_student):
    process = open_student(any_sandbox, "def convolve(): pass")

    with pytest.raises(FunctionMissing) as caught:
        call(process, "convolv")

    assert caught.value.message.values["function"] == "convolv"
    assert caught.value.details[0].values["name"] == "convolve"


def test_what_a_function_prints_is_kept_until_it_is_taken(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(): print('나는', 1)")

    call(process)

    assert process.take_output() == "나는 1\n"
    assert process.take_output() == ""


def test_what_cells_print_is_no_checks_output(any_sandbox, open_student):
    process = open_student(any_sandbox, "print('hello')\ndef f(): pass")

    assert process.take_output() == ""


def test_what_is_printed_comes_without_control_characters(any_sandbox, open_student):
    process = open_student(any_sandbox, r"def f(): print('\x1b[31mred\x00\u202e\r\nend')")

    call(process)

    output = process.take_output()
    assert "red" in output
    assert not set("\x1b\x00\u202e\r") & set(output)


def watched(process, function, *args):
    process.begin_check()
    question = Question(Kind(function, watched=True), [encode_arguments(args, {})])
    [answer] = process.ask(question)
    return answer


def test_a_changed_argument_is_told(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(x): x += 1\ndef g(x): return x + 1")

    assert watched(process, "f", np.zeros(2)).changed
    assert not watched(process, "g", np.zeros(2)).changed


def test_a_returned_view_of_an_argument_is_told(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(x): return x[::-1]\ndef g(x): return x.copy()")

    assert watched(process, "f", np.zeros(2)).aliased
    assert not watched(process, "g", np.zeros(2)).aliased


def reused(process, function, *sizes):
    process.begin_check()
    calls = [encode_arguments((np.zeros(size),), {}) for size in sizes]
    return [a.reused for a in process.ask(Question(Kind(function, watched=True), calls))]


def test_a_result_that_is_an_earlier_one_again_is_told(any_sandbox, open_student):
    source = """
kept = {}


def f(x):
    out = kept.setdefault(x.shape, x + 1)
    out[:] = x + 1
    return out


def g(x):
    return x + 1
"""
    process = open_student(any_sandbox, source)

    assert reused(process, "f", 2, 3, 2) == [False, False, True]
    assert reused(process, "g", 2, 3, 2) == [False, False, False]


def test_the_callers_own_argument_is_never_changed(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f(x): x[:] = 9")
    mine = np.zeros(2)

    call(process, "f", mine)

    assert mine.tolist() == [0.0, 0.0]


def test_a_value_that_is_too_large_cannot_cross(any_sandbox, open_student):
    process = open_student(
        any_sandbox, "import numpy as np\ndef f(): return np.broadcast_to(0.0, (10**6, 10**6))"
    )

    with pytest.raises(CannotCross):
        call(process)


def test_a_value_that_contains_itself_cannot_cross(any_sandbox, open_student):
    process = open_student(any_sandbox, "def f():\n    a = []\n    a.append(a)\n    return a")

    with pytest.raises(CannotCross):
        call(process)


def test_a_dictionary_with_keys_that_do_not_cross_is_the_answers_fault(any_sandbox, open_student):
    """It is an honest answer of a wrong type: no rule of the channel is broken."""
    process = open_student(any_sandbox, "def f(): return {f: 3}\ndef g(): return 1")

    with pytest.raises(CannotCross):
        call(process)

    assert call(process, "g").value == 1


@pytest.mark.slow
def test_ten_thousand_printed_lines_break_no_rule(any_sandbox, open_student):
    """Two writes a line; all of it is within the allowance."""
    process = open_student(
        any_sandbox, "def f():\n    for i in range(10_500):\n        print(1)\n    return 1"
    )

    assert call(process).value == 1


@pytest.mark.parametrize(
    "statement",
    ["raise SyntaxError", "raise SyntaxError('m', ('f', 'one', 1, 't'))"],
)
def test_a_syntax_error_raised_by_hand_is_told_like_any_other(any_sandbox, open_student, statement):
    process = open_student(any_sandbox, f"def f(): {statement}")

    with pytest.raises(CodeRaised) as caught:
        call(process)

    assert caught.value.message.values["type"] == "SyntaxError"


def test_a_failing_statement_is_a_problem_and_the_rest_is_loaded(any_sandbox, open_student):
    process = open_student(any_sandbox, "1 / 0\ndef f(): return 1")

    assert process.problems[0].message.values["type"] == "ZeroDivisionError"
    assert call(process).value == 1


def test_a_helper_module_can_be_imported(any_sandbox, open_student):
    process = open_student(
        any_sandbox,
        {
            "answer": [("answer.py", "from a_helper import g\ndef f(): return g()")],
            "a_helper": [("a_helper.py", "def g(): return 7")],
        },
    )

    assert call(process).value == 7


def test_a_library_that_is_not_allowed_is_named(forked_sandbox, open_student):
    process = open_student(forked_sandbox, "import pytest\ndef f(): return 1")

    texts = [problem.message.values for problem in process.problems]

    assert texts[0]["library"] == "pytest"
    assert call(process).value == 1


def test_two_students_in_one_sandbox_do_not_see_each_other(process_sandbox, open_student):
    first = open_student(process_sandbox, "import numpy as np\nnp.mine = 1\ndef f(): return 1")
    second = open_student(
        process_sandbox, "import numpy as np\ndef f(): return hasattr(np, 'mine')"
    )

    assert call(first).value == 1
    assert call(second).value is False


def test_a_destructor_may_print_at_any_moment(any_sandbox, open_student):
    """Python runs it when it likes: while a frame is being made, say."""
    source = (
        "class Node:\n    def __init__(self): self.me = self\n"
        "    def __del__(self): print('gone')\n"
        "def f(x):\n    for _ in range(6): Node()\n    print(x)\n    return 2 * x\n"
    )
    process = open_student(any_sandbox, source)
    process.begin_check()

    calls = [encode_arguments((x,), {}) for x in range(400)]
    ends = [end for batch in in_batches(calls) for end in process.ask(Question(Kind("f"), batch))]

    assert [end.value for end in ends] == [2 * x for x in range(400)]
