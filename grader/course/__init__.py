"""Course files -> `Course`, and starters from the reference solutions."""

from .manifest import find_course, load_course
from .starters import make_starter

__all__ = ["find_course", "load_course", "make_starter"]
