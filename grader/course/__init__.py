"""Course files -> `Course`, and starters from the reference solutions."""

from .manifest import find_course, load_course

__all__ = ["find_course", "load_course"]
