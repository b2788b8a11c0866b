"""How long `grade similar` takes and what memory it needs, for classes of several sizes.

Each student's code is one of the course's solutions to exercise 05, right or wrong, with a few
lines of their own; every tenth is another student's, renamed. Nothing is graded.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from grader.cli import run  # noqa: E402
from tests.similarity.disguises import renamed  # noqa: E402
from tests.similarity.kept_class import (  # noqa: E402
    SLUG,
    Kept,
    equivalents,
    shipped_course,
    write_kept_class,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNS = "+-*/%"


def students(count: int) -> Iterator[Kept]:
    """A class of students, the same ones each time."""
    draw = random.Random(7)
    bases = list(equivalents().values())
    functions = next(e.functions for e in shipped_course().exercises if e.slug == SLUG)
    code = bases[0]
    for number in range(count):
        if number % 10:
            own = "\n".join(_line(draw) for _ in range(12))
            code = f"{draw.choice(bases)}\n\ndef own_{number}(a, b):\n{own}\n    return a\n"
        else:
            code = renamed(code, functions)
        wrong = {check: f"[{draw.randrange(count // 3 + 1)}]" for check in (0, 1)}
        yield Kept(f"s{number:06}", code, wrong if number % 3 else {})


def _line(draw: random.Random) -> str:
    first, second = draw.choice(SIGNS), draw.choice(SIGNS)
    return f"    a = a {first} b[{draw.randrange(9)}] {second} np.{draw.choice('abcdef')}(b)"


def measure(folder: Path) -> tuple[float, float, float]:
    """Seconds of wall and CPU, and the most memory in MB, of `grade similar` in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    code = run(["similar", str(folder), "--course", str(ROOT), "-e", "05"])
    assert code == 0
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return time.perf_counter() - wall, time.process_time() - cpu, rss


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    sizes = parser.parse_args().sizes
    print("students   wall s   CPU s   most memory MB")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = write_kept_class(Path(name) / "out", students(size))
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                wall, cpu, rss = pool.apply(measure, [folder])
        print(f"{size:8}{wall:9.1f}{cpu:8.1f}{rss:17.0f}")


if __name__ == "__main__":
    main()
