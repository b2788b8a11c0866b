"""Public checks of exercise 02."""

import pandas as pd

from grader.checks import assert_equal, check


@check(points=2, ko="시간이 없는 방문이 없어야 합니다.", hint="clean")
def test_times(at, probe):
    """No visit is without a time."""
    assert_equal(probe("list(visits['seconds'])", at("clean")), [5.0, 30.0, 7.0, 45.0])
    assert_equal(probe("list(visits.index)", at("clean")), [0, 1, 2, 3])
    assert_equal(probe("list(visits)", at("clean")), ["page", "seconds"])


@check(points=2, ko="쪽마다 이름이 하나여야 합니다.", hint="clean")
def test_pages(probe, at):
    """Each page has one name."""
    assert_equal(probe("sorted(set(visits['page']) - {'help'})", at("clean")), ["home", "shop"])


@check(points=2, ko="쪽마다 합이 있어야 합니다.", hint="total")
def test_total(at):
    """The seconds of each page."""
    wanted = pd.DataFrame({"page": ["home", "shop"], "seconds": [12.0, 75.0]})
    assert_equal(at("total").visits, wanted)
