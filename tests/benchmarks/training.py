"""What grading trained networks costs beside the training itself, as ratios within one run.

    python tests/benchmarks/training.py [SUBMISSIONS]

1. A class: `grade batch` on Keras hand-ins against the sum of the bare `model.fit` times, in one
   process with TensorFlow's own settings: all processors, oneDNN. Half of those fits are made
   before the class and half after it, so that a machine whose load changes favours neither side.
2. The same hand-ins as most graders take them: a fresh interpreter for each; two are tried.

Nothing here asserts; the models are those of exercise 10 on `digits`.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "reference" / "10_keras_mnist" / "keras_mnist.py"
EPOCHS = 6

BARE = """
import sys, time
import keras
import numpy as np
sys.path.insert(0, sys.argv[1])
import keras_mnist
with np.load(sys.argv[2]) as data:
    images, labels = keras_mnist.prepare(data["x_train"], data["y_train"])
    held_back, answers = keras_mnist.prepare(data["x_test"], data["y_test"])
spent = used = 0.0
for number in range(int(sys.argv[3])):
    keras.utils.clear_session()
    keras.utils.set_random_seed(number)
    for build in (keras_mnist.build_dnn, keras_mnist.build_cnn):
        model = build()
        started, used_before = time.perf_counter(), time.process_time()
        keras_mnist.train(model, images, labels, int(sys.argv[4]))
        spent += time.perf_counter() - started
        used += time.process_time() - used_before
        if int(sys.argv[3]) == 1:  # what a grader does besides
            model.evaluate(held_back, answers, verbose=0)
print(spent, used)
"""


class Cost(NamedTuple):
    """Seconds on the clock, and of all processors together."""

    wall: float
    cpu: float


def bare_fits(count: int) -> Cost:
    """What `count` trainings of both models cost, and nothing else, in one process."""
    digits = ROOT / "datasets" / "digits.npz"
    command = [sys.executable, "-c", BARE, str(REFERENCE.parent), str(digits), str(count)]
    quiet = {"CUDA_VISIBLE_DEVICES": "-1", "KERAS_BACKEND": "tensorflow"}
    done = subprocess.run(
        [*command, str(EPOCHS)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | quiet | {"TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    return Cost(*map(float, done.stdout.split()[-2:]))


def class_of(count: int) -> Cost:
    """What `grade batch` costs for as many hand-ins, its start included."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            entry = Path(folder, "class", f"student_{number:02}")
            entry.mkdir(parents=True)
            text = REFERENCE.read_text("utf-8") + f"\n# {number}\n"
            (entry / "keras_mnist.py").write_text(text, "utf-8")
        grade = [sys.executable, "-c", "from grader.cli import main; main()", "batch"]
        started, used_before = time.perf_counter(), _cpu_of_children()
        subprocess.run(
            [*grade, str(Path(folder, "class")), "--out", str(Path(folder, "out")), "-e", "10"],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        return Cost(time.perf_counter() - started, _cpu_of_children() - used_before)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fresh_interpreters(tried: int) -> float:
    """Seconds that one hand-in takes where each gets its own interpreter; the median."""
    found = []
    for _ in range(tried):
        started = time.perf_counter()
        bare_fits(1)
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def main() -> None:
    """Prints the three figures and their ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    before = bare_fits(count - count // 2)
    graded = class_of(count)
    after = bare_fits(count // 2)
    bare = Cost(before.wall + after.wall, before.cpu + after.cpu)
    fresh = count * fresh_interpreters(2)
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"{count} hand-ins, two models each, {EPOCHS} epochs of digits; load {load}")
    print(f"  bare model.fit      {bare.wall:7.1f} s            (processors {bare.cpu:.1f} s)")
    ratio, cpu_ratio = graded.wall / bare.wall, graded.cpu / bare.cpu
    print(
        f"  grade batch         {graded.wall:7.1f} s {ratio:5.2f} times "
        f"(processors {graded.cpu:.1f} s, {cpu_ratio:.2f} times)"
    )
    print(f"  fresh interpreters  {fresh:7.1f} s {fresh / bare.wall:5.2f} times (two tried)")


if __name__ == "__main__":
    main()
