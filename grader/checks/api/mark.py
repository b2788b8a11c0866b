"""`@check`: what an author says about a check, kept on its function."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Function = TypeVar("_Function", bound="Callable[..., object]")
_ATTRIBUTE = "__check__"


class Mark(NamedTuple):
    """The arguments of `check`."""

    points: float
    ko: str
    hint: str
    requires: tuple[str, ...]
    builds_on: tuple[str, ...]
    bonus: bool


def check(
    *,
    points: float,
    ko: str = "",
    hint: str = "",
    requires: Sequence[str] = (),
    builds_on: Sequence[str] = (),
    bonus: bool = False,
) -> Callable[[_Function], _Function]:
    """Mark a test function as a check.

    Args:
        points: earned if it passes.
        ko: its title in Korean, where the docstring is in another language of the course.
        hint: the id of a hint ladder in `exercise.toml`.
        requires: checks of the same exercise that must pass before.
        builds_on: checks of functions that this one's function may call. It is tried in any case;
            while one of them does not pass, its hints are left out.
        bonus: whether its points are a bonus, beside the exercise's.
    """
    mark = Mark(points, ko, hint, tuple(requires), tuple(builds_on), bonus)

    def put(function: _Function) -> _Function:
        setattr(function, _ATTRIBUTE, mark)
        return function

    return put


def mark_of(function: object) -> Mark | None:
    """A function's mark; None without `@check`."""
    mark = getattr(function, _ATTRIBUTE, None)
    return mark if isinstance(mark, Mark) else None
