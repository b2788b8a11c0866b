"""What `grade` and `python -m grader` run."""

from __future__ import annotations

import contextlib
import os
import sys


def main() -> None:
    """Run the command line; the fork server starts before it is read, if a check is likely."""
    with contextlib.ExitStack() as stack:
        # it takes longer to start than all else, and runs on another processor
        if sys.platform == "linux" and _checks_files(sys.argv[1:]):
            from grader.sandbox import fork_server  # noqa: PLC0415

            stack.enter_context(fork_server.start_ahead())
        from grader.cli import main as run  # noqa: PLC0415

        run()


def _checks_files(arguments: list[str]) -> bool:
    """Whether the command line asks for a check, as far as can be seen at once."""
    if not {"-h", "--help"}.isdisjoint(arguments):
        return False
    return not arguments or arguments[0] in {"check", "hint"} or os.path.isfile(arguments[0])  # noqa: PTH113 - pathlib loads much


if __name__ == "__main__":
    main()
