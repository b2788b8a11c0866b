"""A file's name -> how near it comes to an exercise's, and how late a version it says it is."""

from __future__ import annotations

import enum
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePosixPath

    from grader.model import Exercise

MAX_VERSION_DIGITS = 4
_TOKENS = re.compile(r"[0-9]+|[a-z]+|[^\W\d_a-z]+")
_DATE = re.compile(r"20[2-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")

# what downloads, editors and students add to a name, in the languages of their systems
_DRAFTS = set(
    "draft drafts old orig original backup backups bak wip tmp temp prev previous before unfinished"
    " todo incomplete ancien brouillon entwurf borrador rascunho"
    " 초안 초고 백업 임시 이전 예전 구버전 미완성 전 初稿 草稿 草案 下書き 旧 旧版".split()
)
_LATER = set(
    "new newer fix fixed fixes rev revised revision edit edited update updated improved complete"
    " completed done finished working neu nouveau nuevo novo corrected"
    " 수정 수정본 수정판 수정됨 개정 보완 완성 완성본 완료 새 새로운 후"
    " 修改 修改版 修正 修正版 改 新 新版 完成 完成版".split()
)
_FINAL = set(
    "final finals fin last latest real really submit submitted submission finale abgabe entrega"
    " 최종 최종본 최종판 최 최신 마지막 막 진짜 찐 제출 제출용 제출본"
    " 最终 最终版 終 最終 最終版 最新 提交 提出".split()
)
_AGAIN = set("resubmit resubmitted resubmission 재제출 재제출본 再提出 重交".split())
_COUNTED = set("version ver v attempt try 버전 차 차시도 시도 번째".split())
_COPIES = set(
    "copy copies of duplicate kopie copie de copia копия"
    " 사본 복사본 복사 의 コピー のコピー の 副本".split()
)
_TASKS = set(
    "hw homework assignment assign lab exercise ex task problem prob week wk student id no num"
    " answer answers ans solution solutions sol nb notebook ipynb py"
    " 과제 실습 숙제 문제 연습 연습문제 주차 주 번 호 학번 답 답안 정답 풀이".split()
)
# of a file beside the work; such words are no marks, since tests are often written for a course
_ASIDE = set(
    "test tests testing untitled scratch experiment playground practice wrong broken notworking"
    " starter template 테스트 시험용 연습용 실험 오답 틀린 원본".split()
)
# numbers in words; a Roman one is read behind a word that counts alone
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "첫": 1, "두": 2, "세": 3, "네": 4}
_LETTERS = ("a", "b", "c", "d")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "vi": 6}
_MARKS = _DRAFTS | _LATER | _FINAL | _AGAIN | _COUNTED | _COPIES | _TASKS | {*_ORDINALS}
# Korean marks are written together. Possessive: a name made to confuse it would cost minutes.
# But 최수정 and 전수정 are people.
_BESIDE_OTHERS = ("최(?=최{0,9}최종)", "(?<=수정)전", "(?<=수정)후")
_WITHIN = _MARKS - {"최", "전", "후"}
_TOGETHER = re.compile(
    "|".join(
        [
            *_BESIDE_OTHERS,
            *sorted((m for m in _WITHIN if not m.isascii()), key=lambda m: (-len(m), m)),
        ]
    )
)
# and these in English: `finalfinal`, `reallyfinal`
_TOGETHER_IN_ENGLISH = re.compile("really|real|final|last|new|version|ver|copy|fixed|submit")
# a date that begins with the day or the month, as in `30.11.2026` and `11-30-2026`
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([._-])(\d{1,2})\2(20\d\d)(?!\d)")


class Likeness(enum.IntEnum):
    """How near a name comes to an exercise's, the nearest first."""

    EXACT = 0
    MARKED = 1  # the module's name, with marks of copies, versions or a student's number
    CONTAINED = 2  # the module's name, with any other words
    NUMBERED = 3  # the exercise's number, as in `과제1` or `hw01`
    OTHER = 4


class Version(NamedTuple):
    """What a name says of its version; the later one is the greater one.

    Attributes:
        is_older: whether it says that there is a better one, as a draft or a backup.
        stage: weight of its last stage, and the count of such words.
        numbers: those that count versions.
        folders: other numbers in the names of its folders.
    """

    is_older: bool
    stage: tuple[int, int]
    numbers: tuple[int, ...]
    folders: tuple[int, ...]


def likenesses(path: PurePosixPath, exercises: Iterable[Exercise]) -> dict[str, Likeness]:
    """Compare a file's name with those of exercises; likeness by slug."""
    stem = unicodedata.normalize("NFC", path.stem).strip()
    found = {exercise.slug: exercise.module == stem for exercise in exercises}
    if any(found.values()):  # the name of one exercise is no changed name of another
        return {s: Likeness.EXACT if it_is else Likeness.OTHER for s, it_is in found.items()}
    return {exercise.slug: _likeness(stem, exercise) for exercise in exercises}


def _likeness(stem: str, exercise: Exercise) -> Likeness:
    tokens = _tokens(stem)
    before, after = _around(tokens, exercise.module)
    if before is not None and all(map(_is_mark, [*before, *after])):
        return Likeness.MARKED
    if before is not None:
        return Likeness.CONTAINED
    number = exercise.slug.partition("_")[0]
    if number.isdigit() and all(map(_is_mark, tokens)):
        return Likeness.NUMBERED if _task_number(tokens) == int(number) else Likeness.OTHER
    return Likeness.OTHER


def version(path: PurePosixPath, module: str) -> Version:
    """Read a version out of a path."""
    stem = _DAY_FIRST.sub(_year_first, path.stem)
    before, after = _around(_tokens(stem), module)
    folders = [_tokens(part) for part in path.parts[:-1]]
    words = [token for tokens in [*folders, before or [], after] for token in tokens]
    weights = [w for w in map(_weight, words) if w]
    numbers: list[int] = []
    others: list[int] = []
    for tokens in folders:
        counts = any(_is_counted(token) for token in tokens)
        (numbers if counts else others).extend(_numbers(tokens))
    numbers += _numbers(after)
    if before is not None and after and after[-1] in _LETTERS:  # `_a` and `_b`, `Rev.A`
        numbers.append(_LETTERS.index(after[-1]))
    stage = (max(weights, default=0), sum(1 for weight in weights if weight > 0))
    return Version(-1 in weights, stage, tuple(numbers), tuple(others))


def _task_number(tokens: list[str]) -> int | None:
    """The first number beside a word for a task; or the first of all, if there is no word."""
    words = [token for token in tokens if not token.isdigit()]
    for place, token in enumerate(tokens):
        if not token.isdigit() or len(token) > 2:  # a student's number has more digits
            continue
        beside = {*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2]}
        if not words or beside & _TASKS:
            return int(token)
    return None


@lru_cache(maxsize=1024)
def _tokens(text: str) -> list[str]:
    """Words and numbers; what is written together in Korean is taken apart where it is marks."""
    found = []
    for token in _TOKENS.findall(unicodedata.normalize("NFC", text).lower()):
        together = _TOGETHER_IN_ENGLISH if token.isascii() else _TOGETHER
        parts = together.findall(token)
        found += parts if "".join(parts) == token else [token]
    return found


def _around(tokens: list[str], module: str) -> tuple[list[str] | None, list[str]]:
    """The tokens before and after a module's name; None and all of them if it is not there."""
    wanted = "".join(_tokens(module))
    for first in range(len(tokens)):
        joined = ""
        for end in range(first, len(tokens)):
            joined += tokens[end]
            rest = joined.removeprefix(wanted)
            if rest != joined and (not rest or rest in _MARKS):  # `convolutionfinal`, too
                return tokens[:first], [*filter(None, [rest]), *tokens[end + 1 :]]
            if not wanted.startswith(joined):
                break
    return None, tokens


def _is_mark(token: str) -> bool:
    return token.isdigit() or token in _MARKS


def _is_counted(token: str) -> bool:
    return token in _COUNTED or _weight(token) > 0


def _weight(token: str) -> int:
    if token in _DRAFTS or token in _ASIDE:
        return -1
    return next((w for w, of in ((3, _AGAIN), (2, _FINAL), (1, _LATER)) if token in of), 0)


def _year_first(date: re.Match[str]) -> str:
    first, mark, second, year = date.groups()
    is_day = mark == "." or int(first) > 12
    day, month = (first, second) if is_day else (second, first)
    return f"{year}{mark}{month}{mark}{day}"


def _numbers(tokens: list[str]) -> list[int]:
    """Numbers that may count versions, and dates; not a student's number."""
    found = []
    for before, token in zip(["", *tokens], tokens, strict=False):
        if token in _ORDINALS:
            found.append(_ORDINALS[token])
        elif token in _ROMAN and _is_counted(before):
            found.append(_ROMAN[token])
        elif token.isdigit() and (len(token) <= MAX_VERSION_DIGITS or _DATE.fullmatch(token)):
            found.append(int(token))
    return found
