"""The grader's own sentences exist in both languages."""

import ast

import pytest

from grader.i18n import catalog, default_language, gettext, points, translate
from grader.model import Message, message


def test_every_sentence_has_a_korean_one_with_the_same_names_and_none_is_stale():
    assert catalog.problems(catalog.load_catalog()) == []


def test_the_catalog_is_found_wanting_when_a_translation_is_taken_out():
    loaded = catalog.load_catalog()
    loaded["The values are wrong."].string = ""

    assert any("The values are wrong." in problem for problem in catalog.problems(loaded))


@pytest.mark.parametrize("sentence", ['f"{x} is wrong."', 'x + " is wrong."', '"{}".format(x)'])
def test_a_sentence_that_is_put_together_before_it_is_translated_is_found(sentence):
    source = f"def f(x):\n    return message({sentence})"

    assert len(list(catalog.put_together(ast.parse(source)))) == 1


def test_the_compiled_catalog_is_up_to_date():
    assert catalog.MO.read_bytes() == catalog.compiled(catalog.load_catalog())


def test_a_message_is_said_in_the_readers_language():
    told = message("{function} is not written yet.", function="conv2d")

    assert translate(told, "en") == "conv2d is not written yet."
    assert translate(told, "ko") == "conv2d: 아직 작성하지 않았습니다."


def test_a_message_with_its_own_korean_uses_it():
    told = Message(text="The sum is kept.", ko="합이 그대로입니다.")

    assert translate(told, "ko") == "합이 그대로입니다."


def test_braces_in_a_value_are_no_fields():
    assert (
        gettext("It said: {text}", "en", text="{0} {x.__class__}") == "It said: {0} {x.__class__}"
    )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, "en"),
        ({"GRADE_LANG": "ko", "LC_ALL": "C"}, "ko"),
    ],
)
def test_the_language_is_the_terminals(environment, language):
    assert default_language(environment) == language


@pytest.mark.parametrize(
    ("value", "shown"), [(10.0, "10"), (0.25, "0.25"), (6.5, "6.5"), (0.0, "0")]
)
def test_points_have_no_more_digits_than_they_need(value, shown):
    assert points(value) == shown
