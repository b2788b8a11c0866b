"""Saved files and pressed keys -> verdicts on a screen, while a student works."""

from .events import Events, Key, Saved, read_keys, watch_files
from .session import Files, Session

__all__ = ["Events", "Files", "Key", "Saved", "Session", "read_keys", "watch_files"]
