"""Hidden checks of exercise 02."""

from grader.checks import assert_equal, check


@check(points=2, ko="여러 글에서 낱말을 세어야 합니다.", hint="count")
def test_many_counts(student, reference, rng):
    """Words of many texts."""
    for size in (0, 1, 30):
        text = " ".join(rng.choice(["to", "be", "or", "not"], size))
        assert_equal(student.count_words(text), reference.count_words(text))
    assert_equal(student.count_words("  a\n\ta "), {"a": 2})


@check(points=1, ko="여러 이름의 첫 글자를 이어야 합니다.", hint="count")
def test_many_initials(student):
    """Initials of many names."""
    for name, wanted in (("", ""), ("x", "x"), ("Grace  Brewster Hopper", "GBH")):
        assert_equal(student.initials(name), wanted)
