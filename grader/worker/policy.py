"""The libraries that a student may import, for clear error messages and not for safety.

A refused import would fail in a confined process anyway, but with an error that explains
nothing. An exercise allows a module by naming it in its `packages`.
"""

import importlib.machinery
import sys
from collections.abc import Callable, Collection
from types import ModuleType
from typing import Any, NoReturn

_NETWORK = """
    socket _socket socketserver ssl _ssl select selectors asyncio _asyncio http urllib ftplib
    smtplib smtpd poplib imaplib nntplib telnetlib xmlrpc webbrowser antigravity wsgiref
"""
_PROCESSES = "subprocess _posixsubprocess multiprocessing _multiprocessing pty"
_THE_SYSTEM = """
    ctypes _ctypes mmap fcntl resource termios tty syslog grp pwd spwd crypt nis ossaudiodev
    msvcrt winreg winsound _winapi dbm sqlite3 ensurepip venv
"""
_A_SCREEN = "tkinter _tkinter turtle turtledemo idlelib curses _curses readline"
REFUSED = frozenset((_NETWORK + _PROCESSES + _THE_SYSTEM + _A_SCREEN).split())


Loaded = dict[str, dict[str, ModuleType]]


class NotAllowedError(ModuleNotFoundError):
    """An import that the exercise does not allow."""


def refused_by(allowed: Collection[str], loaded: Collection[str] = ()) -> frozenset[str]:
    """The modules that an exercise refuses, by the first part of their names.

    Args:
        allowed: the exercise's `packages`.
        loaded: libraries that this process has loaded for other exercises.
    """
    permitted = {*allowed, *(f"_{name}" for name in allowed), "numpy"}
    return (REFUSED | frozenset(loaded)) - permitted


def loaded_by_root() -> Loaded:
    """The loaded modules, by the first part of their names and by their names.

    Call it before the fork: a child that looks at a name copies the page that the name is on. The
    modules are held, because a child that frees one copies many pages.
    """
    found: Loaded = {}
    for name, module in list(sys.modules.items()):
        found.setdefault(name.partition(".")[0], {})[name] = module
    return found


def forget(refused: Collection[str], loaded: Loaded) -> None:
    """Remove refused modules from those that this process has loaded.

    Libraries that use such a module keep it; an `import` of it asks the gate.

    Args:
        refused: see `refused_by`.
        loaded: see `loaded_by_root`.
    """
    for root in refused:
        for name in loaded.get(root, ()):
            sys.modules.pop(name, None)


class Gate:
    """The first finder of the import system; refuses what the exercise does not allow.

    Args:
        refused: see `refused_by`.
        own: finds a module of the submission, which comes before a refused one of the same name.
        is_asked_by_student: whether the importing line is the student's.
        refuse: reports the import and raises.
    """

    def __init__(
        self,
        refused: Collection[str],
        own: Callable[[str], importlib.machinery.ModuleSpec | None],
        is_asked_by_student: Callable[[], bool],
        refuse: Callable[[str], NoReturn],
    ) -> None:
        self._refused = refused
        self._own = own
        self._is_asked_by_student = is_asked_by_student
        self._refuse = refuse

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> Any:
        """The submission's module of that name, or None, so that other finders are asked.

        Raises:
            NotAllowedError: a student's line imports what is refused.
        """
        root = fullname.partition(".")[0]
        if root in self._refused and self._is_asked_by_student():
            return self._own(fullname) or self._refuse(root)
        return None
