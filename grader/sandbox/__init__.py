"""Workers for submissions: one interface, `Sandbox.open_channel`, with three implementations."""

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
