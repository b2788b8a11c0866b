"""Whether a function can remember is told by what it does when it is called again."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from grader.checks.diagnosis.memory import can_remember

FORGETS = """
# -- arithmetic
def f(x):
    return x * x
# -- a local list
def f(x):
    found = []
    found.append(x)
    return found
# -- an array of its own
import numpy as np
def f(x):
    a = np.zeros(3)
    a[:] += x
    return a
# -- constants
SIZES = (2, (3, 'b'))
STEP = 0.5
def f(x):
    return x * SIZES[0] * STEP
# -- a helper
def helper(x, *, by=2):
    return x * by
def f(x):
    return helper(x)
# -- a function inside
def f(x):
    def inner(y):
        return x + y
    return inner(1)
# -- names of a library
from numpy.lib.stride_tricks import sliding_window_view as view
from math import prod
import numpy as np
def f(x):
    return view(np.arange(4), prod((1, 2))) * x
# -- calls itself
def f(x):
    return 1 if x == 0 else x * f(x - 1)
# -- state that it does not use
seen = []
def f(x):
    return x
def g():
    seen.append(1)
# -- an error
def f(x):
    raise ValueError('no number')
"""
REMEMBERS = """
# -- a global number
n = 0
def f(x):
    global n
    n += 1
    return x + n
# -- a global list
seen = []
def f(x):
    seen.append(x)
    return len(seen)
# -- a global array
import numpy as np
a = np.zeros(3)
def f(x):
    a[:] += x
    return a.copy()
# -- a default
def f(x, seen=[]):
    seen.append(x)
    return len(seen)
# -- a named default
def f(x, *, seen={}):
    seen[len(seen)] = x
    return len(seen)
# -- an attribute
def f(x):
    f.n = getattr(f, 'n', 0) + 1
    return f.n
f.n = 0
# -- a closure
def made():
    n = 0
    def inner(x):
        nonlocal n
        n += 1
        return n
    return inner
f = made()
# -- a class
class Count:
    n = 0
def f(x):
    Count.n += 1
    return Count.n
# -- a method
class Count:
    n = 0
    def up(self):
        self.n += 1
        return self.n
c = Count()
def f(x):
    return c.up()
# -- a helper
seen = []
def helper():
    seen.append(1)
def f(x):
    helper()
    return len(seen)
# -- a helper's helper
seen = []
def inner():
    seen.append(1)
    return seen
def helper():
    return inner()
def f(x):
    return len(helper())
# -- a lambda
seen = []
note = lambda: seen.append(1)
def f(x):
    note()
    return len(seen)
# -- a function inside
seen = []
def f(x):
    def note():
        seen.append(x)
    note()
    return len(seen)
# -- a list in a tuple
both = (1, [])
def f(x):
    both[1].append(x)
    return len(both[1])
# -- an iterator
import itertools
next_one = itertools.count()
def f(x):
    return next(next_one)
# -- its variables
n = 0
def f(x):
    globals()['n'] += 1
    return n
# -- its own dict
def f(x):
    f.__dict__['n'] = f.__dict__.get('n', 0) + 1
    return f.__dict__['n']
# -- set by name
def f(x):
    setattr(f, 'n', 1 + getattr(f, 'n', 0))
    return f.n
# -- text that runs
n = 0
def f(x):
    exec('n += 1', globals())
    return n
# -- a decorator
import functools
@functools.cache
def kept():
    return []
def f(x):
    kept().append(x)
    return len(kept())
# -- random numbers
import numpy as np
def f(x):
    return np.random.rand()
# -- random numbers by another name
from numpy import random as luck
def f(x):
    return luck.rand()
# -- a function of random numbers
from numpy.random import rand
def f(x):
    return rand()
# -- a function of Python's random numbers
from random import random as luck
def f(x):
    return luck()
# -- Python's random numbers by another name
import random as luck
def f(x):
    return luck.random()
# -- the time
from time import perf_counter_ns as now
def f(x):
    return now()
# -- random numbers of Python
import random
def f(x):
    return random.random()
# -- a generator
import numpy as np
rng = np.random.default_rng(1)
def f(x):
    return rng.random()
# -- a library's setting
import sys
def f(x):
    sys.setrecursionlimit(sys.getrecursionlimit() + 1)
    return sys.getrecursionlimit()
"""


def parts(text: str) -> dict[str, str]:
    """The sources in a text, by the comments above them."""
    return {head: body for head, _, body in (p.partition("\n") for p in text.split("# -- ")[1:])}


def module_of(source: str) -> ModuleType:
    """The source as a module that has run."""
    module = ModuleType("solution")
    module.__file__ = "solution.py"
    exec(compile(source, "solution.py", "exec"), module.__dict__)
    return module


def answers(module: ModuleType) -> list[str]:
    """What comes of the same call, twice."""
    found = []
    for _ in range(2):
        try:
            found.append(repr(np.asarray(module.f(2)).tolist()))
        except ValueError as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("source", parts(FORGETS).values(), ids=parts(FORGETS))
def test_a_function_that_keeps_nothing_gives_the_same_again(source):
    module = module_of(source)

    first, second = answers(module)

    assert first == second
    assert not can_remember(module, "f")


@pytest.mark.parametrize("source", parts(REMEMBERS).values(), ids=parts(REMEMBERS))
def test_a_function_that_answers_otherwise_the_second_time_can_remember(source):
    module = module_of(source)

    first, second = answers(module)

    assert first != second
    assert can_remember(module_of(source), "f")


def test_a_name_that_is_missing_keeps_nothing():
    assert not can_remember(module_of("seen = []\n"), "f")
