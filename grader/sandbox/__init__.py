"""Where a submission runs: one seam (`Sandbox.open_channel`), three ways to fill it."""

from .channel import Channel, ChannelClosedError, ChannelTimeoutError, Ended, Sandbox, isolation_of
from .pool import open_sandbox

__all__ = [
    "Channel",
    "ChannelClosedError",
    "ChannelTimeoutError",
    "Ended",
    "Sandbox",
    "isolation_of",
    "open_sandbox",
]
