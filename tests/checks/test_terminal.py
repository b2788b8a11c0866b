"""`printed`, `typed` and `run_script` in a check."""

from __future__ import annotations

import textwrap

import pytest

from grader.i18n import translate
from grader.reports.advice import hints_of

GREET = """
    @check(points=1, ko="인사를 출력해야 합니다.")
    def test_f(student, printed):
        '''It prints the greeting.'''
        assert_equal(printed(student.f, "Kim"), "Hello, Kim!\\n")
"""
GREETING = 'def f(name):\n    print(f"Hello, {name}!")\n'

ADD = """
    @check(points=1, ko="합을 출력해야 합니다.")
    def test_f(student, printed, typed):
        '''It prints the sum.'''
        typed("3", "4")
        assert_equal(printed(student.f), "First: Second: 7\\n")
"""
ADDING = 'def f():\n    print(int(input("First: ")) + int(input("Second: ")))\n'


@pytest.fixture
def outcome_of(make_course, grade_course):
    """Grades an answer to one public check; gives the outcome."""

    def outcome(public: str, answer: str, reference: str, **more):
        course = make_course(public=public, points=1, reference=reference, **more)
        (grade,) = grade_course(course, {"answer.py": answer})
        return grade.outcomes[0]

    return outcome


def words_of(outcome) -> str:
    return "\n".join(translate(one, "en") for one in (outcome.message, *outcome.details))


def test_printed_text_is_what_a_call_printed(outcome_of):
    assert outcome_of(GREET, GREETING, GREETING).status == "passed"


def test_wrong_text_is_shown_with_a_caret_below_the_first_wrong_letter(outcome_of):
    outcome = outcome_of(GREET, GREETING.replace("!", "?"), GREETING)

    assert outcome.status == "failed"
    assert "The printed text is wrong." in words_of(outcome)
    assert "expected: Hello, Kim!" in words_of(outcome)
    assert " " * 20 + "^" in words_of(outcome)
    assert outcome.calls[0].text == "f('Kim')"


def test_text_that_was_returned_and_not_printed_is_told_as_such(outcome_of):
    outcome = outcome_of(GREET, GREETING.replace("print(", "return ("), GREETING)

    assert outcome.status == "failed"
    assert "returned this text and printed nothing" in words_of(outcome)


def test_nothing_printed_is_told_as_such(outcome_of):
    outcome = outcome_of(GREET, "def f(name):\n    pass\n", GREETING)

    assert "Nothing was printed." in words_of(outcome)


def test_what_is_typed_can_be_read_and_the_questions_are_printed(outcome_of):
    assert outcome_of(ADD, ADDING, ADDING).status == "passed"


def test_a_failure_tells_what_was_typed(outcome_of):
    outcome = outcome_of(ADD, ADDING.replace("+", "*"), ADDING)

    assert "Typed in: 3 ⏎ 4" in words_of(outcome)
    assert outcome.calls[0].text == "f()  # input: 3 ⏎ 4"


def test_input_with_nothing_left_is_told_without_eof(outcome_of):
    answer = ADDING.replace("    print", "    input()\n    print")

    outcome = outcome_of(ADD, answer, ADDING)

    assert outcome.status == "error"
    assert "asks by input() once more" in words_of(outcome)
    assert "Typed in: 3 ⏎ 4" in words_of(outcome)
    assert "EOF" not in words_of(outcome)
    assert outcome.frames[-1].line == 3


WAYS_TO_READ = {
    "lines": """
        import sys
        def f():
            print("First: Second:", sum(map(int, sys.stdin)))
    """,
    "readline_kept_at_load": """
        import sys
        input = sys.stdin.readline
        def f():
            print("First: Second:", int(input()) + int(input()))
    """,
    "streams_kept_at_load": """
        from sys import stdin, stdout
        def f():
            stdout.write(f"First: Second: {sum(map(int, stdin.read().split()))}\\n")
    """,
    "bytes": """
        import sys
        def f():
            a, b = map(int, sys.stdin.buffer.read().split())
            sys.stdout.buffer.write(f"First: Second: {a + b}\\n".encode())
    """,
    "fileinput": """
        import fileinput
        def f():
            print("First: Second: ", end="")
            print(sum(map(int, fileinput.input("-"))))
    """,
}


@pytest.mark.parametrize("reading", WAYS_TO_READ.values(), ids=WAYS_TO_READ)
def test_other_ways_to_read_and_print_are_as_good(outcome_of, reading):
    assert outcome_of(ADD, textwrap.dedent(reading), ADDING).status == "passed"


def test_each_call_has_all_of_the_typed_text(outcome_of):
    public = """
    @check(points=1, ko="물어야 합니다.")
    def test_f(student, typed):
        '''It asks.'''
        typed("3\\n4\\n5")
        assert_equal(student.f(), 7)
        assert_equal(student.f(), 7)
        typed("1", "1")
        assert_equal(student.f(), 2)
        typed()
    """
    answer = "def f():\n    return int(input()) + int(input())\n"

    assert outcome_of(public, answer, answer).status == "passed"


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ('"3", "4"', "3\\n4\\n"),
        ('"3\\n4"', "3\\n4\\n"),
        ('"3\\n4\\n"', "3\\n4\\n"),
        ('"3", ""', "3\\n\\n"),
        ('""', "\\n"),
        ("", ""),
    ],
)
def test_each_line_is_ended_by_enter(outcome_of, lines, wanted):
    public = f"""
    @check(points=1, ko="읽어야 합니다.")
    def test_f(student, typed):
        '''It reads all.'''
        typed({lines})
        assert_equal(student.f(), "{wanted}")
    """
    answer = "import sys\n\ndef f():\n    return sys.stdin.read()\n"

    assert outcome_of(public, answer, answer).status == "passed"


def test_what_is_typed_in_one_check_is_gone_in_the_next(make_course, grade_course):
    public = """
    @check(points=1, ko="물어야 합니다.")
    def test_asks(student, typed):
        '''It asks.'''
        typed("3", "4")
        assert_equal(student.f(), "3")

    @check(points=1, ko="물을 것이 없습니다.")
    def test_asks_nobody(student):
        '''Nobody answers.'''
        assert_equal(student.f(), "nothing")
    """
    answer = (
        "def f():\n    try:\n        return input()\n"
        "    except EOFError:\n        return 'nothing'\n"
    )
    course = make_course(public=public, points=2, reference=answer)

    (grade,) = grade_course(course, {"answer.py": answer})

    assert [one.status for one in grade.outcomes] == ["passed", "passed"]


def test_several_calls_print_one_text(outcome_of):
    public = """
    @check(points=1, ko="둘 다 출력해야 합니다.")
    def test_f(student, printed):
        '''It prints both.'''
        text = printed(lambda: (student.f("A"), student.f("B")))
        assert_equal(text, "Hello, A!\\nHello, B!\\n")
        assert_equal(student.f("C"), None)
    """
    assert outcome_of(public, GREETING, GREETING).status == "passed"


def test_errors_and_exceptions_are_no_printed_text(outcome_of):
    answer = "import sys\n" + GREETING + '    print("debug", file=sys.stderr)\n'

    outcome = outcome_of(GREET, answer, GREETING)

    assert outcome.status == "passed"
    assert "debug" in outcome.output


def test_the_reference_has_a_terminal_of_its_own(make_course, grade_course):
    hidden = """
    @check(points=1, ko="합을 출력해야 합니다.")
    def test_sums(student, reference, printed, typed, rng):
        '''It prints sums.'''
        for one, other in rng.integers(0, 99, (3, 2)):
            typed(f"{one}\\n{other}")
            assert_equal(printed(student.f), printed(reference.f))
    """
    course = make_course(public="", hidden=hidden, points=1, reference=ADDING)

    for answer, status in ((ADDING, "passed"), (ADDING.replace("+", "-"), "failed")):
        (grade,) = grade_course(course, {"answer.py": answer})
        assert grade.outcomes[0].status == status


def test_a_wrong_idea_is_named_by_what_it_prints(make_course, grade_course):
    idea = '"""No name.\n\ncaught_by: test_f\nko: 이름이 없습니다.\nen: The name is missing.\n"""\n'
    wrong = 'def f(name):\n    print("Hello, !")\n'
    course = make_course(
        public=GREET, points=1, reference=GREETING, misconceptions={"nameless": idea + wrong}
    )

    (grade,) = grade_course(course, {"answer.py": wrong})

    assert grade.outcomes[0].misconception.en == "The name is missing."


def test_more_printed_text_than_is_kept_is_told(outcome_of):
    answer = 'def f(name):\n    print("x" * 300_000)\n'

    outcome = outcome_of(GREET, answer, GREETING)

    assert outcome.status == "failed"
    assert "printed more than 262144 characters" in words_of(outcome)


@pytest.mark.parametrize(
    ("ignoring", "printed", "passes"),
    [
        ((), "Hello, Kim!\\n", True),
        ((), "hello, Kim!\\n", False),
        (("case",), "hello, KIM!\\n", True),
        (("case",), "hello,  KIM!\\n", False),
        (("trailing spaces",), "Hello, Kim!  \\n", True),
        (("trailing spaces",), "Hello,  Kim!\\n", False),
        (("spaces",), "  Hello,   Kim! \\n", True),
        (("spaces",), "Hello,Kim!\\n", False),
        (("final newline",), "Hello, Kim!", True),
        (("final newline",), "Hello,\\nKim!", False),
        (("case", "spaces", "final newline"), " HELLO,  kim!", True),
    ],
)
def test_assert_text_overlooks_what_it_is_told_and_nothing_else(
    outcome_of, ignoring, printed, passes
):
    public = f"""
    @check(points=1, ko="인사해야 합니다.")
    def test_f(student, printed):
        '''It greets.'''
        assert_text(printed(student.f, "Kim"), "Hello, Kim!\\n", ignoring={ignoring!r})
    """
    answer = f'def f(name):\n    print("{printed}", end="")\n'

    assert (outcome_of(public, answer, GREETING).status == "passed") is passes


def test_to_ignore_what_cannot_be_ignored_is_an_error_of_the_author():
    from grader.checks import assert_text

    with pytest.raises(ValueError, match="cannot ignore 'blank'"):
        assert_text("a", "a", ignoring=["blank"])


# -- whole files


SCRIPT = """
    @check(points=1, ko="이름으로 인사해야 합니다.")
    def test_script(printed, typed, run_script):
        '''It greets by name.'''
        typed("Kim")
        assert_equal(printed(run_script), "Name? Hello, Kim!\\n")
"""
HELLO = 'name = input("Name? ")\nprint(f"Hello, {name}!")\n'
IS_SCRIPT = "script = true\n"


@pytest.fixture
def script_outcome(make_course, grade_course):
    """Grades an answer to one public check of a script; gives the outcome and the remarks."""

    def outcome(answer: str, public: str = SCRIPT, reference: str = HELLO, name: str = "answer.py"):
        course = make_course(public=public, points=1, reference=reference, toml=IS_SCRIPT)
        manifest = course / "exercises" / "01_f" / "exercise.toml"
        manifest.write_text(manifest.read_text("utf-8").replace('functions = ["f"]\n', ""), "utf-8")
        (grade,) = grade_course(course, {name: answer})
        return grade.outcomes[0], [translate(one.message, "en") for one in grade.problems]

    return outcome


def test_a_script_is_run_as_a_program(script_outcome):
    outcome, problems = script_outcome(HELLO)

    assert outcome.status == "passed"
    assert problems == []


def test_a_script_may_begin_under_the_usual_guard_and_end_by_exit(script_outcome):
    answer = (
        'def main():\n    print("Hello, " + input("Name? ") + "!")\n    exit(3)\n    print("no")\n'
        '\nif __name__ == "__main__":\n    main()\n'
    )
    assert script_outcome(answer)[0].status == "passed"


def test_a_script_with_an_error_is_told_at_its_line(script_outcome):
    outcome, _ = script_outcome(HELLO.replace("{name}", "{nam}"))

    assert outcome.status == "error"
    assert "answer.py raised NameError in answer.py, line 2." in words_of(outcome)


def test_an_untouched_script_is_told_as_one(script_outcome):
    outcome, _ = script_outcome('raise NotImplementedError("")\n')

    assert "answer.py is not written yet." in words_of(outcome)
    assert hints_of(outcome, "en")[0].startswith("Write your program")


def test_a_script_that_python_cannot_read_is_told_at_its_line(script_outcome):
    outcome, _ = script_outcome(HELLO + "print('a'\n")

    assert outcome.cause == "unreadable"
    assert "line 3" in words_of(outcome)


def test_a_script_that_asks_too_often_is_told_without_eof(script_outcome):
    outcome, _ = script_outcome(HELLO + "input('Again? ')\n")

    assert "answer.py asks by input() once more" in words_of(outcome)


def test_each_run_begins_anew(script_outcome):
    answer = "count = globals().get('count', 0) + 1\nprint(input(), count)\n"
    public = """
    @check(points=1, ko="매번 처음부터입니다.")
    def test_script(printed, typed, run_script):
        '''Each run begins anew.'''
        for name in ("Kim", "Lee"):
            typed(name)
            assert_equal(printed(run_script), f"{name} 1\\n")
    """
    assert script_outcome(answer, public, answer)[0].status == "passed"


def test_the_reference_of_a_script_is_called_to_run_it(make_course, grade_course):
    hidden = """
    @check(points=1, ko="인사해야 합니다.")
    def test_script(printed, typed, run_script, reference):
        '''It greets.'''
        typed("Lee")
        assert_equal(printed(run_script), printed(reference))
    """
    course = make_course(public="", hidden=hidden, points=1, reference=HELLO, toml=IS_SCRIPT)

    for answer, status in ((HELLO, "passed"), (HELLO.replace("!", ""), "failed")):
        (grade,) = grade_course(course, {"answer.py": answer})
        assert grade.outcomes[0].status == status
