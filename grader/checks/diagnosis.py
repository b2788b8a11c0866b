"""Wrong answers -> the known wrong idea that gives the very same ones, if there is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.model import Text
from grader.worker import wire

from .staff_module import load_staff_module

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from .proxy import Call

_TOLERANCE = 1e-9


class Misconception(NamedTuple):
    """A complete wrong solution of one idea, kept with the reference."""

    name: str
    text: Text
    caught_by: tuple[str, ...]
    module: ModuleType


def load_misconceptions(folder: Path) -> list[Misconception]:
    """The misconceptions of an exercise's reference folder, by name; none where there is no folder."""
    return [_load(path) for path in sorted(folder.glob("*.py"))]


def _load(path: Path) -> Misconception:
    module = load_staff_module(path, f"misconception_{path.parent.parent.name}_{path.stem}")
    header = module.__doc__ or ""
    caught_by = _field(header, "caught_by")
    return Misconception(
        path.stem,
        Text(ko=_field(header, "ko"), en=_field(header, "en")),
        tuple(name.strip() for name in caught_by.split(",") if name.strip()),
        module,
    )


def _field(header: str, name: str) -> str:
    found = re.search(rf"^{name}:(.*?)(?=^\w+:|\Z)", header, re.MULTILINE | re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def diagnose(
    calls: list[Call], reference: ModuleType, misconceptions: list[Misconception]
) -> Text | None:
    """The one idea whose answers all of these are, on calls where it and the reference differ.

    Args:
        calls: the failed check's calls that returned.
        reference: the right solution.
        misconceptions: the ideas to try, in order; two that agree are no diagnosis.
    """
    found: list[Misconception] = []
    for idea in misconceptions:
        telling = [call for call in calls if not _same(_replay(reference, call), call.value)]
        if telling and all(_same(_replay(idea.module, call), call.value) for call in calls):
            found.append(idea)
    return found[0].text if len(found) == 1 else None


class _Nothing:
    """What a replay that raised returned."""


def _replay(module: ModuleType, call: Call) -> Any:
    args, kwargs = wire.decode(call.arguments)
    try:
        return getattr(module, call.function)(*args, **kwargs)
    except Exception:  # noqa: BLE001 - a wrong solution may raise anything; it then agrees with nothing
        return _Nothing


def _same(expected: Any, actual: Any) -> bool:
    """Whether a staff value and a student's are the same answer; the student's is never operated on raw."""
    if expected is _Nothing or isinstance(actual, wire.Handle):
        return False
    if isinstance(expected, (list, tuple)):
        return (
            type(actual) in (list, tuple)
            and len(actual) == len(expected)
            and all(_same(e, a) for e, a in zip(expected, actual, strict=True))
        )
    if isinstance(expected, (str, type(None))):
        return type(actual) is type(expected) and bool(actual == expected)
    if not isinstance(actual, (int, float, np.generic, np.ndarray)):
        return False
    want, got = np.asarray(expected), np.asarray(actual)
    if want.shape != got.shape or want.dtype.kind not in "biuf" or got.dtype.kind not in "biuf":
        return False
    scale = max(1.0, float(np.abs(want.astype(float)).max(initial=0.0)))
    difference = np.abs(want.astype(float) - got.astype(float))
    return bool((difference <= _TOLERANCE * scale).all())
