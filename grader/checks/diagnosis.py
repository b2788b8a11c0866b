"""Wrong answers -> the known wrong idea that gives the very same ones, if there is one."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.errors import CourseError
from grader.model import Text, message
from grader.worker import wire

if TYPE_CHECKING:
    from pathlib import Path
    from types import CodeType

    from .proxy import Call

_TOLERANCE = 1e-9
MAX_CELLS = 100_000  # of all answers of a check; more tell no more, and cost memory


class Misconception(NamedTuple):
    """A complete wrong solution of one idea, kept with the reference.

    Attributes:
        caught_by: the checks that its header says it fails.
        source: of the whole module.
        code: run anew for each diagnosis, so that one student's feedback never depends on
            another's, even where the idea is one of remembering.
    """

    name: str
    text: Text
    caught_by: tuple[str, ...]
    source: str
    code: CodeType


def load_misconceptions(folder: Path) -> list[Misconception]:
    """The misconceptions of an exercise's reference folder, by name; none without a folder."""
    return [_load(path) for path in sorted(folder.glob("*.py"))]


def _load(path: Path) -> Misconception:
    try:
        source = path.read_text("utf-8")
        header = ast.get_docstring(ast.parse(source)) or ""
        code = compile(source, str(path), "exec")
    except (SyntaxError, UnicodeDecodeError) as error:
        sentence = message("this file does not run: {error}", error=str(error))
        raise CourseError(path, sentence) from error
    text = Text(ko=_field(header, "ko"), en=_field(header, "en"))
    names = tuple(n.strip() for n in _field(header, "caught_by").split(",") if n.strip())
    return Misconception(path.stem, text, names, source, code)


def _field(header: str, name: str) -> str:
    found = re.search(rf"^{name}:(.*?)(?=^\w+:|\Z)", header, re.MULTILINE | re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def diagnose(
    calls: list[Call],
    reference: ModuleType,
    misconceptions: list[Misconception],
    driver: ModuleType | None = None,
) -> Text | None:
    """The one idea whose answers all of these are, on calls where it and the reference differ.

    Args:
        calls: the failed check's calls that returned.
        reference: the right solution.
        misconceptions: the ideas to try, in order; two that agree are no diagnosis.
        driver: the exercise's driver, where some of the calls went through it.
    """
    if sum(_size(call.value) for call in calls) > MAX_CELLS or not tells_anything(calls):
        return None
    # wrong solutions may print and overflow; that is nobody's business here
    with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        if _agrees(reference, calls, driver):
            return None
        found = [idea for idea in misconceptions if _agrees(_fresh(idea), calls, driver)]
    return found[0].text if len(found) == 1 else None


def tells_anything(calls: list[Call]) -> bool:
    """Whether the answers could tell ideas apart: zeros, or one constant, agree with many."""
    cells = [number for call in calls for number in _numbers(call.value)]
    distinct = set(cells)
    return not cells or (bool(distinct - {0.0}) and (len(distinct) > 1 or len(cells) == 1))


def _size(value: Any) -> int:
    """How many numbers an answer holds at most, without looking at them."""
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    return int(value.size) if isinstance(value, np.ndarray) else 1


def _numbers(value: Any) -> list[float]:
    """The numbers in an answer, however it holds them."""
    if isinstance(value, (list, tuple)):
        return [number for item in value for number in _numbers(item)]
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biuf":
        return [float(number) for number in np.ravel(value)]
    return [float(value)] if type(value) in (int, float) and abs(value) < 1e300 else []


def _fresh(idea: Misconception) -> ModuleType:
    module = ModuleType(f"misconception_{idea.name}")
    with contextlib.suppress(Exception):  # one that does not run agrees with nothing
        exec(idea.code, module.__dict__)  # noqa: S102 - the course's own file
    return module


def _agrees(module: ModuleType, calls: list[Call], driver: ModuleType | None) -> bool:
    return all(same_answer(_replay(module, call, driver), call.value) for call in calls)


class _Nothing:
    """What a replay that raised returned."""


NOTHING = _Nothing()


def _replay(module: ModuleType, call: Call, driver: ModuleType | None) -> Any:
    args, kwargs = wire.decode(call.arguments)
    try:
        if call.by_driver:
            return getattr(driver, call.function)(module, *args, **kwargs)
        return getattr(module, call.function)(*args, **kwargs)
    except Exception:  # noqa: BLE001 - a wrong solution may raise anything; it then agrees with nothing
        return NOTHING


def same_answer(expected: Any, actual: Any) -> bool:
    """Whether a staff value and a student's are the same answer; the latter may be anything."""
    if expected is NOTHING or isinstance(actual, wire.Handle):
        return False
    if isinstance(expected, (list, tuple)):
        return (
            type(actual) in (list, tuple)
            and len(actual) == len(expected)
            and all(same_answer(e, a) for e, a in zip(expected, actual, strict=True))
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
