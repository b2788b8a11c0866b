"""A file of checks that can tell the time is known by what it imports."""

from __future__ import annotations

import pytest

from grader.checks.clocks import reads_clock


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("import time", True),
        ("import math, time as t", True),
        ("from time import perf_counter as now", True),
        ("from timeit import timeit", True),
        ("import datetime", True),
        ("def check(x):\n    import time\n", True),
        ("class C:\n    from time import time\n", True),
        ("import math\ntime = 1", False),
        ("from . import time_tables", False),
        ("'import time'", False),
    ],
)
def test_a_file_that_imports_a_clock_can_tell_the_time(tmp_path, text, reads):
    path = tmp_path / "test_public.py"
    path.write_text(text)

    assert reads_clock(path) is reads
