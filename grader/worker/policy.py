"""Which part of the standard library a student may import: a matter of clear words, not of safety.

What is refused here would fail behind the walls anyway, with an error that explains nothing. An
exercise allows one of these by naming it in its `packages`.
"""

import importlib.abc
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
    """A student's line imports what the exercise does not allow."""


def refused_by(allowed: Collection[str], loaded: Collection[str] = ()) -> frozenset[str]:
    """What an exercise keeps from its students, by the first part of its name.

    Args:
        allowed: the exercise's `packages`.
        loaded: libraries that are here for other exercises.
    """
    permitted = {*allowed, *(f"_{name}" for name in allowed), "numpy"}
    return (REFUSED | frozenset(loaded)) - permitted


def loaded_by_root() -> Loaded:
    """The modules that are loaded, by the first part of a name and by the name.

    To be asked before a worker is forked: each name lies on a page of memory that is copied for
    the child that looks at it. They are held, so that a child that forgets one does not take it
    apart, for which it would copy many more.
    """
    found: Loaded = {}
    for name, module in list(sys.modules.items()):
        found.setdefault(name.partition(".")[0], {})[name] = module
    return found


def forget(refused: Collection[str], loaded: Loaded) -> None:
    """Takes what is refused out of the modules that this process has loaded, which is its own.

    Libraries that hold such a module keep it; an `import` of it asks the gate.

    Args:
        refused: see `refused_by`.
        loaded: see `loaded_by_root`.
    """
    for root in refused:
        for name in loaded.get(root, ()):
            sys.modules.pop(name, None)


class Gate(importlib.abc.MetaPathFinder):
    """Stands before every other finder and refuses what the exercise does not allow.

    Args:
        refused: what it refuses, by the first part of its name.
        own: finds a module of the hand-in's own; those come before a refused one.
        is_asked_by_student: whether the line that imports is the student's.
        refuse: tells so, and raises.
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
        """The hand-in's own module of that name, or nothing: other finders know.

        Raises:
            NotAllowedError: a student's line asks for what is refused.
        """
        root = fullname.partition(".")[0]
        if root in self._refused and self._is_asked_by_student():
            return self._own(fullname) or self._refuse(root)
        return None
