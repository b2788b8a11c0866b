"""The grading process -> one that no other process of its user can look into."""

from __future__ import annotations

import sys

from grader.worker.kernel import Kernel

_PR_SET_DUMPABLE = 4


def keep_others_out() -> None:
    """Closes this process's memory, environment and open files to all others but root's.

    A user's processes may look into each other, and where the grader is not root its workers are
    that user's, too: without Landlock and namespaces this alone is in the way. It lasts until the
    process ends; what it starts has to do the same for itself. Its price: no core file, and only
    root can attach a debugger. Source: prctl(2), PR_SET_DUMPABLE.
    """
    if sys.platform == "linux":
        Kernel().prctl(_PR_SET_DUMPABLE, 0)
