"""Start the fork server, without hooks that cost each of its children a hundred pages of memory."""

import os
from collections.abc import Callable
from typing import Any

# They mend, in a child, the locks that other threads held. The fork server has no other threads.
_MENDING = frozenset({"threading", "logging"})


def main() -> None:
    """Run the fork server; see `server.main`."""
    register = os.register_at_fork
    os.register_at_fork = _but_for_mending(register)
    from . import server  # it loads the two

    os.register_at_fork = register
    server.main()


def _but_for_mending(register: Callable[..., None]) -> Callable[..., None]:
    def call(**hooks: Any) -> None:
        if _MENDING.isdisjoint(getattr(hook, "__module__", "") for hook in hooks.values()):
            register(**hooks)

    return call
