"""Start the fork server, without hooks that cost each of its children a hundred pages of memory."""

import importlib
import os
from typing import Any

# They mend, in a child, the locks that other threads held. The fork server has no other threads.
_MENDING = ("threading", "logging")


def main() -> None:
    """Run the fork server; see `server.main`."""
    register, os.register_at_fork = os.register_at_fork, _register_nothing
    for name in _MENDING:
        importlib.import_module(name)
    # `random` has one as well, and keeps it: workers must not draw the same numbers
    os.register_at_fork = register
    from . import server  # it loads them all

    server.main()


def _register_nothing(**_hooks: Any) -> None:
    """Take the place of `os.register_at_fork`."""
