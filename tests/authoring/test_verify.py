"""Each kind of fault, planted in an exercise that verifies, is found."""

import pytest

from grader.authoring.mutants import make_mutants
from grader.authoring.omissions import omissions
from grader.authoring.verify import verify_exercise
from grader.course import load_course
from grader.errors import CourseError
from grader.i18n import translate


def test_a_scaffolded_exercise_verifies_with_all_its_mutants_caught(made):
    verified = made.verify(mutants=True)

    assert verified.findings == []
    assert verified.mutants.share_caught == 1
    assert verified.mutants.made > 0


def test_a_reference_that_fails_its_own_check_is_found(made):
    made.change(made.public / "test_public.py", "[2, 4]", "[2, 5]")

    assert "the reference fails test_worked_double" in made.sentences()


def test_a_check_whose_questions_depend_on_an_answer_is_found(made):
    (made.staff / "test_hidden.py").write_text(
        "from grader.checks import assert_close, check\n\n\n"
        "@check(points=2, ko='물은 것을 다시 묻습니다.', hint='twice')\n"
        "def test_random_arrays(student):\n"
        '    """The answer is asked again."""\n'
        "    once = student.double([1.0])\n"
        "    assert_close(student.double(once), [4.0])\n",
        "utf-8",
    )

    assert "the calls of test_random_arrays depend on the student's answers" in made.sentences()


def test_a_check_that_passes_only_the_first_time_is_found(made):
    (made.staff / "test_hidden.py").write_text(
        "from grader.checks import assert_close, check\n\n"
        "turns = []\n\n\n"
        "@check(points=2, ko='한 번만 통과합니다.', hint='twice')\n"
        "def test_random_arrays(student):\n"
        '    """Passes while it is recorded, and once more."""\n'
        "    turns.append(1)\n"
        "    assert_close(student.double([1.0]), [2.0 if len(turns) < 3 else 3.0])\n",
        "utf-8",
    )

    assert "in another order" in made.sentences()


def test_an_equivalent_that_fails_is_found(made):
    made.change(made.staff / "equivalents" / "added.py", "array + array", "array + array + 1e-3")

    assert "added.py: fails test_worked_double (failed)." in made.sentences()


def test_a_misconception_that_gets_full_marks_is_found(made):
    made.change(made.staff / "misconceptions" / "squared.py", "** 2", "* 2")

    assert "squared.py: gets full marks." in made.sentences()


def test_a_misconception_that_is_not_caught_by_the_check_it_names_is_found(made):
    made.change(
        made.staff / "misconceptions" / "squared.py",
        "caught_by: test_random_arrays",
        "caught_by: test_random_arrays, test_worked_double",
    )
    # at 0 and 2 squaring and doubling agree, so the worked example does not see it
    made.change(made.public / "test_public.py", "[1, 2]), [2, 4]", "[0, 2]), [0, 4]")

    assert "squared.py: is not caught by test_worked_double." in made.sentences()


def test_a_misconception_that_names_no_check_is_found(made):
    made.change(made.staff / "misconceptions" / "squared.py", "test_random_arrays", "test_gone")

    assert "names test_gone, but there is no such check" in made.sentences()


def test_a_misconception_without_its_korean_is_found(made):
    path = made.staff / "misconceptions" / "squared.py"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("ko:")]
    path.write_text("\n".join(kept), "utf-8")

    (found,) = (f for f in made.verify().findings if "header" in f.what.text)

    assert translate(found.tip, "en") == "Its docstring needs the lines ko:"


def test_a_misconception_that_does_not_fit_its_base_is_found(made):
    with (made.staff / "misconceptions" / "squared.py").open("a", encoding="utf-8") as file:
        file.write("\n\nnp = None\n")

    assert made.sentences() == "squared.py: defines np, which its base has too."


def test_a_base_that_is_no_right_solution_is_found(made):
    path = made.staff / "misconceptions" / "_base.py"
    path.write_text("import numpy as np\n\n\ndef double(values):\n    return np.ones(2)\n", "utf-8")

    assert "_base.py: fails test_worked_double (failed)." in made.sentences()


def test_a_base_alone_is_no_misconception(made):
    folder = made.staff / "misconceptions"
    (folder / "squared.py").unlink()
    (folder / "_base.py").write_text((made.staff / "twice.py").read_text("utf-8"), "utf-8")

    assert "misconceptions: there are no misconceptions." in made.sentences()


def test_a_misconception_that_is_caught_by_luck_is_found(made):
    # squaring and doubling agree at 2
    drawn = "rng.normal(size=shape)"
    made.change(made.staff / "test_hidden.py", drawn, "rng.choice([2.0, 2.0, 3.0], size=1)")

    verified = made.verify(secrets=8)

    (found,) = verified.findings
    assert translate(found.what, "en") == "is not caught by test_random_arrays."
    assert "of 8 other secrets" in translate(found.tip, "en")


def test_a_right_answer_that_fails_by_bad_luck_is_found(made):
    made.change(
        made.staff / "equivalents" / "added.py",
        "array + array",
        "array + array if array.sum() < 4 else array",
    )

    assert "added.py: fails test_random_arrays (failed)." in made.sentences(secrets=8)


def test_under_its_own_secret_alone_neither_is_found(made):
    drawn = "rng.normal(size=shape)"
    made.change(made.staff / "test_hidden.py", drawn, "rng.choice([2.0, 2.0, 3.0], size=1)")
    made.change(
        made.staff / "equivalents" / "added.py",
        "array + array",
        "array + array if array.sum() < 4 else array",
    )

    assert made.sentences(secrets=0) == ""


def costly(made) -> list[str]:
    return [translate(found.what, "en") for found in made.verify().warnings]


def test_a_misconception_that_costs_more_than_a_third_is_warned_of(made):
    made.change(made.staff / "misconceptions" / "squared.py", "costs: 100 %", "costs: 99 %")

    assert costly(made) == ["this one slip costs 100% of the points."]
    assert made.verify().costs == {"squared": 1.0}


def test_a_misconception_may_cost_what_its_header_allows(made):
    assert costly(made) == []


def test_a_misconception_may_cost_a_third(made):
    made.change(made.staff / "misconceptions" / "squared.py", "costs: 100 %", "costs: 1 %")
    made.change(
        made.staff / "misconceptions" / "squared.py", "** 2", "* 2 + (np.size(values) == 2)"
    )

    assert made.verify().costs == {"squared": pytest.approx(1 / 3, abs=1e-3)}
    assert costly(made) == []


def test_a_cost_that_gives_no_reason_is_found(made):
    squared = made.staff / "misconceptions" / "squared.py"
    made.change(squared, "costs: 100 %, because the exercise asks for one thing only", "costs: all")

    assert "squared.py: the line costs: of the header says no share" in made.sentences()


def test_a_check_that_an_empty_answer_passes_is_found(made):
    with (made.public / "test_public.py").open("a", encoding="utf-8") as file:
        file.write(
            "\n\n@check(points=0, ko='언제나 통과합니다.', hint='twice')\n"
            "def test_nothing(student):\n"
            '    """Always passes."""\n'
        )

    sentences = made.sentences()

    assert "passed in test_nothing" in sentences
    assert "test_nothing fails for no wrong solution" in sentences


def test_a_function_that_no_check_calls_is_found(made):
    made.change(made.public / "exercise.toml", '["double"]', '["double", "triple"]')
    made.change(
        made.staff / "twice.py",
        "def double(",
        "def triple(values):\n    # BEGIN SOLUTION\n    return 3\n    # END SOLUTION\n\n\n"
        "def double(",
    )

    assert "no check fails when triple is missing" in made.sentences()


def test_points_that_do_not_add_up_are_found(made):
    made.change(made.public / "exercise.toml", "points = 3", "points = 4")

    assert "the checks add up to 3" in made.sentences()


def test_a_check_without_a_korean_title_is_found(made):
    made.change(made.public / "test_public.py", 'ko="1과 2의 두 배는 2와 4입니다."', 'ko=""')

    assert "test_worked_double has no Korean title" in made.sentences()


def test_a_check_without_a_docstring_is_found(made):
    made.change(made.public / "test_public.py", '    """Twice 1 and 2 is 2 and 4."""\n', "")

    assert "has no docstring" in made.sentences()


def test_a_check_without_hints_is_found(made):
    made.change(made.public / "test_public.py", ', hint="twice"', "")

    assert "test_worked_double has 0 hints" in made.sentences()


def test_hints_that_no_check_uses_are_found(made):
    with (made.public / "exercise.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[hints]]\nid = "spare"\nko = ["하나"]\nen = ["one"]\n')

    assert "no check uses the hints 'spare'" in made.sentences()


@pytest.mark.parametrize("name", ["twice.py", "twice.ipynb"])
def test_a_starter_that_is_out_of_date_is_found(made, name):
    (made.public / name).write_text("old = 1\n")

    assert f"{name}: differs from the starter made from the reference." in made.sentences()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_statement_that_is_missing_is_found(made, language):
    (made.public / f"statement.{language}.md").unlink()

    assert f"statement.{language}.md: the statement is missing." in made.sentences()


def test_mutants_that_nothing_catches_are_named_with_their_line(made):
    made.change(made.staff / "test_hidden.py", "student.double(values)", "student.double([1, 2])")
    made.change(made.staff / "test_hidden.py", "reference.double(values)", "[2, 4]")
    made.change(made.staff / "twice.py", "* 2", "* (2 if np.size(values) < 9 else 3)")

    verified = made.verify(mutants=True)

    lines = [found.line for found in verified.findings if "no check catches" in found.what.text]
    assert verified.mutants.share_caught < 1
    assert lines
    assert all(line > 0 for line in lines)


def test_a_waived_mutant_does_not_count_and_a_waiver_of_none_is_found(made):
    from grader.authoring.mutants import make_mutants

    name = make_mutants((made.staff / "twice.py").read_text("utf-8"))[0].name
    waivers = f'[waivers]\n"{name}" = "to see that it is not tried"\n"no such" = "gone"\n'
    (made.staff / "waivers.toml").write_text(waivers, "utf-8")

    verified = made.verify(mutants=True)

    assert verified.mutants.waived == 1
    assert "waives 'no such', but there is no such mutant" in made.sentences(mutants=True)


def test_a_waiver_without_a_reason_is_found(made):
    (made.staff / "waivers.toml").write_text('[waivers]\n"x" = ""\n', "utf-8")

    assert "gives no reason" in made.sentences(mutants=True)


def test_waivers_that_cannot_be_read_are_found(made):
    (made.staff / "waivers.toml").write_text("[waivers\n", "utf-8")

    assert "waivers.toml: this file cannot be read" in made.sentences(mutants=True)


def test_each_step_is_named_in_the_authors_language(made):
    steps = []

    made.verify(mutants=True, progress=steps.append)

    words = [translate(step, "ko") for step in steps]
    assert words[:2] == ["모범 답안", "다른 방식의 풀이 added"]
    assert "잘못된 생각 squared" in words
    assert words[-3:] == ["변이 1/3", "변이 2/3", "변이 3/3"]


def test_without_a_reference_there_is_nothing_to_verify(made):
    (made.root / "reference").rename(made.root / "away")
    course = load_course(made.root / "exercises")

    with pytest.raises(CourseError, match="no reference"):
        verify_exercise(course, course.exercises[0])


def test_an_expression_that_compares_beside_the_students_code_is_warned_of(made):
    made.change(
        made.public / "test_public.py",
        "(student):",
        "(student, probe):\n    '''Doubled.'''\n    assert probe('double([1.0])[0] == 2.0')",
    )

    warned = [translate(warning.what, "en") for warning in made.verify().warnings]

    text = "`double([1.0])[0] == 2.0` is only true or false, which any code could say."
    assert [words for words in warned if text in words]


def test_an_expression_whose_value_crosses_is_not_warned_of(made):
    made.change(
        made.public / "test_public.py",
        "(student):",
        "(student, probe):\n    '''Doubled.'''\n    assert probe('list(double([1.0]))') == [2.0]",
    )

    assert made.verify().warnings == ()


def test_mutants_and_omissions_keep_the_marks_of_cells(made):
    made.change(made.staff / "twice.py", "import numpy", "# %% start\nimport numpy")
    source = (made.staff / "twice.py").read_text("utf-8")
    exercise = load_course(made.root / "exercises").exercises[0]

    texts = [mutant.source for mutant in make_mutants(source)]
    texts += [omission.text for omission in omissions(source, exercise)]

    assert len(texts) > 1
    assert all("\n# %% start\n" in text for text in texts)


# -- what cannot be graded is told all at once


def test_all_that_keeps_an_exercise_from_being_graded_is_told_together(made):
    made.change(made.public / "test_public.py", 'hint="twice"', 'hint="twic"')
    made.change(made.public / "test_public.py", "(student)", "(studnt)")
    made.change(made.staff / "test_hidden.py", "points=2", "pts=2")
    made.change(made.staff / "misconceptions" / "squared.py", "np.asarray", "np.asarray(")
    made.change(made.staff / "twice.py", "    # END SOLUTION\n", "")
    (made.public / "statement.en.md").unlink()

    found = made.verify().findings

    assert {(finding.path.name, finding.line) for finding in found} == {
        ("test_public.py", 6),
        ("test_hidden.py", 6),
        ("squared.py", 11),
        ("twice.py", 0),
        ("statement.en.md", 0),
    }
    assert len(found) == 6  # two of them in the public check


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import no_such_library\n", "ModuleNotFoundError: No module named 'no_such_library'"),
        ("half = 1 / 0\n", "ZeroDivisionError: division by zero"),
        ("def broken(:\n", "SyntaxError: invalid syntax"),
    ],
)
def test_a_file_of_checks_that_does_not_load_is_told_in_one_line_with_its_place(made, line, said):
    path = made.public / "test_public.py"
    path.write_text(line + path.read_text("utf-8"), "utf-8")

    (finding,) = made.verify().findings

    assert (finding.path, finding.line) == (path, 1)
    assert translate(finding.what, "en") == f"a file of checks does not load: {said}"


def test_what_the_reference_answers_wrongly_is_told(made):
    made.change(made.staff / "twice.py", "* 2", "* 3")

    finding = next(f for f in made.verify().findings if f.path.name == "twice.py")

    details = [translate(said, "en") for said in finding.details]
    assert "First wrong at [0]: expected 2.0, got 3.0." in details


def test_each_check_that_the_reference_fails_has_its_reason(made):
    made.change(made.staff / "test_hidden.py", "reference.double(values)", "2 * values")
    made.change(made.staff / "twice.py", "* 2", "* 3")

    finding = next(f for f in made.verify().findings if f.path.name == "twice.py")

    details = [translate(said, "en") for said in finding.details]
    names = [said for said in details if said in {"test_worked_double:", "test_random_arrays:"}]
    assert len(names) == 2
    assert sum(said.startswith("First wrong at") for said in details) == 2


def test_the_checks_that_a_starter_passes_are_told_in_one_finding(made):
    for path in (made.public / "test_public.py", made.staff / "test_hidden.py"):
        made.change(path, "assert_close(student.double", "print(str")

    sentences = made.sentences()

    assert "twice.py: passed in test_worked_double, test_random_arrays." in sentences
    assert sentences.count("passed in") == 2  # the script and the notebook
