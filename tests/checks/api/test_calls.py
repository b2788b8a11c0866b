"""Assertions that make many calls at once judge every one of them."""

SAME = """
import numpy as np

@check(points=1, ko="모두 같습니다.")
def test_same(student, reference):
    \"\"\"All are the same.\"\"\"
    assert_same(student.f, reference.f, zip(np.arange(6.0).reshape(6, 1)))
"""

ERRORS = """
@check(points=1, ko="모두 오류입니다.")
def test_errors(student):
    \"\"\"All are errors.\"\"\"
    assert_value_errors(student.f, [(number,) for number in range(6)])
"""

UNTOUCHED = """
import numpy as np

@check(points=1, ko="모두 그대로입니다.")
def test_untouched(student):
    \"\"\"All stay as they were.\"\"\"
    values = assert_all_untouched(student.f, zip(np.arange(6.0).reshape(6, 1)))
    assert_number(len(values), 6)
"""

DOUBLE = "def f(x):\n    return 2 * x\n"


def test_the_same_answers_pass(outcomes):
    assert outcomes(DOUBLE, hidden=SAME, public="")["test_same"].status == "passed"


def test_the_same_answers_may_be_text(outcomes):
    source = "def f(word):\n    return word + '!'\n"
    hidden = SAME.replace("np.arange(6.0).reshape(6, 1)", "['a', 'b']").replace(
        "reference.f", "lambda word: word + {end!r}"
    )

    right = outcomes(source, hidden=hidden.replace("{end!r}", "'!'"), public="")["test_same"]
    wrong = outcomes(source, hidden=hidden.replace("{end!r}", "'?'"), public="")["test_same"]

    assert right.status == "passed"
    assert wrong.status == "failed"
    assert "NumPy" not in str(wrong.message)


def test_one_wrong_answer_among_right_ones_fails(outcomes):
    source = "def f(x):\n    return 2 * x + (x[0] == 5)\n"

    assert outcomes(source, hidden=SAME, public="")["test_same"].status == "failed"


def test_one_call_that_raises_among_right_ones_is_an_error(outcomes):
    source = "def f(x):\n    return 2 * x if x[0] < 5 else [][0]\n"

    outcome = outcomes(source, hidden=SAME, public="")["test_same"]

    assert outcome.status == "error"


def test_calls_after_a_wrong_answer_are_not_looked_at(outcomes):
    source = "def f(x):\n    return 3 * x if x[0] < 2 else [][0]\n"

    assert outcomes(source, hidden=SAME, public="")["test_same"].status == "failed"


def test_errors_of_every_call_pass(outcomes):
    source = "def f(x):\n    raise ValueError(x)\n"

    assert outcomes(source, public=ERRORS)["test_errors"].status == "passed"


def test_one_call_that_returns_among_errors_fails(outcomes):
    source = "def f(x):\n    if x == 5:\n        return x\n    raise ValueError(x)\n"

    assert outcomes(source, public=ERRORS)["test_errors"].status == "failed"


def test_new_arrays_of_every_call_pass(outcomes):
    assert outcomes(DOUBLE, public=UNTOUCHED)["test_untouched"].status == "passed"


def test_one_changed_argument_among_others_fails(outcomes):
    source = "def f(x):\n    x *= 1 + (x[0] == 5)\n    return x.copy()\n"

    outcome = outcomes(source, public=UNTOUCHED)["test_untouched"]

    assert outcome.status == "failed"
    assert "changes its argument" in outcome.message.text


def test_one_argument_that_is_returned_among_others_fails(outcomes):
    source = "def f(x):\n    return x if x[0] == 5 else x.copy()\n"

    outcome = outcomes(source, public=UNTOUCHED)["test_untouched"]

    assert outcome.status == "failed"
    assert "instead of a new array" in outcome.message.text


def test_an_array_that_is_returned_twice_fails(outcomes):
    source = "import numpy as np\nkept = np.zeros(1)\ndef f(x):\n    kept[:] = x\n    return kept\n"

    outcome = outcomes(source, public=UNTOUCHED)["test_untouched"]

    assert outcome.status == "failed"
    assert "returned before" in outcome.message.text


ALIKE = """
import numpy as np

@check(points=1, ko="자료형이 달라도 같습니다.")
def test_alike(student):
    \"\"\"Another type gives the same.\"\"\"
    cells = [np.array([200, number], dtype=np.uint8) for number in range(3)]
    assert_alike(student.f, [((one,), (one.astype(float),)) for one in cells])
"""


def test_a_wrong_function_that_minds_no_type_is_alike(outcomes):
    source = "def f(x):\n    return 3.0 * x + 1\n"

    assert outcomes(source, public=ALIKE)["test_alike"].status == "passed"


def test_a_function_that_overflows_in_one_type_is_not_alike(outcomes):
    assert outcomes(DOUBLE, public=ALIKE)["test_alike"].status == "failed"


def test_a_constant_is_not_alike(outcomes):
    source = "import numpy as np\ndef f(x):\n    return np.ones(2)\n"

    outcome = outcomes(source, public=ALIKE)["test_alike"]

    assert outcome.status == "failed"
    assert outcome.message.text == "Different inputs give the same result."


DRAWN = """
import numpy as np

@check(points=1, ko="뽑은 이름의 함수가 맞습니다.")
def test_drawn(student, rng):
    \"\"\"A function whose name was drawn is right.\"\"\"
    for name in rng.permutation(["f"]):
        assert_number(getattr(student, name)(2), 4)
"""


def test_a_name_drawn_from_an_array_is_a_name(outcomes):
    assert outcomes(DOUBLE, hidden=DRAWN, public="")["test_drawn"].status == "passed"
