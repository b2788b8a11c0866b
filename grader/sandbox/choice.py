"""The strongest sandbox that this operating system offers."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .base import Sandbox


def open_sandbox(packages: tuple[str, ...] = ("numpy",)) -> Sandbox:
    """A sandbox for exercises that allow these libraries; a context manager."""
    if platform.system() == "Linux":
        from .forked import ForkedSandbox  # noqa: PLC0415 - needs what only Linux has

        return ForkedSandbox(packages)
    from .plain import PlainSandbox  # noqa: PLC0415

    return PlainSandbox(packages)
