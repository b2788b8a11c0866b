"""Public checks of exercise 03."""

from grader.checks import assert_equal, attribute_of, check


@check(points=2, ko="마지막에 넣은 것이 먼저 나와야 합니다.", hint="own")
def test_last_in_first_out(student):
    """The last one in is the first one out."""
    stack = student.Stack()
    stack.push("a")
    stack.push("b")

    assert_equal(stack.size(), 2)
    assert_equal(stack.pop(), "b")
    assert_equal(stack.pop(), "a")


@check(points=1, ko="맨 위의 것이 보여야 합니다.", hint="own")
def test_top(student):
    """The item on top is seen."""
    stack = student.Stack()
    for item in (1, 2, 3, 4):
        stack.push(item)
    stack.pop()

    assert_equal(attribute_of(stack, "top"), 3)
