"""The solution as checks see it: what it has answered once, it need not compute again.

Every submission's checks ask the reference the same questions, because the inputs are the same for
everyone; in a class that is most of the grading process's own work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.worker import wire

if TYPE_CHECKING:
    from types import ModuleType

MAX_REMEMBERED_BYTES = 64 * 1024 * 1024


class RememberingReference:
    """A reference module whose functions remember their answers; constants are as they are.

    Answers are kept as bytes and made anew for each check, so that none can change another's.

    Args:
        module: the solution.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._answers: dict[bytes, bytes] = {}
        self._room = MAX_REMEMBERED_BYTES

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._module, name)
        if not callable(value) or isinstance(value, type):
            return value

        def remembering(*args: Any, **kwargs: Any) -> Any:
            return self._answer(name, args, kwargs)

        return remembering

    def _answer(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        function = getattr(self._module, name)
        if not all(map(_is_plain, [*args, *kwargs.values()])):
            return function(*args, **kwargs)
        question = wire.encode([name, list(args), kwargs])
        if question in self._answers:
            return wire.decode(self._answers[question])
        value = function(*args, **kwargs)
        if _is_plain(value):
            answer = wire.encode(value)
            self._room -= len(question) + len(answer)
            if self._room > 0:
                self._answers[question] = answer
        return value


def _is_plain(value: Any) -> bool:
    """Whether the value comes out of the wire as it went in."""
    if type(value) in (list, tuple):
        return all(map(_is_plain, value))
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "biuf" and value.dtype.isnative and value.dtype.itemsize <= 8
    return type(value) in (int, float, bool, str, type(None))
