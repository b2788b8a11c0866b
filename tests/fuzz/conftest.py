"""How many inputs a target is given: a hundred in the tests, `FUZZ_INPUTS` in `make fuzz`."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

INPUTS = int(os.environ.get("FUZZ_INPUTS", "100"))
DRAWN = min(INPUTS, 60 if INPUTS <= 100 else 1000)
SECONDS = 5.0  # of processor time, that one input may take before it counts as a hang

fuzzed = settings(
    max_examples=DRAWN,
    deadline=None,
    database=None,
    derandomize=True,  # the same every time; a long run goes on from here
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@contextlib.contextmanager
def no_hang() -> Iterator[None]:
    """Raises where what is inside does not end.

    Raises:
        TimeoutError: the time of one input is used up.
    """

    def give_up(*_: object) -> None:
        raise TimeoutError("an input that does not end")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
