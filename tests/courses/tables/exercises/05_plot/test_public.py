"""Public checks of exercise 05."""

import pandas as pd

from grader.checks import assert_close, assert_equal, check


@check(points=2, ko="도시마다 선이 하나 있어야 합니다.", hint="lines")
def test_lines(student):
    """A line for each city."""
    (panel,) = student.fig.panels
    lines = {line.label: line for line in panel.lines}
    assert_equal(sorted(lines), ["Busan", "Seoul"])
    assert_close(lines["Seoul"].x, [1, 2, 3])
    assert_close(lines["Seoul"].y, [20.0, 25.0, 46.0])
    assert_close(lines["Busan"].y, [34.0, 50.0, 80.0])


@check(points=1, ko="제목, 축의 이름, 범례가 있어야 합니다.", hint="words")
def test_words(student):
    """A title, names of the axes, and a legend."""
    (panel,) = student.fig.panels
    assert_equal((panel.title, panel.xlabel, panel.ylabel), ("Rain", "month", "mm"))
    assert_equal(sorted(panel.legend), ["Busan", "Seoul"])


@check(points=2, ko="막대의 이름과 길이가 맞아야 합니다.", hint="bars")
def test_worked_bars(student):
    """The names and the lengths of two bars."""
    (panel,) = student.bars_of(pd.Series({"a": 1.0, "b": 3.0})).panels
    (bars,) = panel.bars
    assert_equal(dict(zip(bars.names, bars.lengths, strict=True)), {"a": 1.0, "b": 3.0})
