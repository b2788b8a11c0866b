"""Hidden checks of exercise 06."""

from grader.checks import assert_equal, check


@check(points=1, ko="다른 파일에서도 찾아야 합니다.", hint="read")
def test_longest_of_a_song(student, files):
    """The longest line of another file."""
    assert_equal(student.longest_line("song.txt"), "la la la")
    files["empty.txt"] = ""
    assert_equal(student.longest_line("empty.txt"), "")


@check(points=1, ko="긴 파일도 써야 합니다.", hint="write")
def test_many_numbers(student, files, rng):
    """Longer files."""
    lines = ["".join(rng.choice(list("abc "), 5)) + "." for _ in range(12)]
    files["many.txt"] = "\n".join(lines) + "\n"
    student.number_lines("many.txt", "out.txt")
    assert_equal(files["out.txt"], "".join(f"{n} {t}\n" for n, t in enumerate(lines, 1)))
    assert_equal(files["many.txt"], "\n".join(lines) + "\n")
