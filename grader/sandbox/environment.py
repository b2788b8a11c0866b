"""The environment of an interpreter for students' code: variables, files, time to start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from grader.worker.confinement.syscalls import Kernel

PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])

# one thread for linear algebra, because a class is graded by processes; nothing else is passed on
WORKER_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

# One thread: sums are added in the same order, so that a run can be repeated, and a class is
# trained by one process for each processor, which wastes less than threads do. TensorFlow still
# chooses its kernels by the processor, so another machine may differ in the last digits.
_TENSORFLOW_ENVIRONMENT = WORKER_ENVIRONMENT | {
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "KERAS_HOME": "/nonexistent",  # else the user's keras.json would be read, or written
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
}
_TENSORFLOW = {"tensorflow", "keras"}


class Environment(NamedTuple):
    """The environment that some libraries need.

    Attributes:
        variables: all environment variables.
        files: read by the libraries when they compute, outside their own folders.
        lazily_loaded: other libraries, imported by these in part now and in part later.
        start_seconds: time to load the libraries from a slow disk.
        scratch: whether their users keep files, such as checkpoints.
    """

    variables: dict[str, str]
    files: tuple[str, ...] = ()
    lazily_loaded: tuple[str, ...] = ()
    start_seconds: float = 60.0
    scratch: bool = False


def environment_for(packages: tuple[str, ...]) -> Environment:
    """The environment of an interpreter that loads these libraries."""
    if _TENSORFLOW.isdisjoint(packages):
        return Environment(WORKER_ENVIRONMENT)
    # TensorFlow aborts if it cannot read these
    files = ("/dev/urandom", "/proc/self/cmdline", "/proc/self/exe")
    lazily_loaded = ("absl", "h5py", "ml_dtypes", "opt_einsum", "optree", "rich")
    return Environment(_TENSORFLOW_ENVIRONMENT, files, lazily_loaded, 300.0, scratch=True)


def boot_line(module: str) -> str:
    """Python code that runs `main()` of a module below the folder given as its argument."""
    return f"import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"


_PR_SET_DUMPABLE = 4


def make_undumpable() -> None:
    """Close this process's memory, environment and open files to all processes but root's.

    It lasts until the process ends, and its children must do the same. No core file is written,
    and only root can attach a debugger. Source: prctl(2), PR_SET_DUMPABLE.
    """
    # workers of a grader that is not root belong to the same user, who may read all of the user's
    # processes; without Landlock and namespaces nothing else prevents that
    if sys.platform == "linux":
        Kernel().prctl(_PR_SET_DUMPABLE, 0)
