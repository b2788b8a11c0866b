"""Particles follow the sound before them, and the catalog keeps to one word a thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from grader.i18n import LOCALE_FOLDER, translate
from grader.i18n.korean import fill
from grader.model import message

PO = LOCALE_FOLDER / "ko" / "LC_MESSAGES" / "grader.po"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("커널", "커널을 커널이 커널은 커널과 커널로"),
        ("편향", "편향을 편향이 편향은 편향과 편향으로"),
        ("배치", "배치를 배치가 배치는 배치와 배치로"),
        ("conv1d", "conv1d를 conv1d가 conv1d는 conv1d와 conv1d로"),
        ("numpy", "numpy를 numpy가 numpy는 numpy와 numpy로"),
        ("tuple", "tuple을 tuple이 tuple은 tuple과 tuple로"),
        ("train", "train을 train이 train은 train과 train으로"),
        ("pooling", "pooling을 pooling이 pooling은 pooling과 pooling으로"),
        ("CP949", "CP949를 CP949가 CP949는 CP949와 CP949로"),
        ("UTF-8", "UTF-8을 UTF-8이 UTF-8은 UTF-8과 UTF-8로"),
        (
            "convolution.py",
            "convolution.py를 convolution.py가 convolution.py는 convolution.py와 convolution.py로",
        ),
        ("60 %", "60 %를 60 %가 60 %는 60 %와 60 %로"),
        (6, "6을 6이 6은 6과 6으로"),
        (7, "7을 7이 7은 7과 7로"),
        (10, "10을 10이 10은 10과 10으로"),
        (
            "리스트(list)",
            "리스트(list)를 리스트(list)가 리스트(list)는 리스트(list)와 리스트(list)로",
        ),
    ],
)
def test_particles_follow_the_sound(value, said):
    assert fill("{x}을(를) {x}이(가) {x}은(는) {x}과(와) {x}(으)로", {"x": value}) == said


def test_a_quoted_name_is_read_without_its_quotes():
    assert (
        fill("`{x}`(으)로 '{x}'을(를) {x!r}이(가)", {"x": "train"})
        == "`train`으로 'train'을 'train'이"
    )


def test_words_of_a_student_stay_as_they_are():
    assert fill("{text}", {"text": "{x} 을(를) cell 2"}) == "{x} 을(를) cell 2"


def test_types_have_korean_names():
    told = message("The result should be a NumPy array, not {type}.", type="list")

    assert translate(told, "ko") == "결과는 NumPy 배열이어야 하는데 리스트(list)입니다."


def test_a_cell_is_named_in_korean():
    told = message("It was stopped at {where}, line {line}.", where="a.ipynb cell 2", line=3)

    assert translate(told, "ko") == "a.ipynb 셀 2의 3번째 줄에서 멈추었습니다."


# -- the glossary: what else was once said for each of these

GLOSSARY = {
    "과제": ["연습 문제", "연습문제", "이 문제", "새 문제", "문제를 새로", "문제의 함수"],
    "강좌": [
        "새 과정",
        "과정의 책",
        "과정의 제목",
        "과정 전체",
        "과정을 다시",
        "이미 과정",
        "봉인된 과정",
    ],
    "Python": ["파이썬"],
    "꾸러미": ["키트"],
    "비공개 검사": ["숨은 검사", "숨겨진 검사"],
    "완전 연결층": ["완전 연결 층"],
    "매개변수": ["파라미터"],
    "인수": ["인자"],
    "도우미 함수": ["도움 함수"],
    "에포크": ["에폭"],
    "경사 하강법": ["경사하강법"],
    "강사": ["강의자", "채점자"],
    "성적표": ["성적부"],
    "작업 프로세스": ["일꾼"],
    "아직 검사하지 않았습니다": ["아직 보지 않았습니다"],
    "-세요": ["십시오"],
    "-나요?": ["습니까", "입니까", "합니까", "됩니까", "옵니까"],
    "과제 설명": ["문제 설명"],
    "축의 수": ["차원 수", "차수"],
    "특성": ["특징 벡터", "특징 1000개"],
    "특징 맵": ["특징맵", "특징 지도", "피처 맵"],
    "배치": ["영상 묶음", "묶음의 영상", "미니배치"],
    "93,322": ["93 322", "133 792", "16 305", "468 586", "61 706"],
}


ROOT = Path(__file__).parents[2]
# what is written for learners in Korean, beside what the grader says
WRITTEN = (
    *("exercises/*/statement.ko.md", "exercises/*/exercise.toml", "exercises/*/test_public.py"),
    *("exercises/*/*.ipynb", "exercises/*/[a-z]*.py", "reference/*/test_hidden.py"),
    *("reference/*/misconceptions/*.py", "docs/students.md"),
)


@pytest.fixture(scope="module")
def written():
    """Every line of the course's texts in Korean."""
    paths = [path for pattern in WRITTEN for path in sorted(ROOT.glob(pattern))]
    assert len(paths) > 100
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if re.search("[가-힣]", line)]


@pytest.fixture(scope="module")
def sentences():
    """Every Korean sentence of the grader's."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="ko")
    strings = (m.string if isinstance(m.string, (list, tuple)) else [m.string] for m in catalog)
    return [text for texts in strings for text in texts]


@pytest.mark.parametrize("word", GLOSSARY)
def test_the_grader_and_the_course_have_one_word_for_it(sentences, written, word):
    assert [
        text for text in [*sentences, *written] if any(old in text for old in GLOSSARY[word])
    ] == []


def test_a_particle_after_a_value_is_computed(sentences):
    fixed = re.compile(r"\{\w+(?:!r)?\}['`]?(?:을|를|은|는|과|와|으로|로)(?=[ .,])")

    assert [text for text in sentences if fixed.search(text)] == []


def test_what_is_written_has_no_particle_in_two_forms(written):
    assert [
        line for line in written if re.search(r"을\(를\)|[이은]\([가는]\)|\(으\)로", line)
    ] == []


@pytest.mark.parametrize("pattern", ["exercises/*/test_public.py", "reference/*/test_hidden.py"])
def test_a_check_s_title_is_an_expectation_and_no_verdict(pattern):
    found = re.compile(r'@check\((?:[^()"]|"[^"]*"|\([^()]*\))*?ko="([^"]*)"')
    sources = [path.read_text("utf-8") for path in sorted(ROOT.glob(pattern))]

    titles = [title for source in sources for title in found.findall(source)]

    assert len(titles) > 90
    assert [title for title in titles if re.search("(맞|같)습니다|예제 값입니다", title)] == []
