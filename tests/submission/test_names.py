"""A file's name -> the exercise that it names, and how late a version it says it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import PurePosixPath

import pytest

from grader.model import Exercise, Text
from grader.submission.names import Likeness, likenesses, version

EXERCISE = Exercise(
    slug="01_conv_layer",
    title=Text(ko="", en=""),
    module="conv_layer",
    functions=("forward",),
    points=1,
)


def like(name: str) -> Likeness:
    """A name's likeness to the exercise's."""
    return likenesses(PurePosixPath(name), [EXERCISE])[EXERCISE.slug]


@pytest.mark.parametrize("name", ["conv_layer.py", "conv_layer.ipynb", "week1/conv_layer.py"])
def test_the_module_s_name_is_exact_in_any_folder(name):
    assert like(name) is Likeness.EXACT


@pytest.mark.parametrize(
    "name",
    [
        "Conv_Layer.py",
        "ConvLayer.py",
        "conv layer.ipynb",
        "conv-layer.py",
        "Copy_of_conv_layer.ipynb",
        "Copy of conv_layer.ipynb",
        "conv_layer의 사본.ipynb",
        "conv_layer.ipynb의 사본.ipynb",
        "conv_layer - 복사본 (2).py",
        "conv_layer 복사본 2.py",
        "conv_layer - Copy.py",
        "conv_layer - Kopie.py",
        "conv_layer (1).py",
        "conv_layer-1.ipynb",
        "conv_layer_v2.py",
        "conv_layer_최종수정본2.py",
        "conv_layer_최최종.py",
        "conv_layer_찐막.py",
        "conv_layer_재제출.py",
        "conv_layer_finalfinal.py",
        "conv_layer_reallyfinal.py",
        "conv_layer_最终版.py",
        "conv_layer_修正版.py",
        "conv_layerfinal.py",
        "01_conv_layer.ipynb",
        "20231234_conv_layer.ipynb",
        "[과제1] conv_layer.py",
        "conv_layer_20261120.py",
    ],
)
def test_marks_of_copies_versions_and_numbers_change_a_name_only_a_little(name):
    assert like(name) is Likeness.MARKED


@pytest.mark.parametrize(
    "name",
    ["과제1.ipynb", "과제 1 (2).ipynb", "hw01.py", "1.py", "1주차 과제.ipynb", "Assignment_1.py"],
)
def test_the_exercise_s_number_beside_a_word_for_a_task_names_it(name):
    assert like(name) is Likeness.NUMBERED


@pytest.mark.parametrize(
    "name",
    [
        "conv_layers.py",
        "과제2.ipynb",
        "제출1.ipynb",
        "v1.py",
        "20231234.py",
        "과제.py",
        ".py",
    ],
)
def test_other_names_say_nothing(name):
    assert like(name) is Likeness.OTHER


@pytest.mark.parametrize(
    "name",
    ["my_conv_layer.py", "conv_layer_test.py", "test_conv_layer.py", "conv_layer_김민준.py"],
)
def test_a_name_with_strange_words_is_nearer_than_one_without_the_module_s(name):
    assert Likeness.MARKED < like(name) < Likeness.NUMBERED


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("conv_layer_v1.py", "conv_layer_v2.py"),
        ("conv_layer_v9.py", "conv_layer_v10.py"),
        ("conv_layer_v1.9.py", "conv_layer_v1.10.py"),
        ("conv_layer (1).py", "conv_layer (2).py"),
        ("conv_layer-1.py", "conv_layer-2.py"),
        ("제출1.ipynb", "제출2.ipynb"),
        ("conv_layer_1차.py", "conv_layer_2차.py"),
        ("conv_layer_첫번째.py", "conv_layer_두번째.py"),
        ("conv_layer_first.py", "conv_layer_second.py"),
        ("Version 1/conv_layer.py", "Version 2/conv_layer.py"),
        ("Version 9/conv_layer.py", "Version 10/conv_layer.py"),
        ("Version I/conv_layer.py", "Version II/conv_layer.py"),
        ("제출 1/conv_layer.py", "제출 2/conv_layer.py"),
        ("conv_layer_20261119.py", "conv_layer_20261120.py"),
        ("conv_layer 2026-11-19.py", "conv_layer 2026-11-20.py"),
        ("conv_layer_draft.py", "conv_layer_final.py"),
        ("conv_layer_초안.py", "conv_layer_최종.py"),
        ("conv_layer_draft2.py", "conv_layer_v1.py"),
        ("conv_layer_old.py", "conv_layer_new.py"),
        ("conv_layer_수정.py", "conv_layer_최종.py"),
        ("conv_layer_최종.py", "conv_layer_진짜최종.py"),
        ("conv_layer_최종.py", "conv_layer_최종_수정.py"),
        ("conv_layer_final.py", "conv_layer_final2.py"),
        ("conv_layer_v2.py", "conv_layer_final.py"),
        ("backup/conv_layer.py", "work/conv_layer.py"),
        ("draft/conv_layer.py", "final/conv_layer.py"),
        ("week1/conv_layer.py", "week2/conv_layer.py"),
        ("conv_layer_최종.py", "conv_layer_최최종.py"),
        ("conv_layer_최최종.py", "conv_layer_최최최종.py"),
        ("conv_layer_최종.py", "conv_layer_찐막.py"),
        ("conv_layer_제출.py", "conv_layer_재제출.py"),
        ("conv_layer_최종.py", "conv_layer_재제출.py"),
        ("submit/conv_layer.py", "resubmit/conv_layer.py"),
        ("conv_layer_수정전.py", "conv_layer_수정후.py"),
        ("conv_layer_final.py", "conv_layer_finalfinal.py"),
        ("conv_layer_final.py", "conv_layer_really_final.py"),
        ("conv_layer_初稿.py", "conv_layer_最终版.py"),
        ("conv_layer_旧版.py", "conv_layer_新版.py"),
        ("conv_layer_entwurf.py", "conv_layer_v1.py"),
        ("conv_layer_test.py", "conv_layer_kim.py"),
        ("conv_layer_오답.py", "conv_layer_1.py"),
        ("conv_layer_30.11.2026.py", "conv_layer_01.12.2026.py"),
        ("conv_layer_11-30-2026.py", "conv_layer_12-01-2026.py"),
        ("conv_layer_29-11-2026.py", "conv_layer_28-12-2026.py"),
    ],
)
def test_versions_count_as_people_mean_them(earlier, later):
    first, last = (version(PurePosixPath(name), "conv_layer") for name in (earlier, later))

    assert (not first.is_older, *first[1:]) < (not last.is_older, *last[1:])


@pytest.mark.parametrize("name", ["최수정", "전수정", "최제출"])
def test_a_person_s_name_is_no_version(name):
    assert like(f"conv_layer_{name}.py") is Likeness.CONTAINED
    assert version(PurePosixPath(f"conv_layer_{name}.py"), "conv_layer") == version(
        PurePosixPath("conv_layer.py"), "conv_layer"
    )


def test_a_student_s_number_is_no_version():
    assert version(PurePosixPath("20231234_conv_layer_v2.py"), "conv_layer").numbers == (2,)
    assert version(PurePosixPath("conv_layer_20231234_v2.py"), "conv_layer").numbers == (2,)


@pytest.mark.attack
@pytest.mark.parametrize(
    "stem",
    ["c o " * 50, "conv_" * 40, "최종수" * 66, "v1" * 100, "1 " * 100, "final" * 40, "1.1.20" * 30],
)
def test_a_name_made_to_confuse_takes_no_time(stem):
    code = (
        "import sys; from tests.submission.test_names import like, version, PurePosixPath\n"
        "for number in range(2000):\n"
        "    name = f'{sys.argv[1]}{number}.py'\n"
        "    like(name), version(PurePosixPath(name), 'conv_layer')\n"
    )

    done = subprocess.run([sys.executable, "-c", code, stem], timeout=30, check=False)

    assert done.returncode == 0
