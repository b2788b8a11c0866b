"""Hidden checks of exercise 03."""

import pytest

from grader.checks import assert_equal, check


@check(points=2, ko="스택마다 따로 있어야 합니다.", hint="own")
def test_two_stacks(student):
    """Two stacks have nothing in common."""
    first, second = student.Stack(), student.Stack()
    first.push("a")

    assert_equal(first.size(), 1)
    assert_equal(second.size(), 0)


@check(points=1, ko="빈 스택의 pop은 IndexError여야 합니다.", hint="own")
def test_empty(student):
    """An empty stack has nothing to take."""
    stack = student.Stack()
    assert_raises_index_error(stack)


def assert_raises_index_error(stack):
    from grader.sandbox.faults import CodeRaised

    with pytest.raises(CodeRaised) as caught:
        stack.pop()
    assert "IndexError" in caught.value.bases


@check(points=2, ko="거꾸로 된 새 스택이어야 합니다.", hint="own")
def test_reverse(student):
    """A new stack, the other way round."""
    stack = student.Stack()
    for item in (1, 2, 3):
        stack.push(item)
    turned = student.reverse(stack)

    assert_equal([turned.pop(), turned.pop(), turned.pop()], [1, 2, 3])
    assert_equal(stack.size(), 3)
