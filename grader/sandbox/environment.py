"""What an interpreter for students' code is started with, whichever sandbox starts it."""

from __future__ import annotations

from pathlib import Path

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


def boot_line(module: str) -> str:
    """Python that runs `main()` of a module of ours, found under the folder given as argument."""
    return f"import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
