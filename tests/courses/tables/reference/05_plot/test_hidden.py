"""Hidden checks of exercise 05."""

import numpy as np
import pandas as pd

from grader.checks import assert_close, assert_equal, check


@check(points=2, ko="큰 막대부터, 매번 새 그림에 그려야 합니다.", hint="bars")
def test_sorted_bars(student, rng):
    """The largest bar comes first, in a new figure each time."""
    for size in (3, 6):
        values = np.round(rng.permutation(size) + rng.uniform(0, 0.5, size), 2)
        series = pd.Series(values, index=[f"c{n}" for n in range(size)])
        (panel,) = student.bars_of(series).panels
        (bars,) = panel.bars
        order = np.argsort(-values)
        assert_close(bars.lengths[np.argsort(bars.places)], values[order])
        names = np.array(bars.names)[np.argsort(bars.places)]
        assert_equal(list(map(str, names)), [f"c{n}" for n in order])
