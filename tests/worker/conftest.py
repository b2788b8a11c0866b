"""A student's modules and a worker, both in this very process: for harmless code only."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from grader.submission.notebooks import Transformer, cell_in_python, take_written
from grader.worker.main import Worker
from grader.worker.modules import MAIN, StudentModules
from grader.worker.wire import decode, encode, frame_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def clean_imports() -> Iterator[None]:
    """Without a module of a test that graded in this process; puts the import system back."""
    finders, modules = list(sys.meta_path), dict(sys.modules)
    for name, module in modules.items():
        spec = getattr(module, "__spec__", None)
        if name == "answer" or isinstance(getattr(spec, "loader", None), StudentModules):
            del sys.modules[name]
    sys.meta_path[:] = [one for one in finders if not isinstance(one, StudentModules)]
    yield
    sys.meta_path[:] = finders
    for name in set(sys.modules) - set(modules):
        del sys.modules[name]
    sys.modules.update(modules)


class Loaded:
    """A loaded submission: its module, what was reported, and which statements were begun."""

    def __init__(self, sources: dict, skip: list[str]) -> None:
        self.begun: list[str] = []
        self.modules = StudentModules(sources, ["numpy"], skip, self.begun.append)
        self.modules.join_import_system()
        self.module = self.modules.load("answer")
        self.problems = self.modules.problems

    def kinds(self) -> list[str]:
        return [problem["kind"] for problem in self.problems]


@pytest.fixture(scope="session")
def transformer() -> Transformer:
    """IPython's."""
    return Transformer()


@pytest.fixture
def load(transformer, clean_imports) -> Callable[..., Loaded]:
    """Loads a source as `answer.py`; or cells, as a notebook; with helper modules by keyword."""

    def load_(source: str | list[str], skip: tuple[str, ...] = (), **helpers: str) -> Loaded:
        sources = {name: [(f"{name}.py", text)] for name, text in helpers.items()}
        if isinstance(source, str):
            return Loaded(sources | {"answer": [("answer.py", source)]}, list(skip))
        transformer.begin_file()
        cells = [cell_in_python(text, transformer) for text in source]
        own, written = take_written(
            [(f"answer.ipynb cell {number}", text) for number, text in enumerate(cells, 1)]
        )
        for path, text in written.items():
            sources[path.removesuffix(".py")] = text
        return Loaded(sources | {MAIN: own}, list(skip))

    return load_


ANSWER = ("value", "changed", "aliased", "reused")


def named(message: dict | tuple) -> dict:
    """The message; the end of a call with names for its fields."""
    if isinstance(message, dict):
        return message
    number, (body, words) = message
    ending = decode(body)
    if isinstance(ending, tuple):
        ending = {"event": "returned", **dict(zip(ANSWER, ending, strict=False))}
    return {"number": number, "error": json.loads(words) if words else None, **ending}


class Asked:
    """A worker and what it has sent."""

    def __init__(self, output_chars: int) -> None:
        self.sent: list[dict] = []
        self.worker = Worker(self.take, output_chars)

    def take(self, data: bytes) -> None:
        """Reads the frames that the worker wrote at once."""
        stream = io.BytesIO(data)
        while head := stream.read(4):
            self.sent.append(named(decode(stream.read(frame_size(head)))))

    def ask(self, request: object) -> dict:
        """The last message that the worker sends in answer to a request."""
        self.worker.answer(decode(encode(request)))
        return self.sent[-1]

    def call(self, function: str, *args, **kwargs) -> dict:
        return self._call(function, args, kwargs, by_driver=False)

    def drive(self, function: str, *args, **kwargs) -> dict:
        return self._call(function, args, kwargs, by_driver=True)

    def _call(self, function: str, args: tuple, kwargs: dict, *, by_driver: bool) -> dict:
        question = encode((function, by_driver, True, [encode([list(args), kwargs])]))
        return self.ask((7, question))

    def output(self) -> list[dict]:
        return [message for message in self.sent if message["event"] == "output"]


@pytest.fixture
def ask(clean_imports) -> Callable[..., Asked]:
    """Makes a worker that has loaded a source."""

    def make(source: str, output_chars: int = 1000, driver: str = "") -> Asked:
        asked = Asked(output_chars)
        sources = {"answer": [("answer.py", source)]}
        request = {"number": 7, "module": "answer", "sources": sources, "driver": driver}
        asked.ask({**request, "allowed": ["numpy"], "skip": []})
        return asked

    return make
