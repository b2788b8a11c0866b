"""Public checks of exercise 05."""

from grader.checks import assert_equal, assert_text, check


@check(points=1, ko="값과 개수를 물어야 합니다.", hint="ask")
def test_questions(printed, typed, run_script):
    """It asks for the price and the number."""
    typed("20", "2")
    first, _, rest = printed(run_script).partition("How many?")
    assert_text(first, "Price?", ignoring=["trailing spaces"])
    assert "?" not in rest


@check(points=1, ko="예제의 영수증이 나와야 합니다.", hint="ask", requires=["test_questions"])
def test_example(printed, typed, run_script):
    """The receipt of the example."""
    typed("20", "2")
    text = printed(run_script)
    wanted = "Price? How many? Total: 40\nDelivery: 3"
    assert_text(text, wanted, ignoring=["spaces", "final newline"])
