"""`uses` and `avoids` say which rule a function breaks and where, and nothing of it runs."""

from __future__ import annotations

import pytest

from grader.course import load_course
from grader.i18n import translate
from grader.model import Cause, File, Submission
from grader.pipeline import Grader
from grader.sandbox.forked import ForkedSandbox
from grader.sandbox.inprocess import InProcessSandbox

FACT = "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n"
LOOP = "def f(n):\n    p = 1\n    for i in range(2, n + 1):\n        p *= i\n    return p\n"
CHECK = '''
    @check(points=1, ko="규칙")
    def test_rule(student):
        """A rule."""
        {}
'''


@pytest.fixture
def judged(outcomes):
    """The outcome of a check with one line, for a text."""

    def judge(line: str, source: str, where: str = "public", **course):
        course = {"public": "", "reference": FACT, **course, where: CHECK.format(line)}
        return outcomes(source, **course)["test_rule"]

    return judge


def sentence(outcome, language="en") -> str:
    return translate(outcome.message, language)


def test_code_that_keeps_the_rule_passes(judged):
    assert judged("uses(student.f, recursion=True)", FACT).status == "passed"
    assert judged("avoids(student.f, loops=True)", FACT).status == "passed"


def test_a_broken_rule_is_told_as_a_rule_with_its_line(judged):
    found = judged("avoids(student.f, loops=True)", LOOP)

    assert (found.status, found.cause, found.earned) == ("failed", Cause.AGAINST_RULE, 0)
    assert sentence(found) == "f must not use a loop."
    assert sentence(found, "ko") == "f에서는 반복문을 쓰면 안 됩니다."
    assert [(f.where, f.line, f.source) for f in found.frames] == [
        ("answer.py", 3, "for i in range(2, n + 1):")
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "uses(student.f, recursion=True)",
            "f must call itself, directly or through other functions.",
        ),
        ("uses(student.f, statements=['while'])", "f must use while."),
        ("uses(student.f, names=['sum'])", "f must use sum."),
        ("uses(student.f, imports=['math'])", "f must use math."),
        ("avoids(student.f, names=['range'])", "f must not use range."),
        ("avoids(student.f, statements=['for'])", "f must not use for."),
        ("avoids(student, loops=True)", "answer must not use a loop."),
    ],
)
def test_each_rule_has_its_sentence(judged, line, words):
    assert sentence(judged(line, LOOP)) == words


def test_the_helper_that_breaks_a_rule_is_named(judged):
    source = LOOP.replace("def f", "def slow") + "def f(n):\n    return slow(n)\n"

    found = judged("avoids(student.f, loops=True)", source)

    assert [translate(one, "en") for one in found.details] == ["It is in slow, which f uses."]


def test_the_whole_file_has_no_helpers(judged):
    assert judged("avoids(student, loops=True)", LOOP).details == ()


def test_a_missing_function_is_missing(judged):
    found = judged("avoids(student.f, loops=True)", "x = 1\n")

    assert found.cause is Cause.MISSING


def test_a_function_that_no_text_defines_has_not_kept_the_rule(judged):
    found = judged("avoids(student.f, loops=True)", "globals()['f'] = lambda n: 1\n")

    assert sentence(found) == "How f is made cannot be read: define it with `def` in your file."


def test_a_hidden_rule_shows_neither_the_line_nor_the_helper(outcomes, judged):
    found = judged("avoids(student.f, names=['range'])", LOOP, where="hidden")
    assert found.frames

    from grader.model.hidden import shown_to_student

    shown = shown_to_student(found, frozenset())
    assert sentence(shown) == "f must not use range."
    assert (shown.frames, shown.details) == ((), ())


def test_a_rule_is_read_anew_for_each_submission(make_course):
    """By one grader, which does not call a check again for answers that have passed it."""
    public = CHECK.format("assert_equal(student.f(3), 6); avoids(student.f, loops=True)")
    course = load_course(make_course(public=public, points=1, reference=FACT))

    statuses = []
    with Grader(course, course.exercises, InProcessSandbox()) as grader:
        for text in (FACT, LOOP, FACT):
            file = File(name="answer.py", data=text.encode())
            (grade,) = grader.grade(Submission(student="kim", files=(file,)))
            statuses.append(grade.outcomes[0].status)

    assert statuses == ["passed", "failed", "passed"]


def test_wrong_rules_are_the_authors(judged):
    for line in ("avoids(student.f)", "avoids(student.f, names='sum')", "avoids(3, loops=True)"):
        assert judged(line, FACT).status == "broken"
    found = judged("avoids(student.f, statements=['whlie'])", FACT)
    told = "\n".join(translate(detail, "en") for detail in found.details)
    assert "Did you mean while" in told.replace("{name}", "while")


def test_a_class_and_its_methods_have_rules(outcomes):
    public = CHECK.format(
        "uses(student.Tree, recursion=True); avoids(student.Tree().go, loops=True)"
    )
    source = "class Tree:\n    def go(self):\n        return self.go()\n"

    found = outcomes(source, public=public, reference=source, toml='classes = ["Tree"]')

    assert found["test_rule"].status == "passed"


# -- in a confined worker


@pytest.fixture(scope="module")
def sandbox():
    with ForkedSandbox(("numpy",)) as forked:
        yield forked


@pytest.mark.parametrize(
    "bomb",
    [
        "x = " + "(" * 50_000,
        "x = " + "-" * 200_000 + "1",
        "x = a" + ".b" * 200_000,
        "x = " + "[" * 90 + "]" * 90,
        "if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 120)) + " " * 120 + "pass",
        "\n".join(f"a{n + 1} = a{n}" for n in range(3_000)) + "\n",
        "def g(x):\n    return " + " + ".join(["x"] * 5_000),
    ],
    ids=["brackets", "minus", "dots", "lists", "blocks", "aliases", "sum"],
)
def test_a_text_that_is_hard_to_parse_costs_its_writer_the_rule_at_most(judged, sandbox, bomb):
    found = judged("avoids(student.f, loops=True)", LOOP + bomb, sandbox=sandbox)

    assert found.status in {"failed", "timeout", "crashed"}
    assert judged("avoids(student.f, loops=True)", FACT, sandbox=sandbox).status == "passed"
