"""The makers of classes, for every test of this room."""

from tests.made_classes import (  # noqa: F401 - fixtures
    make_grade,
    make_outcome,
)
