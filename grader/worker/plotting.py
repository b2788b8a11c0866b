"""Stand-ins for plotting libraries that do nothing: pictures are experiments, not answers."""

import importlib.machinery
import types
from collections.abc import Callable, Collection, Iterator
from typing import Any

LIBRARIES = frozenset(
    {"matplotlib", "mpl_toolkits", "pylab", "seaborn", "plotly", "bokeh", "altair", "IPython"}
)
# into how many parts the result of a call is unpacked, where it is not two
_PARTS = {"plot": 1, "fill": 1, "stem": 3, "hist": 3, "hist2d": 4, "pie": 2, "boxplot": 1}


class Quiet:
    """Accepts every call, attribute, item and `with`, and does nothing."""

    # ruff: noqa: D102 - the class's docstring describes every method
    def __call__(self, *_args: object, **_kwargs: object) -> Any:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _answer_for(name)

    def __getitem__(self, _key: object) -> Any:
        return self

    def __setitem__(self, _key: object, _value: object) -> None:
        return None

    def __iter__(self) -> Iterator[Any]:
        return iter((self, self))

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def subplots(self, nrows: int = 1, ncols: int = 1, **_: object) -> Any:
        """A figure and its axes, nested as in matplotlib, so that unpacking works."""
        row: Any = [self] * ncols
        if nrows == 1 and ncols == 1:
            return self, self
        if nrows == 1 or ncols == 1:
            return self, _Axes([self] * max(nrows, ncols))
        return self, _Axes([_Axes(row) for _ in range(nrows)])


class _Axes(list[Any]):
    """A row of axes with the attributes of an array that plotting code uses."""

    @property
    def flat(self) -> list[Any]:
        return [axis for part in self for axis in (part if isinstance(part, list) else [part])]

    def ravel(self) -> list[Any]:
        return self.flat

    flatten = ravel

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, tuple):
            row = list.__getitem__(self, key[0])
            return row[key[1]]
        return list.__getitem__(self, key)


QUIET = Quiet()


def _answer_for(name: str) -> Any:
    """The attribute of that name; a call of it gives as many parts as matplotlib would."""
    if name == "subplots":
        return Quiet.subplots.__get__(QUIET)
    if name in _PARTS:
        return lambda *_args, **_kwargs: _Axes([QUIET] * _PARTS[name])
    return QUIET


class QuietLoader:
    """Loads a plotting library as a module in which every name is quiet."""

    def create_module(self, spec: Any) -> types.ModuleType:
        """A module that has every attribute."""
        return _QuietModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


def quiet_spec(name: str) -> importlib.machinery.ModuleSpec:
    """The spec of a plotting library as a quiet module."""
    loader: Any = QuietLoader()  # the class for loaders, `importlib.abc`, loads much
    return importlib.machinery.ModuleSpec(name, loader, is_package=True)


class QuietFinder:
    """Finds quiet plotting libraries for a student's lines, even where real ones are installed.

    Args:
        allowed: the exercise's libraries, which are real.
        own: finds a module of the submission, which comes first.
        is_asked_by_student: whether the importing line is the student's.
        report: called with the library's name.
    """

    def __init__(
        self,
        allowed: Collection[str],
        own: Callable[[str], Any],
        is_asked_by_student: Callable[[], bool],
        report: Callable[[str], None],
    ) -> None:
        self._quiet = LIBRARIES.difference(allowed)
        self._own = own
        self._is_asked_by_student = is_asked_by_student
        self._report = report

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> Any:
        """A spec for a plotting library that the exercise does not use."""
        root = fullname.partition(".")[0]
        if root not in self._quiet or not self._is_asked_by_student():
            return None
        if (found := self._own(fullname)) is not None:
            return found
        self._report(root)
        return quiet_spec(fullname)


class _QuietModule(types.ModuleType):
    __path__: list[str] = []  # noqa: RUF012 - every submodule is found by the finder, not by path

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _answer_for(name)
