"""Where a submission runs: one seam (`Sandbox.open_channel`), three ways to fill it."""

from .base import Channel, ChannelClosedError, ChannelTimeoutError, Ended, Sandbox
from .choice import open_sandbox
from .levels import isolation_of

__all__ = [
    "Channel",
    "ChannelClosedError",
    "ChannelTimeoutError",
    "Ended",
    "Sandbox",
    "isolation_of",
    "open_sandbox",
]
