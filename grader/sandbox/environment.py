"""The environment of an interpreter for students' code: variables, files, time to start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])

# one thread for linear algebra, because a class is graded by processes; and a process whose
# library of threads (OpenMP) has started some must not be forked
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# nothing else is passed on
WORKER_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    **_ONE_THREAD,
}
# what other libraries want to know; no one's own settings of them are read
_LIBRARIES_ENVIRONMENT = {
    "MPLBACKEND": "agg",  # no screen
    "JOBLIB_MULTIPROCESSING": "0",  # scikit-learn's n_jobs: a worker starts no process
    "LOKY_MAX_CPU_COUNT": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
}
_SCRATCH_VARIABLES = ("TMPDIR", "TEMP", "TMP", "HOME")
_CACHES = ("MPLCONFIGDIR", "TORCH_HOME", "XDG_CACHE_HOME")

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
# libraries that keep no files of their own, so that a worker needs no folder to write to
_WRITES_NOTHING = {"numpy", "pandas", "scipy"}


class Environment(NamedTuple):
    """The environment that some libraries need.

    Attributes:
        variables: all environment variables.
        files: read by the libraries when they compute, outside their own folders.
        needed: other libraries that these need; None if their metadata is to say so.
        start_seconds: time to load the libraries from a slow disk.
        scratch: whether their users keep files, such as checkpoints.
        in_workers: variables that the libraries read when a worker computes.
        in_scratch: variables that name the worker's folder to write to.
    """

    variables: dict[str, str]
    files: tuple[str, ...] = ()
    needed: tuple[str, ...] | None = None
    start_seconds: float = 60.0
    scratch: bool = False
    in_workers: dict[str, str] = {}  # noqa: RUF012 - never changed
    in_scratch: tuple[str, ...] = _SCRATCH_VARIABLES


def environment_for(packages: tuple[str, ...]) -> Environment:
    """The environment of an interpreter that loads these libraries."""
    installed = set(packages) - sys.stdlib_module_names
    if installed <= {"numpy"}:
        return Environment(WORKER_ENVIRONMENT, needed=())
    if installed <= _WRITES_NOTHING:
        return Environment(WORKER_ENVIRONMENT, start_seconds=300.0)
    others = Environment(
        WORKER_ENVIRONMENT | _LIBRARIES_ENVIRONMENT,
        needed=None,
        start_seconds=300.0,
        scratch=True,
        in_workers=_ONE_THREAD | _LIBRARIES_ENVIRONMENT,
        in_scratch=(*_SCRATCH_VARIABLES, *_CACHES),
    )
    if _TENSORFLOW.isdisjoint(packages):
        return others
    # TensorFlow aborts if it cannot read these
    files = ("/dev/urandom", "/proc/self/cmdline", "/proc/self/exe")
    if _TENSORFLOW.union(("numpy",)).issuperset(packages):
        # fewer than its metadata names: most of those are for tools
        needed = ("absl", "h5py", "ml_dtypes", "opt_einsum", "optree", "rich")
        return Environment(_TENSORFLOW_ENVIRONMENT, files, needed, 300.0, scratch=True)
    return others._replace(variables=others.variables | _TENSORFLOW_ENVIRONMENT, files=files)


def boot_line(module: str) -> str:
    """Python code that runs `main()` of a module below the folder given as its argument."""
    # to look for garbage takes a tenth of the time of imports, and they make none
    start = "import gc, sys; gc.disable(); sys.path.insert(0, sys.argv[1])"
    return f"{start}; from {module} import main; main()"


_PR_SET_DUMPABLE = 4


def make_undumpable() -> None:
    """Close this process's memory, environment and open files to all processes but root's.

    It lasts until the process ends, and its children must do the same. No core file is written,
    and only root can attach a debugger. Source: prctl(2), PR_SET_DUMPABLE.
    """
    # workers of a grader that is not root belong to the same user, who may read all of the user's
    # processes; without Landlock and namespaces nothing else prevents that
    if sys.platform == "linux":
        from grader.worker.confinement.syscalls import Kernel  # noqa: PLC0415 - loads ctypes

        Kernel().prctl(_PR_SET_DUMPABLE, 0)
