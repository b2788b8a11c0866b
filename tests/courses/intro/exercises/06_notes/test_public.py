"""Public checks of exercise 06."""

from grader.checks import assert_equal, check


@check(points=2, ko="시에서 가장 긴 줄이 나와야 합니다.", hint="read")
def test_longest_of_the_poem(student):
    """The longest line of the poem."""
    assert_equal(student.longest_line("poem.txt"), "and this line is the longest of all,")


@check(points=2, ko="줄마다 번호가 있어야 합니다.", hint="write")
def test_numbers(student, files):
    """Each line has its number."""
    files["two.txt"] = "a\nb c\n"
    student.number_lines("two.txt", "numbered.txt")
    assert_equal(files["numbered.txt"], "1 a\n2 b c\n")
