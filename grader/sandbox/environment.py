"""What an interpreter for students' code is started with, whichever sandbox starts it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from grader.worker.confinement.syscalls import Kernel

PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])

# One thread for NumPy's linear algebra: a class is graded by processes. Nothing else is passed on.
WORKER_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

# One thread on every machine: sums are added up in the same order, a run can be repeated, and a
# class is trained by as many processes as there are processors, which wastes less than threads do.
# Kernels are still chosen by the processor's make, with oneDNN's or without, so another machine
# may differ in the last digits.
_TENSORFLOW_ENVIRONMENT = WORKER_ENVIRONMENT | {
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "KERAS_HOME": "/nonexistent",  # else a keras.json of the user's would count, or be written
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
}
_TENSORFLOW = {"tensorflow", "keras"}


class Surroundings(NamedTuple):
    """What some libraries need round them.

    Attributes:
        environment: every variable that there is.
        files: what they read, beside their own folders, once they compute.
        beside: libraries that they have loaded, of which they load the rest when they need it.
        start_seconds: how long loading them may take on a slow disk.
    """

    environment: dict[str, str]
    files: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    start_seconds: float = 60.0


def surroundings_for(packages: tuple[str, ...]) -> Surroundings:
    """The surroundings of an interpreter that loads these libraries."""
    if _TENSORFLOW.isdisjoint(packages):
        return Surroundings(WORKER_ENVIRONMENT)
    # it aborts where it cannot read them
    files = ("/dev/urandom", "/proc/self/cmdline", "/proc/self/exe")
    beside = ("absl", "h5py", "ml_dtypes", "opt_einsum", "optree", "rich")
    return Surroundings(_TENSORFLOW_ENVIRONMENT, files, beside, start_seconds=300.0)


def boot_line(module: str) -> str:
    """Python that runs `main()` of a module of ours, found under the folder given as argument."""
    return f"import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"


_PR_SET_DUMPABLE = 4


def make_undumpable() -> None:
    """Closes this process's memory, environment and open files to all others but root's.

    A user's processes may look into each other, and where the grader is not root its workers are
    that user's, too: without Landlock and namespaces this alone is in the way. It lasts until the
    process ends; what it starts has to do the same for itself. Its price: no core file, and only
    root can attach a debugger. Source: prctl(2), PR_SET_DUMPABLE.
    """
    if sys.platform == "linux":
        Kernel().prctl(_PR_SET_DUMPABLE, 0)
