"""Mutants are wrong in one place, and only where students write."""

import ast

import pytest

from grader.authoring.mutants import make_mutants


def solution(body: str, before: str = "") -> str:
    lines = "\n".join("    " + line for line in body.splitlines())
    return f"{before}def f(x, y):\n    # BEGIN SOLUTION\n{lines}\n    # END SOLUTION\n"


def changes(body: str) -> set[str]:
    return {mutant.name.removeprefix("f: ") for mutant in make_mutants(solution(body))}


@pytest.mark.parametrize(
    ("body", "change"),
    [
        ("return x + y", "x + y -> x - y"),
        ("return x // y", "x // y -> x * y"),
        ("return x < y", "x < y -> x <= y"),
        ("return x == y", "x == y -> x != y"),
        ("return x[0]", "0 -> 1"),
        ("return 1.5", "1.5 -> 4.0"),
        ("return True", "True -> False"),
        ("return (x, y)", "(x, y) -> (y, x)"),
        ("return g(x, y)", "g(x, y) -> g(y, x)"),
        ("return max(x)", "max -> min"),
        ("return -x", "-x -> x"),
        ("return x and y", "x and y -> x or y"),
        ("x += y\nreturn x", "x += y -> x = y"),
        ("if x:\n    return 1\nreturn 2", "if x -> if not x"),
        ("raise ValueError('no')", "raise ValueError('no') -> pass"),
        ("return 'no'", "'no' -> 'no?'"),
        ("return {'a': x, 'b': y}", "'a' -> 'a?'"),
        ("return {'a': x, 'b': y}", "{'a': x, 'b': y} -> {'a': x}"),
        ("return [x, y, 3]", "[x, y, 3] -> [x, y]"),
        ("return {x, y}", "{x, y} -> {x}"),
        ("print(f'sum: {x}')", "f'sum: {x}' -> f'sum: ?{x}'"),
        ("x.append(y)\nreturn x", "x.append(y) -> pass"),
    ],
)
def test_what_people_get_wrong_is_tried(body, change):
    assert change in changes(body)


def test_every_mutant_is_python_and_differs_from_the_solution():
    source = solution("if x < 1:\n    raise ValueError\nreturn x * y + 2")

    mutants = make_mutants(source)

    assert len({mutant.source for mutant in mutants}) == len(mutants) > 5
    assert all(ast.dump(ast.parse(m.source)) != ast.dump(ast.parse(source)) for m in mutants)


def test_the_sentence_of_an_error_is_left_alone():
    assert changes("raise ValueError('at least 3', x + 1)") == {
        "raise ValueError('at least 3', x + 1) -> pass"
    }


def test_words_for_the_errors_of_the_solutions_own_functions_are_left_alone():
    source = solution("return g(x, 'x') + h(y, 'y')", before="def g(a, name):\n    return a\n\n")

    texts = {mutant.name for mutant in make_mutants(source) if "'x?'" in mutant.name}
    assert texts == set()
    assert "f: 'y' -> 'y?'" in {mutant.name for mutant in make_mutants(source)}


def test_docstrings_are_left_alone():
    assert changes("'a docstring'\nreturn x") == set()


def test_a_mutant_of_a_class_names_the_method():
    inside = "    size = 3\n    def go(self):\n        return 1\n"
    source = f"class C:\n    # BEGIN SOLUTION\n{inside}    # END SOLUTION\n"

    names = {mutant.name for mutant in make_mutants(source)}

    assert names == {"C: 3 -> 4", "C: 3 -> 2", "C.go: 1 -> 2", "C.go: 1 -> 0"}


def test_mutants_of_values_are_made():
    source = "# BEGIN SOLUTION values\nname = 'Ada'\nages = {'Ada': 36}\n# END SOLUTION\n"

    names = {mutant.name for mutant in make_mutants(source)}

    assert names == {
        "module: 'Ada' -> 'Ada?'",
        "module: 'Ada' -> 'Ada?' #2",
        "module: 36 -> 37",
        "module: 36 -> 35",
    }


def test_what_students_are_given_is_left_alone():
    source = solution("return x", before="GIVEN = 3\n\n\ndef given(a):\n    return a + 1\n\n\n")

    assert make_mutants(source) == []


def test_names_are_unique_and_lines_are_the_references():
    source = solution("return (x + 1) * (y + 1)")

    mutants = make_mutants(source)

    names = [mutant.name for mutant in mutants]
    assert len(set(names)) == len(names)
    assert {mutant.line for mutant in mutants} == {3}
