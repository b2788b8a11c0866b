"""A file of TOML -> a value, or all of its faults: line, key and remedy."""

from __future__ import annotations

import contextlib
import difflib
import functools
import re
import secrets
import tomllib
import types
import typing
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import msgspec

from grader.errors import NO_TIP, CourseError, did_you_mean, raise_together
from grader.i18n import N_
from grader.model import Message, Text, language_for, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_T = TypeVar("_T")
_Where = tuple[str | int, ...]  # the keys and indices that lead to a value
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # `en`, `ko`, `pt-BR`
_NOT_SO: dict[Any, str] = {
    float: N_("the key {key!r} must be a number."),
    int: N_("the key {key!r} must be a whole number."),
    str: N_("the key {key!r} must be text in quotes."),
    bool: N_("the key {key!r} must be true or false."),
    tuple: N_("the key {key!r} must be a list in [brackets]."),
}
_EXAMPLES: dict[Any, str] = {float: "4", int: "4", str: '"…"', bool: "true", tuple: '["…"]'}


class _Fault(NamedTuple):
    """Something wrong in a file, and where."""

    where: _Where
    what: Message
    tip: Message = NO_TIP


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of TOML as a dict.

    Raises:
        CourseError: it is missing, or it is not TOML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")  # Windows' Notepad writes a mark in front
    except FileNotFoundError:
        raise CourseError(path, message("this file is missing."), _missing_tip(path)) from None
    except OSError as error:
        sentence = message("this file cannot be read ({reason}).", reason=error.strerror or "")
        raise CourseError(path, sentence) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        sentence = message("this file is not UTF-8.")
        raise CourseError(path, sentence, message("Save it as UTF-8."), line) from error
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        said, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+)", place)
        line = int(found.group(1)) if found else len(text.splitlines())
        tip = message('A line is `key = "text"`, `key = 4` or `key = ["one", "two"]`.')
        raise CourseError(path, message("not TOML: {error}.", error=said), tip, line) from error


def decode_file(path: Path, kind: type[_T], languages: Sequence[str] = ("en", "ko")) -> _T:
    """Read a file of TOML as a value.

    Args:
        path: of the file.
        kind: of its content.
        languages: in which its texts are written.

    Raises:
        CourseError: it is missing, or something in it is wrong; it names all faults.
    """
    return convert_toml(path, read_toml(path), kind, languages)


def convert_toml(path: Path, data: object, kind: type[_T], languages: Sequence[str]) -> _T:
    """Make a value of a file's content.

    Raises:
        CourseError: something in it is wrong; it names all faults.
    """
    if {*languages} == {"ko", "en"}:  # then the file has the keys of its kind
        with contextlib.suppress(msgspec.ValidationError):
            return msgspec.convert(data, type=kind)
    checking = _Checking(kind, languages)
    plain = checking.checked(data, kind)
    raise_together([fault_at(path, *fault) for fault in checking.faults])
    return msgspec.convert(plain, type=kind)


def fault_at(path: Path, where: _Where, what: Message, tip: Message = NO_TIP) -> CourseError:
    """An error at a key of a file, with its line."""
    return CourseError(path, what, tip, line_of(path.read_text("utf-8-sig"), where))


def line_of(text: str, where: _Where) -> int:
    """The line of a key in a text of TOML, or that of the nearest table or key above it."""
    best = (0, 0)  # how much of the way is found, and its line
    table: list[str | int] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]", line):
            name = header[2].replace('"', "")
            table = list(name.split("."))
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table.append(counts[name])
            found = list(table)
        elif key := re.match(r'\s*"?([\w.-]+)"?\s*=', line):
            found = [*table, *key[1].split(".")]
        else:
            continue
        if tuple(found) == where[: len(found)] and len(found) > best[0]:
            best = (len(found), number)
    return best[1]


def _missing_tip(path: Path) -> Message:
    if path.name == "staff.toml":
        line = f'secret = "{secrets.token_urlsafe(24)}"'
        return message("Write into it, for example: {line}", line=line)
    folder = path.parent.parent
    if path.name != "exercise.toml" or not folder.is_dir():
        return NO_TIP
    slug, known = path.parent.name, [p.parent.name for p in folder.glob("*/exercise.toml")]
    if not path.parent.exists() and not difflib.get_close_matches(slug, known):
        return message("Put the folder back, or take {name} out of course.toml.", name=slug)
    return did_you_mean(slug, known)


# -- faults of a value


class _Checking:
    """One pass over a file's content, which gathers every fault.

    Args:
        kind: of the whole file.
        languages: in which its texts are written.

    Attributes:
        faults: what was found.
    """

    def __init__(self, kind: type, languages: Sequence[str]) -> None:
        self._languages = languages
        self._top = set(_written(kind, languages))
        self._meant: set[_Where] = set()  # by an unknown key, so that it is not told as missing
        self.faults: list[_Fault] = []

    def checked(self, value: object, kind: Any, where: _Where = ()) -> object:
        """The value as msgspec takes it, with its texts under `ko` and `en`."""
        kind = _without_none(kind)
        origin, parts = typing.get_origin(kind), typing.get_args(kind)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            if kind is Text and isinstance(value, str) and len(self._languages) == 1:
                value = {self._languages[0]: value}
            if isinstance(value, dict):
                return self._table(value, kind, where)
        elif origin is tuple and isinstance(value, list):
            each = enumerate(value)
            return [self.checked(item, parts[0], (*where, i)) for i, item in each]
        elif origin is dict and isinstance(value, dict):
            return {k: self.checked(item, parts[1], (*where, k)) for k, item in value.items()}
        try:
            msgspec.convert(value, type=kind)
        except msgspec.ValidationError as error:
            self.faults.append(_Fault(where, *_not_so(where, kind, error, self._languages)))
        return value

    def _table(self, value: dict[str, Any], kind: type, where: _Where) -> dict[str, object]:
        written = _written(kind, self._languages)  # key in the file -> field
        fields = _fields(kind)
        for key in value:
            if key not in written:
                self._unknown((*where, key), written)
        made: dict[str, object] = {}
        missing = []
        for key, name in written.items():
            field = fields[name]
            if key in value:
                made[key] = self.checked(value[key], field.type, (*where, key))
            elif field.required or _language_of(name):
                missing.append((key, field.type))
        for key, kind_of_it in missing:  # after the tables, in which it may stand by mistake
            if (*where, key) not in self._meant:
                what = message("the key {key!r} is missing.", key=_dotted((*where, key)))
                tip = _example(key, kind_of_it, self._languages)
                self.faults.append(_Fault((*where, key), what, tip))
        return self._for_readers(made, fields)

    def _unknown(self, where: _Where, known: Mapping[str, str]) -> None:
        key = str(where[-1])
        what = message("unknown key {key!r}.", key=_dotted(where))
        tip = did_you_mean(key, known)
        self._meant |= {(*where[:-1], str(name)) for name in tip.values.values()}
        if len(where) > 1 and key in self._top:
            # TOML's trap: after `[title]`, every line belongs to that table
            self._meant.add((key,))
            tip = message("Put it above the first line in [brackets].")
        elif _looks_like_language(key) and any(map(_language_of, known.values())):
            languages = ", ".join(self._languages)
            text = N_("The course's languages are {languages}: see `languages` in course.toml.")
            tip = message(text, languages=languages)
        self.faults.append(_Fault(where, what, tip))

    def _for_readers(
        self, made: dict[str, object], fields: Mapping[str, object]
    ) -> dict[str, object]:
        own = {key: each for key, each in made.items() if key in fields and not _language_of(key)}
        for name in filter(_language_of, fields):
            key = name[:-2] + language_for("ko" if name.endswith("ko") else "en", self._languages)
            if key in made:
                own[name] = made[key]
        return own


def _written(kind: type, languages: Sequence[str]) -> dict[str, str]:
    """The keys that a table may have: each field, those of a text once for each language."""
    keys: dict[str, str] = {}
    for name in _fields(kind):
        reader = _language_of(name)
        if not reader:
            keys[name] = name
        elif reader == "en":  # once for both
            keys |= {name[:-2] + language: name for language in languages}
    return keys


@functools.cache  # types are looked up anew each time
def _fields(kind: type) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(kind)}


def _language_of(name: str) -> str:
    """The reader's language that a field is for: of `ko` and `meaning_ko`, Korean."""
    last = name.rpartition("_")[2]
    return last if last in {"ko", "en"} else ""


def _looks_like_language(key: str) -> bool:
    return LANGUAGE_TAG.fullmatch(key) is not None


def _without_none(kind: Any) -> Any:
    """`X` of `X | None`: TOML has no None."""
    if typing.get_origin(kind) in {types.UnionType, typing.Union}:
        kinds = [each for each in typing.get_args(kind) if each is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else kind
    return kind


def _not_so(
    where: _Where, kind: Any, error: Exception, languages: Sequence[str]
) -> tuple[Message, Message]:
    """A sentence and a tip for a value of another kind."""
    key = _dotted(where)
    if typing.get_origin(kind) is Literal:
        known = ", ".join(map(repr, typing.get_args(kind)))
        return message("the key {key!r} must be one of {known}.", key=key, known=known), NO_TIP
    plain = typing.get_origin(kind) or kind
    if plain is dict or (isinstance(plain, type) and issubclass(plain, msgspec.Struct)):
        sentence = message("the key {key!r} must be a table.", key=key)
    elif plain in _NOT_SO:
        sentence = message(_NOT_SO[plain], key=key)
    else:
        said = str(error).split(" - at ", maxsplit=1)[0]
        sentence = message("the key {key!r} has a wrong value: {error}.", key=key, error=said)
    is_item = bool(where) and isinstance(where[-1], int)
    return sentence, NO_TIP if is_item else _example(str(where[-1]), kind, languages)


def _example(key: str, kind: Any, languages: Sequence[str]) -> Message:
    """A tip that shows how the key is written."""
    kind = _without_none(kind)
    plain = typing.get_origin(kind) or kind
    shown = _EXAMPLES.get(plain, "")
    if kind is Text:
        shown = "{ " + ", ".join(f'{language} = "…"' for language in languages) + " }"
    if kind == tuple[float, ...] or not shown:
        return NO_TIP
    return message("Write, for example: {line}", line=f"{key} = {shown}")


def _dotted(where: _Where) -> str:
    return ".".join(map(str, where))
