"""A check that can tell the time is known by the names it uses."""

from __future__ import annotations

import pytest

from grader.checks.clocks import reads_clock

FILE = """
import datetime, math, time
import time as t
from time import perf_counter
from timeit import timeit

def helper(x): return other(x)
def other(x): return time.monotonic()
def again(x): return again(x)
"""


def test_an_import_within_is_one_too():
    namespace = {}
    exec("def check(x):\n    from time import time as now\n    return now()\n", namespace)

    assert reads_clock(namespace["check"])


@pytest.mark.parametrize(
    ("body", "reads"),
    [
        ("return time.time()", True),
        ("return t.time()", True),
        ("return perf_counter()", True),
        ("return timeit(x)", True),
        ("return datetime.datetime.now()", True),
        ("return helper(x)", True),
        ("return [other(y) for y in x]", True),
        ("return (lambda: perf_counter())()", True),
        ("import time\n    return time.time()", True),
        ("from time import time as now\n    return now()", True),
        ("return math.sqrt(x)", False),
        ("return again(x)", False),
        ("return x.clock", False),
    ],
)
def test_a_function_that_names_a_clock_reads_it(body, reads):
    namespace = {}
    exec(f"{FILE}\ndef check(x):\n    {body}\n", namespace)

    assert reads_clock(namespace["check"]) is reads
