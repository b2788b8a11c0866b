"""What grading trained networks costs beside the training itself, as ratios within one run.

    python tests/benchmarks/training.py [SUBMISSIONS]

1. A class: `grade batch` on Keras hand-ins against the sum of the bare `model.fit` times.
2. The same hand-ins as most graders take them: a fresh interpreter for each; two are tried.

Nothing here asserts; the models are those of exercise 10 on `digits`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.sandbox.environment import surroundings_for

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
spent = 0.0
for number in range(int(sys.argv[3])):
    keras.utils.clear_session()
    keras.utils.set_random_seed(number)
    for build in (keras_mnist.build_dnn, keras_mnist.build_cnn):
        model = build()
        started = time.perf_counter()
        keras_mnist.train(model, images, labels, int(sys.argv[4]))
        spent += time.perf_counter() - started
        if int(sys.argv[3]) == 1:  # what a grader does besides
            model.evaluate(held_back, answers, verbose=0)
print(spent)
"""


def bare_fits(count: int) -> float:
    """Seconds that `count` trainings of both models take, and nothing else, in one process."""
    digits = ROOT / "datasets" / "digits.npz"
    command = [sys.executable, "-c", BARE, str(REFERENCE.parent), str(digits), str(count)]
    environment = surroundings_for(("tensorflow",)).environment | {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        [*command, str(EPOCHS)], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout.split()[-1])


def class_of(count: int) -> float:
    """Seconds that `grade batch` takes for as many hand-ins."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            entry = Path(folder, "class", f"student_{number:02}")
            entry.mkdir(parents=True)
            text = REFERENCE.read_text("utf-8") + f"\n# {number}\n"
            (entry / "keras_mnist.py").write_text(text, "utf-8")
        grade = [sys.executable, "-c", "from grader.cli import main; main()", "batch"]
        started = time.perf_counter()
        subprocess.run(
            [*grade, str(Path(folder, "class")), "--out", str(Path(folder, "out")), "-e", "10"],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - started


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
    bare = bare_fits(count)
    graded = class_of(count)
    fresh = count * fresh_interpreters(2)
    print(f"{count} hand-ins, two models each, {EPOCHS} epochs of digits")
    print(f"  bare model.fit        {bare:7.1f} s")
    print(f"  grade batch           {graded:7.1f} s   {graded / bare:.2f} times")
    print(f"  fresh interpreters    {fresh:7.1f} s   {fresh / bare:.2f} times (two tried)")


if __name__ == "__main__":
    main()
