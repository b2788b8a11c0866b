"""What is asked: course files -> `Course`, and starters from the reference."""

from .manifest import find_course, load_course
from .starters import make_starter

__all__ = ["find_course", "load_course", "make_starter"]
