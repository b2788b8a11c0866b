"""The review page served on the loopback until ^C, with an address for each browser."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

from .app import make_app
from .gate import Gate, Invitations

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reviewing import Reviewing

LOOPBACK = "127.0.0.1"


def serve(reviewing: Reviewing, port: int, tell: Callable[[str], None]) -> None:
    """Serve until the process is interrupted.

    Args:
        reviewing: the review.
        port: 0 for any that is free.
        tell: is called with the address for the next browser.

    Raises:
        OSError: the port is taken.
    """
    with socket.create_server((LOOPBACK, port), backlog=64) as listening:
        bound = listening.getsockname()[1]
        invitations = Invitations(lambda token: tell(f"http://{LOOPBACK}:{bound}/?token={token}"))
        gate = Gate(make_app(reviewing), invitations, bound)
        config = uvicorn.Config(
            gate,
            log_level="error",
            access_log=False,  # it would print the token
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=2,
        )
        invitations.invite()
        uvicorn.Server(config).run(sockets=[listening])
